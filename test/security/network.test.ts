/** Nothing leaves the machine: the program is run where no network exists, and where every attempt is written down. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NamespaceReport } from './insideNamespace.ts'
import type { NetworkEvent } from './recordNetwork.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const canUnshare = process.platform === 'linux' && spawnSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']).status === 0
if (!canUnshare) process.stderr.write('skipped: no network namespace may be made here (unshare -n)\n')

let folder: string
let extraction: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'corroborate-network-'))
  extraction = path.join(folder, 'phone')
  mkdirSync(path.join(extraction, 'private/var/mobile/Library/SMS'), { recursive: true })
  buildMessages(path.join(extraction, 'private/var/mobile/Library/SMS/sms.db'))
  if (!existsSync(path.join(root, 'dist/renderer/index.html'))) throw new Error('The renderer is not built: run npm run build first.')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('with the network denied', () => {
  let report: NamespaceReport
  let events: readonly NetworkEvent[]

  beforeAll(() => {
    const log = path.join(folder, 'attempts.jsonl')
    writeFileSync(log, '')
    const command = [process.execPath, here('./insideNamespace.ts'), folder, extraction]
    const [program = '', ...args] = canUnshare ? ['unshare', '-n', ...command] : command
    const ran = spawnSync(program, args, { encoding: 'utf8', env: recordingEnvironment(log), maxBuffer: 64 * 1024 * 1024 })
    if (ran.status !== 0) throw new Error(ran.stderr)
    report = JSON.parse(ran.stdout) as NamespaceReport
    events = readLog(log)
  })

  it('makes a case, imports, lists, searches, exports and verifies', () => {
    const failed = Object.entries(report.commands).filter(([, { code }]) => code !== 0)
    expect(failed).toEqual([])
    expect(report.commands['list']?.said).toContain('hello from the phone')
    expect(report.commands['search']?.said).toContain('hello from the phone')
  })

  it('serves the page and the open case', () => {
    expect(report.page).toBe(200)
    expect(JSON.parse(report.currentCase)).toMatchObject({ ok: true, value: { sources: [{ status: 'complete' }] } })
  })

  it.skipIf(!existsSync('/usr/bin/chromium'))('shows the program in a browser, which asks nobody else for anything', () => {
    expect(report.browser).toMatchObject({ isDrawn: true, complaints: [] })
    expect(report.browser?.origins).toHaveLength(1)
    expect(report.browser?.origins[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('tries no connection, no lookup and no datagram', () => {
    // What the test's own client asks of the listener is the only traffic.
    expect(events.filter((event) => !event.isLoopback)).toEqual([])
    expect(events.filter((event) => event.kind === 'connect').length).toBe(2)
    expect(events.filter((event) => event.kind === 'listen')).toEqual([{ kind: 'listen', target: '127.0.0.1', isLoopback: true }])
  })

  it.runIf(canUnshare)('holds one listener, on the loopback address, as the kernel tells it', () => {
    expect(report.interfaces).toEqual(['lo'])
    expect(report.listeners).toHaveLength(1)
    expect(report.listeners[0]).toMatch(/^0100007F:/)
    expect(report.datagramSockets).toEqual([])
  })
})

describe('the recorder', () => {
  const attempts = [
    "await fetch('http://192.0.2.1/')",
    "(await import('node:https')).get('https://example.invalid/')",
    "(await import('node:net')).connect(80, '192.0.2.1')",
    "(await import('node:dns')).promises.lookup('example.invalid')",
    "(await import('node:dgram')).createSocket('udp4').send('x', 53, '192.0.2.1')",
    "(await import('node:tls')).connect({ host: '192.0.2.1', port: 443 })",
    "(await import('node:http')).createServer().listen(0).unref()",
  ]

  it('sees every way out, so that its silence means something', () => {
    for (const [index, attempt] of attempts.entries()) {
      const log = path.join(folder, `planted-${index}.jsonl`)
      writeFileSync(log, '')
      const script = `process.on('uncaughtException', () => {}); try { ${attempt} } catch {}`
      spawnSync(process.execPath, ['--input-type=module', '-e', script], { env: recordingEnvironment(log), timeout: 20_000 })
      expect(
        readLog(log).some((event) => !event.isLoopback),
        attempt,
      ).toBe(true)
    }
  })

  it('sees a child process too', () => {
    const log = path.join(folder, 'child.jsonl')
    writeFileSync(log, '')
    const module = path.join(folder, 'child.mjs')
    writeFileSync(module, "await fetch('http://192.0.2.1/').catch(() => {})")
    const script = `(await import('node:child_process')).fork(${JSON.stringify(module)}, [], { execArgv: ['--max-old-space-size=100'] })`
    spawnSync(process.execPath, ['--input-type=module', '-e', script], { env: recordingEnvironment(log), timeout: 20_000 })
    expect(readLog(log)).toHaveLength(1)
  })

  it('lets the loopback through', async () => {
    const server = createServer((_request, response) => response.end('here'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const log = path.join(folder, 'loopback.jsonl')
    writeFileSync(log, '')
    const { spawn } = await import('node:child_process')
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', `process.exit((await fetch('http://127.0.0.1:${port}/')).status)`],
      { env: recordingEnvironment(log) },
    )
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(200)
    expect(readLog(log)).toEqual([{ kind: 'connect', target: '127.0.0.1', isLoopback: true }])
    server.close()
  })
})

function recordingEnvironment(log: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    CORROBORATE_SETTINGS: path.join(folder, 'settings'),
    CORROBORATE_NETWORK_LOG: log,
    NODE_OPTIONS: `--import=${pathToFileURL(here('./recordNetwork.ts')).href}`,
  }
}

function readLog(file: string): readonly NetworkEvent[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as NetworkEvent)
}

/** A small sms.db of a recent iOS: enough for the whole path, from recognition to export. */
function buildMessages(file: string): void {
  const database = new Database(file)
  database.exec(`
    CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0, service TEXT, date INTEGER, is_from_me INTEGER DEFAULT 0);
    CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, service TEXT NOT NULL, country TEXT);
    CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, chat_identifier TEXT, display_name TEXT, style INTEGER, service_name TEXT);
    CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));
    CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
    INSERT INTO handle (ROWID, id, service) VALUES (1, '+12025550123', 'iMessage');
    INSERT INTO chat (ROWID, guid, chat_identifier, style) VALUES (1, 'iMessage;-;+12025550123', '+12025550123', 45);
    INSERT INTO message (ROWID, guid, text, handle_id, service, date, is_from_me) VALUES (1, 'A', 'hello from the phone', 1, 'iMessage', 700000000000000000, 0);
    INSERT INTO chat_message_join VALUES (1, 1);
    INSERT INTO chat_handle_join VALUES (1, 1);
  `)
  database.close()
}
