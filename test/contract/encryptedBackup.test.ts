/** Encrypted backups through the whole program: the same records as the plain backup, and no trace of password or keys. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDemo } from '../../fixtures/demo/index.ts'
import { hexOf } from '../../fixtures/demo/random.ts'
import { TODAYS_ROUNDS } from '../../fixtures/demo/write/encryption.ts'
import { EMPTY_LENS, type Failure } from '../../main/contract/index.ts'
import { PUBLIC_KINDS } from '../../main/service/index.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'
import { ScratchCase } from '../support/demoCase.ts'

const PASSWORD = 'Pässwörd ความลับ 7319'
const QUICK = { firstRounds: 1000, secondRounds: 10 }

let scratch: Scratch
let plain: string
let encrypted: string
/** With the rounds of a real phone: seconds of derivation. */
let slow: string
let passwordFile: string

beforeAll(async () => {
  scratch = new Scratch()
  plain = (await buildDemo(scratch.path('plain'))).phones[0]?.folder ?? ''
  encrypted = (await buildDemo(scratch.path('encrypted'), { password: PASSWORD, rounds: QUICK })).phones[0]?.folder ?? ''
  slow = (await buildDemo(scratch.path('slow'), { password: PASSWORD, rounds: TODAYS_ROUNDS })).phones[0]?.folder ?? ''
  passwordFile = scratch.path('password.txt')
  writeFileSync(passwordFile, `${PASSWORD}\n`)
})
afterAll(() => scratch.dispose())

const fileWith = (content: string | Buffer): string => {
  const path = scratch.path('other-password.txt')
  writeFileSync(path, content)
  return path
}

describe('the demo phone, encrypted', () => {
  it('holds no file of the plain backup as it is, but for Info.plist and Status.plist', () => {
    const names = readdirSync(plain, { recursive: true, encoding: 'utf8' }).filter(
      (name) => existsSync(join(encrypted, name)) && !/^..$/.test(name),
    )
    const same = names.filter((name) => readFileSync(join(plain, name)).equals(readFileSync(join(encrypted, name))))
    expect(names.length).toBeGreaterThan(30)
    expect(same.sort()).toEqual(['Info.plist', 'Status.plist'])
  })

  it('gives the same lists as the plain one, byte for byte, and the same coverage of all that is there', () => {
    const before = hashesBelow(encrypted)
    expect(scratch.run('add', scratch.path('plain.corroborate'), plain)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(scratch.run('add', scratch.path('locked.corroborate'), encrypted, '--password-file', passwordFile)).toMatchObject({
      exitCode: 0,
      stderr: '',
    })
    for (const kind of PUBLIC_KINDS) {
      const [ofPlain, ofEncrypted] = ['plain', 'locked'].map(
        (name) => scratch.run('list', scratch.path(`${name}.corroborate`), kind, '--json').stdout,
      )
      expect(ofEncrypted, kind).toBe(ofPlain)
      if (kind === 'messages') expect(ofEncrypted?.split('\n').length).toBeGreaterThan(500)
    }
    const [ofPlain = [], ofEncrypted = []] = ['plain', 'locked'].map((name) =>
      scratch.json<{ store: string; status: string; file: string | null }>('coverage', scratch.path(`${name}.corroborate`)),
    )
    // What is not there is expected of an encrypted backup and not of a plain one.
    const differing = ofPlain.filter((row, index) => JSON.stringify(row) !== JSON.stringify(ofEncrypted[index]))
    expect(differing.map(({ store, status, file }) => [store, status, file])).toEqual([
      ['Health (healthdb_secure.sqlite)', 'not-expected', null],
      ['Safari history (History.db)', 'not-expected', null],
      ['Known Wi-Fi networks (com.apple.wifi plists)', 'not-expected', null],
    ])
    expect(ofEncrypted.filter(({ store }) => differing.some((row) => row.store === store)).map(({ status }) => status)).toEqual([
      'absent',
      'absent',
      'absent',
    ])
    expect(scratch.run('verify', scratch.path('locked.corroborate')).exitCode).toBe(0)
    expect(hashesBelow(encrypted)).toEqual(before)
  })

  it('is recognised when it is added again, also without its password', () => {
    const again = scratch.run('add', scratch.path('locked.corroborate'), encrypted)
    expect([again.exitCode, again.stdout]).toEqual([0, 'This extraction is already in the case (same SHA-256). Nothing was added.\n'])
    expect(scratch.run('add', scratch.path('plain.corroborate'), encrypted).exitCode).toBe(3)
  })

  it('leaves no password and no key in the case file, the settings or the output', async () => {
    const ran = scratch.run('add', scratch.path('traces.corroborate'), encrypted, '--password-file', passwordFile, '--json')
    const seed = 'demo/recruiter'
    const keys = [1, 3, 4].map((protectionClass) => Buffer.from(hexOf(`${seed}/class ${protectionClass}`, 64), 'hex'))
    keys.push(
      Buffer.from(hexOf(`${seed}/file Manifest.db`, 64), 'hex'),
      Buffer.from(hexOf(`${seed}/file 3d0d7e5fb2ce288813306e4d4636395e047a3d28`, 64), 'hex'),
    )
    const secrets = [
      Buffer.from(PASSWORD),
      Buffer.from(PASSWORD, 'utf16le'),
      ...keys,
      ...keys.flatMap((key) => [Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64'))]),
    ]
    const written = [
      Buffer.from(ran.stdout + ran.stderr),
      ...readdirSync(scratch.folder)
        .filter((name) => name.startsWith('traces'))
        .map((name) => readFileSync(scratch.path(name))),
      ...readdirSync(scratch.path('settings'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
    ]
    expect(written.length).toBeGreaterThan(2)
    expect(secrets.filter((secret) => written.some((bytes) => bytes.includes(secret)))).toEqual([])
    const database = new Database(scratch.path('traces.corroborate'), { readonly: true })
    const details = database.prepare('SELECT detail FROM audit').pluck().all().join('\n')
    database.close()
    expect(details).toContain('decrypted with its password')
    expect(details).not.toContain('7319')
  })
})

describe('password of the command', () => {
  const failing = (file: string | null, extraction = encrypted): { exitCode: number | null; stderr: string; stdout: string } =>
    scratch.run('add', scratch.path('new.corroborate'), extraction, ...(file === null ? [] : ['--password-file', file]))

  it.each<[string, () => string | null, RegExp]>([
    ['missing', () => null, /^The backup is encrypted: give its password/],
    ['wrong', () => fileWith('wrong password\n'), /^The password does not open this backup/],
    ['empty', () => fileWith('\nsecond line\n'), /^The first line of the password file .* is empty/],
    ['no UTF-8', () => fileWith(Buffer.from('P\xe4ssw\xf6rd', 'latin1')), /is no UTF-8 text/],
    ['in no file', () => scratch.path('nowhere.txt'), /cannot be read/],
  ])('%s: one sentence, exit code 3, no case left behind', (_name, file, sentence) => {
    const ran = failing(file())
    expect([ran.exitCode, ran.stdout]).toEqual([3, ''])
    expect(ran.stderr).toMatch(sentence)
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(ran.stderr).not.toContain('wrong password')
    expect(existsSync(scratch.path('new.corroborate'))).toBe(false)
  })

  it.each([
    ['', '\r\nmore'],
    ['\uFEFF', '\n'],
    ['', ''],
  ])('may stand in a file with a byte order mark or other line endings (%j, %j)', (start, end) => {
    const casePath = scratch.path(`endings-${start.length}-${end.length}.corroborate`)
    expect(scratch.run('add', casePath, encrypted, '--password-file', fileWith(start + PASSWORD + end))).toMatchObject({
      exitCode: 0,
      stderr: '',
    })
  })

  it('is in no argument and no environment of any process while the key is derived', async () => {
    const temporary = scratch.path('temporary')
    mkdirSync(temporary)
    process.env['TMPDIR'] = temporary
    const child = scratch.start('add', scratch.path('slow.corroborate'), slow, '--password-file', passwordFile)
    delete process.env['TMPDIR']
    const seen = new Set<string>()
    const watch = setInterval(() => {
      if (child.pid !== undefined) for (const text of textsOfFamily(child.pid)) seen.add(text)
    }, 50)
    const code = await new Promise((resolve) => child.on('exit', resolve))
    clearInterval(watch)
    expect(code).toBe(0)
    if (existsSync('/proc')) expect([...seen].filter((text) => text.includes('ingest/child')).length).toBeGreaterThan(0)
    expect([...seen].filter((text) => text.includes('7319'))).toEqual([])
    expect(readdirSync(temporary)).toEqual([])
  })
})

/** Command line and environment of a process and its children. */
function textsOfFamily(pid: number): string[] {
  if (!existsSync('/proc')) return []
  const textOf = (id: string): string[] => {
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1])
      return Number(id) === pid || parent === pid
        ? [readFileSync(`/proc/${id}/cmdline`, 'utf8'), readFileSync(`/proc/${id}/environ`, 'utf8')]
        : []
    } catch {
      return []
    }
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(textOf)
}

describe('a running program', () => {
  const rowOf = async (opened: ScratchCase): Promise<{ key: number; answer: unknown; failure: Failure | null }> => {
    const { items } = await opened.call('timeline.page', { lens: EMPTY_LENS, cursor: null, limit: 1 })
    const key = items[0]?.key ?? 0
    const result = await opened.service.invoke('record.sourceRow', { key })
    return result.ok ? { key, answer: result.value, failure: null } : { key, answer: null, failure: result.failure }
  }

  it('says by the kind of the failure that a password is wanted, and reads source rows once it has it', async () => {
    const opened = new ScratchCase()
    try {
      await opened.create()
      expect(await opened.import(encrypted)).toMatchObject({ stage: 'failed', failureKind: 'password' })
      await opened.import(encrypted, 'Locked')
      const wrongly = opened.importEnd()
      await opened.call('import.retry', { password: 'wrong' })
      expect(await wrongly).toMatchObject({ stage: 'failed', failureKind: 'password', label: 'Locked' })
      const end = opened.importEnd()
      await opened.call('import.retry', { password: PASSWORD })
      expect(await end).toMatchObject({ stage: 'finished', failure: null, label: 'Locked' })
      expect(await opened.service.invoke('import.retry', { password: PASSWORD })).toMatchObject({ failure: { kind: 'not-found' } })
      expect((await rowOf(opened)).answer).toMatchObject({ matches: true })

      await opened.call('case.close', {})
      await opened.call('case.open', { path: opened.casePath })
      expect((await rowOf(opened)).failure).toMatchObject({
        kind: 'password',
        message: expect.stringMatching(/"Locked" is encrypted: enter its password or key again/) as string,
      })
      const wrong = await opened.service.invoke('source.unlock', { sourceId: 1, password: 'wrong' })
      expect(wrong).toMatchObject({ ok: false, failure: { kind: 'password' } })
      expect(await opened.call('source.unlock', { sourceId: 1, password: PASSWORD })).toEqual({ unlocked: true })
      expect((await rowOf(opened)).answer).toMatchObject({ matches: true })
    } finally {
      await opened.dispose()
    }
  })

  it('goes on with a stopped import only with the password', async () => {
    const opened = new ScratchCase()
    try {
      await opened.create()
      const first = opened.importEnd()
      await opened.call('import.start', { path: encrypted, label: '', password: PASSWORD })
      await first
      await opened.call('case.close', {})
      const database = new Database(opened.casePath)
      database.prepare("UPDATE source SET status = 'incomplete'").run()
      database.close()
      await opened.call('case.open', { path: opened.casePath })
      const refused = opened.importEnd()
      await opened.call('import.resume', { sourceId: 1 })
      expect(await refused).toMatchObject({ stage: 'failed', failureKind: 'password' })
      const resumed = opened.importEnd()
      await opened.call('import.resume', { sourceId: 1, password: PASSWORD })
      expect(await resumed).toMatchObject({ stage: 'finished', sourceId: 1 })
    } finally {
      await opened.dispose()
    }
  })

  it('reports the derivation, and a cancel ends it without a trace', async () => {
    const opened = new ScratchCase()
    try {
      await opened.create()
      const said: string[] = []
      const stop = opened.service.on((event, data) => {
        if (event === 'import.progress') said.push((data as { current: string }).current)
      })
      const end = opened.importEnd()
      const { jobId } = await opened.call('import.start', { path: slow, label: '', password: PASSWORD })
      while (!said.some((current) => current.startsWith('Deriving the key'))) await new Promise((resolve) => setTimeout(resolve, 20))
      const cancelledAtMs = performance.now()
      await opened.call('import.cancel', { jobId })
      expect(await end).toMatchObject({ stage: 'cancelled', failureKind: 'cancelled' })
      expect(performance.now() - cancelledAtMs).toBeLessThan(3000)
      stop()
      expect(opened.number('SELECT count(*) FROM source')).toBe(0)
      expect(JSON.stringify(said)).not.toContain('7319')
    } finally {
      await opened.dispose()
    }
  })
})
