import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders, RequestOptions } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContractEvents, Result } from '../contract/index.ts'
import { RELOAD_SCRIPT, SECRET_STORAGE_KEY } from './keyPage.ts'
import { startServer } from './server.ts'
import type { RunningServer, ServedCalls } from './server.ts'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A service that answers with what it was asked, and lets a test send events. */
class EchoService implements ServedCalls {
  readonly calls: { readonly channel: string; readonly args: unknown }[] = []
  readonly listeners = new Set<(event: keyof ContractEvents, data: unknown) => void>()

  invoke(channel: string, args: unknown): Promise<Result<unknown>> {
    this.calls.push({ channel, args })
    if (channel === 'no.such') return Promise.resolve({ ok: false, failure: { kind: 'usage', message: 'There is no call no.such.' } })
    return Promise.resolve({ ok: true, value: { channel, args } })
  }

  on(listener: (event: keyof ContractEvents, data: unknown) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

let folder: string
let service: EchoService
let server: RunningServer
let secret: string

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'corroborate-web-'))
  mkdirSync(path.join(folder, 'renderer/assets'), { recursive: true })
  writeFileSync(path.join(folder, 'renderer/index.html'), '<title>page</title>')
  writeFileSync(path.join(folder, 'renderer/assets/app.js'), 'start()')
  writeFileSync(path.join(folder, 'outside.js'), 'must stay outside')
  symlinkSync(path.join(folder, 'outside.js'), path.join(folder, 'renderer/assets/link.js'))
  service = new EchoService()
  server = await startServer({ service, rendererFolder: path.join(folder, 'renderer'), port: 0 })
  secret = new URL(server.url).searchParams.get('s') ?? ''
})

afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

describe('who may call', () => {
  it('gives the page to the whole address only', async () => {
    expect(await get(`/?s=${secret}`)).toMatchObject({ status: 200, body: '<title>page</title>' })
    for (const target of ['/', '/?s=', '/index.html', '/?s=wrong', `/?s=${secret.slice(1)}x`]) {
      const refused = await get(target)
      expect(refused.status, target).toBe(403)
      expect(refused.body).toContain('whole address')
    }
  })

  it('brings a reloaded page back to its secret, which the renderer keeps in its tab', async () => {
    const renderer = readFileSync(new URL('../../renderer/shared/bridge/secret.ts', import.meta.url), 'utf8')
    expect(renderer).toContain(`STORAGE_KEY = '${SECRET_STORAGE_KEY}'`)
    expect((await get('/')).body).toContain('<script src="/reload.js"></script>')
    const visited = [runReload('/?lens=1#x', 'KEY'), runReload('/', null), runReload('/?s=old', 'old')]
    expect(visited).toEqual([['http://127.0.0.1:1/?lens=1&s=KEY#x'], [], []])
  })

  it('has a secret of 32 random bytes that differs at each start', async () => {
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    const second = await startServer({ service, rendererFolder: folder, port: 0 })
    expect(new URL(second.url).searchParams.get('s')).not.toBe(secret)
    await second.close()
  })

  it('refuses a name that was re-bound to this machine', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', `127.0.0.1:1`, `[::1]:${server.port}`]) {
      expect((await get(`/?s=${secret}`, { host })).status, host).toBe(403)
    }
    expect((await get(`/?s=${secret}`, { host: `localhost:${server.port}` })).status).toBe(200)
  })

  it('refuses a foreign origin, a null one and another port of this machine', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1:1',
      `https://127.0.0.1:${server.port}`,
      `http://localhost:${server.port}`,
    ]) {
      expect((await call('case.current', {}, { origin })).status, origin).toBe(403)
    }
    expect(service.calls).toEqual([])
    expect((await call('case.current', {}, { origin: `http://127.0.0.1:${server.port}` })).status).toBe(200)
  })

  it('refuses what the browser marks as coming from another site', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect((await get(`/?s=${secret}`, { 'sec-fetch-site': site })).status, site).toBe(403)
      expect((await get('/assets/app.js', { 'sec-fetch-site': site })).status, site).toBe(403)
    }
    expect((await get(`/?s=${secret}`, { 'sec-fetch-site': 'none' })).status).toBe(200)
  })

  it('answers GET and POST and no other method', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD'])
      expect((await send({ method, path: `/?s=${secret}` })).status, method).toBe(405)
    expect((await send({ method: 'POST', path: `/?s=${secret}` })).status).toBe(405)
    expect((await get(`/api/case.current?s=${secret}`)).status).toBe(405)
  })

  it('listens on the loopback address only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((address) => address.family === 'IPv4' && !address.internal)
    for (const { address } of others) expect(await canConnect(address), address).toBe(false)
    expect(await canConnect('127.0.0.1')).toBe(true)
    const port = server.port.toString(16).toUpperCase().padStart(4, '0')
    const listening = readTable('/proc/net/tcp').filter((line) => line.includes(`:${port} 00000000:0000 0A`))
    if (process.platform === 'linux') expect(listening.map((line) => line.trim().split(/\s+/)[1])).toEqual([`0100007F:${port}`])
  })
})

describe('calls', () => {
  it('passes a call to the service and its result back', async () => {
    const answer = await call('timeline.count', { lens: { text: 'ห้อง' } })
    expect(answer.headers['content-type']).toContain('application/json')
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { channel: 'timeline.count', args: { lens: { text: 'ห้อง' } } } })
  })

  it('passes on the refusal of an unknown channel', async () => {
    expect(JSON.parse((await call('no.such', {})).body)).toEqual({
      ok: false,
      failure: { kind: 'usage', message: 'There is no call no.such.' },
    })
  })

  it('refuses a missing or wrong secret', async () => {
    for (const given of ['', 'wrong', secret.toUpperCase(), `${secret}x`]) {
      expect((await call('case.current', {}, { 'x-corroborate-secret': given })).status, given).toBe(403)
    }
    expect(service.calls).toEqual([])
  })

  it('refuses a form, which a foreign page could send without asking first', async () => {
    expect((await call('case.current', {}, { 'content-type': 'text/plain' })).status).toBe(415)
  })

  it('refuses a body over a mebibyte, declared or not', async () => {
    const headers = { 'content-type': 'application/json', 'x-corroborate-secret': secret }
    expect((await send({ method: 'POST', path: '/api/x', headers: { ...headers, 'content-length': '2000000' } }, 'x')).status).toBe(413)
    const huge = JSON.stringify({ args: 'x'.repeat(1_100_000) })
    expect((await send({ method: 'POST', path: '/api/x', headers: { ...headers, 'transfer-encoding': 'chunked' } }, huge)).status).toBe(413)
    expect(service.calls).toEqual([])
  })

  it('refuses what is not a call', async () => {
    const headers = { 'content-type': 'application/json', 'x-corroborate-secret': secret }
    for (const body of ['', '{', '[]', 'null', '{"arguments":1}']) {
      expect((await send({ method: 'POST', path: '/api/x', headers }, body)).status, body).toBe(400)
    }
  })

  it('answers with one sentence when the service breaks, and lives on', async () => {
    service.invoke = () => Promise.reject(new Error('secret detail'))
    const answer = await call('case.current', {})
    expect(answer.status).toBe(500)
    expect(answer.body).not.toContain('secret detail')
    expect((await get('/assets/app.js')).status).toBe(200)
  })
})

describe('files', () => {
  it('serves the program under a strict policy and keeps nothing in caches', async () => {
    const asset = await get('/assets/app.js')
    expect(asset).toMatchObject({ status: 200, body: 'start()' })
    expect(asset.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = String(asset.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('serves nothing outside the renderer, however the path is written', async () => {
    const paths = [
      '/../outside.js',
      '/assets/../../outside.js',
      '/%2e%2e/outside.js',
      '/..%2foutside.js',
      '/%252e%252e%252foutside.js',
      '/assets/..%5c..%5coutside.js',
      '/assets/link.js',
      '//etc/passwd',
      '/etc/passwd',
      '/%00',
      '/assets/app.js%00.html',
      '/%',
      '/assets/',
      '/assets',
    ]
    for (const target of paths) {
      const answer = await get(target)
      expect(answer.status, target).toBeGreaterThanOrEqual(400)
      expect(answer.body, target).not.toContain('outside')
    }
  })

  it('serves a new build without a restart', async () => {
    expect((await get('/assets/new.js')).status).toBe(404)
    writeFileSync(path.join(folder, 'renderer/assets/new.js'), 'again()')
    await get(`/?s=${secret}`)
    expect((await get('/assets/new.js')).status).toBe(200)
  })
})

describe('events', () => {
  it('delivers events to a page that has the secret and forgets a page that went away', async () => {
    expect((await get('/events')).status).toBe(403)
    const stream = httpRequest({ host: '127.0.0.1', port: server.port, path: `/events?s=${secret}` })
    const received = new Promise<string>((resolve) => {
      stream.on('response', (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString()
          if (text.includes('"text":')) resolve(text)
        })
        response.on('error', () => undefined)
      })
    })
    stream.end()
    await until(() => service.listeners.size === 1)
    for (const listener of service.listeners) listener('case.changed', { what: 'records', text: 'two\nlines' })
    expect(await received).toContain('event: case.changed\ndata: {"what":"records","text":"two\\nlines"}\n\n')
    stream.destroy()
    await until(() => service.listeners.size === 0)
  })

  it('ends open streams when it closes', async () => {
    const extra = await startServer({ service, rendererFolder: folder, port: 0 })
    const ended = new Promise<void>((resolve) => {
      const stream = httpRequest(extra.url.replace('/?', '/events?'), (response) =>
        response
          .on('close', resolve)
          .on('error', () => undefined)
          .resume(),
      )
      stream.end()
    })
    await until(() => service.listeners.size === 1)
    await extra.close()
    await ended
    await until(() => service.listeners.size === 0)
  })
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

function get(target: string, headers: Record<string, string> = {}): Promise<Answer> {
  return send({ path: target, headers })
}

function call(channel: string, args: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const all = { 'content-type': 'application/json', 'x-corroborate-secret': secret, ...headers }
  return send({ method: 'POST', path: `/api/${channel}`, headers: all }, JSON.stringify({ args }))
}

/** Sends a request as written: unlike fetch, node:http neither normalises the path nor guards Host and Origin. */
function send(options: RequestOptions, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port: server.port, agent: false, ...options }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function canConnect(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: server.port, timeout: 1000 })
    const finish = (isOpen: boolean): void => {
      socket.destroy()
      resolve(isOpen)
    }
    socket
      .once('connect', () => finish(true))
      .once('error', () => finish(false))
      .once('timeout', () => finish(false))
  })
}

/** Runs the reload script as a browser at `target` would; gives the addresses it goes to. */
function runReload(target: string, stored: string | null): readonly string[] {
  const visited: string[] = []
  const location = { href: `http://127.0.0.1:1${target}`, replace: (address: URL) => visited.push(address.href) }
  const sessionStorage = { getItem: (key: string) => (key === SECRET_STORAGE_KEY ? stored : null) }
  runInNewContext(RELOAD_SCRIPT, { location, sessionStorage, URL })
  return visited
}

function readTable(file: string): readonly string[] {
  return process.platform === 'linux' ? readFileSync(file, 'utf8').split('\n') : []
}
