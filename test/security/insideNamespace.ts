/**
 * Runs inside a network namespace of its own (`unshare -n`), where nothing but a loopback interface exists: works a case
 * through the command line, serves it, calls it, and reads from the kernel which sockets there are. Prints one JSON
 * `NamespaceReport`. Arguments: a folder to work in, an extraction.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export interface NamespaceReport {
  /** Command -> exit code and what it said. */
  readonly commands: Readonly<Record<string, { readonly code: number | null; readonly said: string }>>
  /** Names of the interfaces there are. */
  readonly interfaces: readonly string[]
  readonly page: number
  /** Body of `POST /api/case.current`. */
  readonly currentCase: string
  /** Local addresses of listening and of other sockets while `serve` ran, TCP and UDP, `address:port` in hexadecimal. */
  readonly listeners: readonly string[]
  readonly datagramSockets: readonly string[]
  /** What the page did in a real browser; null where there is none. */
  readonly browser: BrowserReport | null
}

export interface BrowserReport {
  /** Whether the program drew itself. */
  readonly isDrawn: boolean
  /** Origins of all requests, each once. */
  readonly origins: readonly string[]
  /** What the browser complained of: refused by policy, failed to load. */
  readonly complaints: readonly string[]
}

const CHROMIUM = '/usr/bin/chromium'
const cli = fileURLToPath(new URL('../../main/cli/corroborate.ts', import.meta.url))

const report = await work(process.argv[2] ?? '', process.argv[3] ?? '')
process.stdout.write(JSON.stringify(report))

async function work(folder: string, extraction: string): Promise<NamespaceReport> {
  spawnSync('ip', ['link', 'set', 'lo', 'up'])
  const caseFile = path.join(folder, 'case.corroborate')
  const steps: Readonly<Record<string, readonly string[]>> = {
    new: ['new', caseFile, '--timezone', 'UTC'],
    add: ['add', caseFile, extraction],
    list: ['list', caseFile, 'messages', '--json'],
    coverage: ['coverage', caseFile, '--json'],
    search: ['search', caseFile, 'hello', '--json'],
    export: ['export', caseFile, path.join(folder, 'package'), '--format', 'csv'],
    verify: ['verify', caseFile],
    verifyPackage: ['verify', path.join(folder, 'package')],
  }
  const commands = Object.fromEntries(Object.entries(steps).map(([name, args]) => [name, corroborate(args)]))
  return { commands, interfaces: readdirInterfaces(), ...(await serve(caseFile)) }
}

function corroborate(args: readonly string[]): { readonly code: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' })
  return { code: status, said: `${stdout}${stderr}` }
}

async function serve(caseFile: string): Promise<Omit<NamespaceReport, 'commands' | 'interfaces'>> {
  const child = spawn(process.execPath, [cli, 'serve', caseFile, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const address = await addressFrom(child.stdout)
    const page = await ask('GET', address, {})
    const headers = { 'content-type': 'application/json', 'x-corroborate-secret': address.searchParams.get('s') ?? '' }
    const current = await ask('POST', new URL('/api/case.current', address), headers, '{"args":{}}')
    const seen = {
      page: page.status,
      currentCase: current.body,
      listeners: [...sockets('tcp', '0A'), ...sockets('tcp6', '0A')],
      datagramSockets: [...sockets('udp'), ...sockets('udp6'), ...sockets('raw'), ...sockets('raw6')],
    }
    return { ...seen, browser: await browse(address) }
  } finally {
    child.kill()
  }
}

/** Opens the page in Debian's chromium. Comes last: the browser may hold sockets of its own. */
async function browse(address: URL): Promise<BrowserReport | null> {
  if (!existsSync(CHROMIUM)) return null
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  const origins = new Set<string>()
  const complaints: string[] = []
  page.on('request', (sent) => origins.add(new URL(sent.url()).origin))
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address.href)
  const isDrawn = await page.waitForFunction('document.querySelector("#root")?.childElementCount > 0').then(
    () => true,
    () => false,
  )
  await page.waitForLoadState('load')
  await browser.close()
  return { isDrawn, origins: [...origins], complaints }
}

/** Waits for the address that `serve` prints. */
function addressFrom(stream: NodeJS.ReadableStream): Promise<URL> {
  return new Promise((resolve, reject) => {
    let text = ''
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?s=[\w-]+/.exec(text)
      if (found !== null) resolve(new URL(found[0]))
    })
    stream.on('end', () => reject(new Error(`serve ended without an address: ${text}`)))
  })
}

function ask(
  method: string,
  address: URL,
  headers: Record<string, string>,
  body = '',
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { method, headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Local addresses of the namespace's sockets, from the kernel; `state` 0A is listening. */
function sockets(table: string, state?: string): readonly string[] {
  const rows = readFileSync(`/proc/net/${table}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
  return rows.filter((row) => state === undefined || row[3] === state).map((row) => row[1] ?? '')
}

function readdirInterfaces(): readonly string[] {
  return readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .slice(2)
    .map((line) => line.split(':')[0]?.trim() ?? '')
    .filter((name) => name !== '')
}
