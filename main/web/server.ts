/**
 * The service on 127.0.0.1, for machines without Electron: the same calls and events over HTTP.
 *
 *     GET  /?s=SECRET              the page; without the secret one plain sentence and 403
 *     GET  /assets/...             the program's own files, which hold no evidence
 *     POST /api/CHANNEL            {"args": ...} -> Result, header x-corroborate-secret
 *     GET  /events?s=SECRET        server-sent events: `event: import.progress`, `data: {...}`
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ContractEvents, Result } from '../contract/index.ts'
import { findAsset, listAssets } from './assets.ts'
import { KEY_PAGE, KEY_SENTENCE, RELOAD_SCRIPT } from './keyPage.ts'
import { refuseCaller, SECURITY_HEADERS } from './policy.ts'

/** What this door needs of the service. */
export interface ServedCalls {
  invoke(channel: string, args: unknown): Promise<Result<unknown>>
  on(listener: (event: keyof ContractEvents, data: unknown) => void): () => void
}

export interface ServerOptions {
  readonly service: ServedCalls
  /** Folder of the built renderer. */
  readonly rendererFolder: string
  /** Port to listen on; 0 lets the system choose a free one. */
  readonly port: number
}

export interface RunningServer {
  /** Address with the secret in it: whoever has it can read the open case. */
  readonly url: string
  readonly port: number
  /** Ends all connections and the listener. */
  close(): Promise<void>
}

/** Arguments are ids, texts and small lists; nothing legitimate comes near this. */
const BODY_LIMIT_BYTES = 1_048_576
const HEARTBEAT_MS = 15_000

/** What a request handler works with. */
interface Context {
  readonly options: ServerOptions
  readonly secret: Buffer
  readonly url: URL
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/**
 * Starts listening on 127.0.0.1 and nowhere else.
 *
 * @throws the listener's error (a port in use, say) as Node gives it
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const secret = randomBytes(32).toString('base64url')
  let port = options.port
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) => {
    void answer(request, response, options, secret, port)
  })
  server.maxConnections = 64
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address !== null && typeof address === 'object') port = address.port
  return {
    url: `http://127.0.0.1:${port}/?s=${secret}`,
    port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions,
  secret: string,
  port: number,
): Promise<void> {
  try {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    const refusal = refuseCaller(
      {
        method: request.method ?? '',
        host: request.headers.host,
        origin: request.headers.origin,
        fetchSite: header(request, 'sec-fetch-site'),
      },
      port,
    )
    if (refusal !== null) return say(response, refusal.status, refusal.sentence)
    const url = readUrl(request.url ?? '/', port)
    if (url === null) return say(response, 400, 'This address cannot be read.')
    await route({ options, secret: Buffer.from(secret), url, request, response })
  } catch {
    // A broken connection or a bug: the caller learns that it failed, never what was in memory.
    if (response.headersSent) response.destroy()
    else say(response, 500, 'Corroborate could not answer this call; the case is unharmed.')
  }
}

async function route(context: Context): Promise<void> {
  const { url, request, response } = context
  if (url.pathname.startsWith('/api/')) {
    if (!hasSecret(context)) return sayNoSecret(response)
    if (request.method !== 'POST') return say(response, 405, 'Calls are made with POST.')
    return answerCall(context, url.pathname.slice('/api/'.length))
  }
  if (request.method !== 'GET') return say(response, 405, 'Only calls are made with POST.')
  if (url.pathname === '/events') {
    if (!hasSecret(context)) return sayNoSecret(response)
    return streamEvents(context)
  }
  const isPage = url.pathname === '/' || url.pathname === '/index.html'
  if (isPage && !hasSecret(context)) return send(response, 403, 'text/html; charset=utf-8', KEY_PAGE)
  if (url.pathname === '/reload.js') return send(response, 200, 'text/javascript; charset=utf-8', RELOAD_SCRIPT)
  sendAsset(context)
}

async function answerCall(context: Context, channel: string): Promise<void> {
  const { request, response } = context
  if (!header(request, 'content-type')?.startsWith('application/json')) return say(response, 415, 'Calls carry JSON.')
  const body = await readBody(request)
  if (body === null) {
    response.setHeader('connection', 'close')
    return say(response, 413, 'This call is larger than any call of Corroborate.')
  }
  const parsed = parseArguments(body)
  if (parsed === null) return say(response, 400, 'This call is not the JSON that was expected.')
  const result = await context.options.service.invoke(channel, parsed.args)
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(result))
}

/** Reads a body up to the limit; null where it is larger. What comes beyond the limit is never held. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > BODY_LIMIT_BYTES) return null
  const chunks: Buffer[] = []
  let sizeBytes = 0
  // Leaving the loop early must not tear the connection down before the refusal is sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length
    if (sizeBytes > BODY_LIMIT_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseArguments(body: string): { readonly args: unknown } | null {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null && 'args' in parsed ? { args: parsed.args } : null
  } catch {
    return null
  }
}

function streamEvents({ options, response }: Context): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  response.write('retry: 1000\n\n')
  // JSON has no raw line breaks, so one data line always holds one whole event.
  const stop = options.service.on((event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS)
  response.on('close', () => {
    clearInterval(heartbeat)
    stop()
  })
}

/** The folder is listed again for each page, so that a new build is served without a restart. */
const listings = new WeakMap<ServerOptions, ReturnType<typeof listAssets>>()

function sendAsset({ options, url, response }: Context): void {
  const isPage = url.pathname === '/'
  const assets = (isPage ? undefined : listings.get(options)) ?? listAssets(options.rendererFolder)
  listings.set(options, assets)
  const asset = findAsset(assets, url.pathname)
  if (asset === undefined) return say(response, 404, 'There is nothing at this address.')
  const stream = createReadStream(asset.file)
  stream.once('error', () => (response.headersSent ? response.destroy() : say(response, 404, 'There is nothing at this address.')))
  stream.once('open', () => {
    response.writeHead(200, { 'content-type': asset.type })
    stream.pipe(response)
  })
  response.once('close', () => stream.destroy())
}

function hasSecret({ secret, url, request }: Context): boolean {
  const given = Buffer.from(header(request, 'x-corroborate-secret') ?? url.searchParams.get('s') ?? '')
  return given.length === secret.length && timingSafeEqual(given, secret)
}

function readUrl(text: string, port: number): URL | null {
  // An absolute form or `//host` would let the URL name another host than the one checked.
  return /^\/(?!\/)/.test(text) ? URL.parse(`http://127.0.0.1:${port}${text}`) : null
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function sayNoSecret(response: ServerResponse): void {
  say(response, 403, KEY_SENTENCE)
}

function say(response: ServerResponse, status: number, sentence: string): void {
  send(response, status, 'text/plain; charset=utf-8', `${sentence}\n`)
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type })
  response.end(body)
}
