/**
 * A database that its app encrypts, inside a phone's file system and alone: read with a key from a file or from the extraction, and
 * otherwise said to be locked. The databases are made by another implementation of SQLCipher than ours.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_LENS } from '../../main/contract/index.ts'
import { createService, invokeTyped } from '../../main/service/index.ts'
import { androidSignal } from '../../parsers/apps/android/messengers/signal.ts'
import { openCipherDatabase } from '../parsers/encryptedDatabase.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'

const KEY = '8f3a1c5e7b9d0f2143658709badcfe1032547698a1b2c3d4e5f60718293a4b5c'
const WRONG = KEY.replace('8f', '9f')
const INSIDE = 'data/data/org.thoughtcrime.securesms/databases/signal.db'
const sql = readFileSync(new URL('../../fixtures/parsers/android-signal/newest.sql', import.meta.url), 'utf8')

const scratch = new Scratch()
const phone = scratch.path('phone')
const withKey = scratch.path('phone-with-key')
const alone = scratch.path('alone', 'signal.db')
const keyFile = (name: string, text: string): string => {
  const path = scratch.path(name)
  writeFileSync(path, text)
  return path
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

beforeAll(() => {
  if (androidSignal.encryption === undefined) throw new Error('Signal is encrypted')
  const made = scratch.path('made.db')
  const database = openCipherDatabase(made, androidSignal.encryption, KEY)
  database.exec(sql)
  database.pragma('journal_mode = WAL')
  database.pragma('wal_autocheckpoint = 0')
  // This one message stands in the write-ahead log only.
  database.exec(
    "INSERT INTO message (_id, date_sent, date_received, thread_id, from_recipient_id, to_recipient_id, type, body) VALUES (100, 1704110000000, 1704110001000, 1, 2, 1, 10485780, 'only in the log')",
  )
  for (const folder of [phone, withKey]) {
    write(`${folder}/data/system/packages.xml`, '<packages/>')
    write(`${folder}/data/data/com.android.providers.telephony/databases/placeholder`, '')
    mkdirSync(dirname(`${folder}/${INSIDE}`), { recursive: true })
    copyFileSync(made, `${folder}/${INSIDE}`)
    copyFileSync(`${made}-wal`, `${folder}/${INSIDE}-wal`)
  }
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  mkdirSync(dirname(alone))
  copyFileSync(made, alone)
  const secrets = [{ app: 'org.thoughtcrime.securesms', script_output: [{ payload: { 'sqlite db key': KEY } }] }]
  write(`${withKey}/extra/Secrets/secrets.json`, JSON.stringify(secrets))
})
afterAll(() => scratch.dispose())

interface Coverage {
  readonly store: string
  readonly status: string
  readonly rowsRead: number
  readonly records: number
  readonly notes: readonly string[]
}

const signalRun = (caseFile: string): Coverage | undefined =>
  scratch.json<Coverage>('coverage', caseFile).find(({ store }) => store === 'Signal (signal.db)')
const bodies = (caseFile: string): (string | null)[] =>
  scratch.json<{ service: string; body: string | null }>('list', caseFile, 'messages').map(({ body }) => body)

describe('inside a file system', () => {
  it('is read with its key, with what stands in its log only, and stays as it is', () => {
    const before = hashesBelow(phone)
    const caseFile = scratch.path('a.corroborate')
    const added = scratch.run('add', caseFile, phone, '--key-file', keyFile('key.txt', `whatsapp: ${WRONG}\nsignal: ${KEY}\n`))
    expect(added).toMatchObject({ exitCode: 0, stderr: '' })
    expect(bodies(caseFile)).toEqual(expect.arrayContaining(['Are you there?', 'only in the log']))
    expect(signalRun(caseFile)).toMatchObject({ status: 'parsed', rowsRead: 39, records: 35 })
    expect(hashesBelow(phone)).toEqual(before)
    for (const text of [readFileSync(caseFile).toString('latin1'), added.stdout]) expect(text.toLowerCase()).not.toContain(KEY)
  })

  it('is read with the key that the extraction brings along', () => {
    const caseFile = scratch.path('b.corroborate')
    expect(scratch.run('add', caseFile, withKey)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(signalRun(caseFile)).toMatchObject({ status: 'parsed', rowsRead: 39 })
  })

  it.each([
    ['no key', null, /encrypted; its key was not supplied: give the database key of Signal/],
    ['a wrong key', WRONG, /the key that was supplied does not open it/],
  ])('with %s costs only itself, and the coverage table says why', (_, key, why) => {
    const caseFile = scratch.path(`c-${String(key)}.corroborate`)
    const given = key === null ? [] : ['--key-file', keyFile('wrong.txt', key)]
    expect(scratch.run('add', caseFile, phone, ...given)).toMatchObject({ exitCode: 0 })
    const run = signalRun(caseFile)
    expect(run).toMatchObject({ status: 'unreadable', rowsRead: 0, records: 0 })
    expect(run?.notes.join(' ')).toMatch(why)
  })

  it('shows the source row again, with the key that was given at import', async () => {
    const service = createService({ actor: 'tester', settingsFolder: scratch.path('settings') })
    try {
      await invokeTyped(service, 'case.open', { path: scratch.path('a.corroborate') })
      const page = await invokeTyped(service, 'timeline.page', { lens: { ...EMPTY_LENS, text: 'only in the log' }, cursor: null, limit: 1 })
      const key = page.items[0]?.key ?? 0
      await expect(invokeTyped(service, 'record.sourceRow', { key })).rejects.toThrow(/its key was not supplied/)
      const sources = (await invokeTyped(service, 'case.current', {}))?.sources ?? []
      await invokeTyped(service, 'source.unlock', { sourceId: sources[0]?.id ?? 0, keyFile: scratch.path('key.txt') })
      const row = await invokeTyped(service, 'record.sourceRow', { key })
      expect(row).toMatchObject({ table: 'message', row: '100', matches: true })
      expect(row.columns.find(({ name }) => name === 'body')?.value).toBe('only in the log')
    } finally {
      await service.close()
    }
  })
})

describe('alone', () => {
  it('is read with its key', () => {
    const caseFile = scratch.path('d.corroborate')
    expect(scratch.run('add', caseFile, alone, '--key-file', keyFile('alone.txt', KEY))).toMatchObject({ exitCode: 0, stderr: '' })
    expect(bodies(caseFile)).toContain('Are you there?')
  })

  it.each([
    ['no key', [], /^The database is encrypted; its key was not supplied: give the database key of Signal \(.*--key-file\)\.\n$/],
    ['a wrong key', ['--key-file', 'wrong.txt'], /^The database is encrypted, and the key that was supplied does not open it: .*\n$/],
  ])('is refused with %s: one sentence, exit 3, no case', (_, given, why) => {
    const caseFile = scratch.path('e.corroborate')
    const args = given.map((arg) => (arg.endsWith('.txt') ? scratch.path(arg) : arg))
    const ran = scratch.run('add', caseFile, alone, ...args)
    expect(ran.exitCode).toBe(3)
    expect(ran.stderr).toMatch(why)
    expect(scratch.run('sources', caseFile).exitCode).toBe(3)
  })
})
