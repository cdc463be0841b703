/** A key that comes to hand later: the same extraction is added again with it, and what was locked is read, once. */
import Database from 'better-sqlite3'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cryptOf, rootKeyFileOf } from '../../fixtures/hostile/whatsappBackup.ts'
import { androidSignal } from '../../parsers/apps/android/messengers/signal.ts'
import { openCipherDatabase } from '../parsers/encryptedDatabase.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'

const scratch = new Scratch()
afterAll(() => scratch.dispose())

const SIGNAL_KEY = '8f3a1c5e7b9d0f2143658709badcfe1032547698a1b2c3d4e5f60718293a4b5c'
const SIGNAL = 'data/data/org.thoughtcrime.securesms/databases/signal.db'
const BACKUP = 'data/media/0/Android/media/com.whatsapp/WhatsApp/Databases/msgstore.db'
const SMS = 'data/data/com.android.providers.telephony/databases/mmssms.db'
const phone = scratch.path('phone')
const whatsappKey = scratch.path('encrypted_backup.key')
const bothKeys = scratch.path('keys.txt')

const sqlOf = (name: string): string => readFileSync(new URL(`../../fixtures/parsers/${name}.sql`, import.meta.url), 'utf8')

function plainDatabase(sql: string): Buffer {
  const database = new Database(':memory:')
  database.exec(sql)
  const bytes = database.serialize()
  database.close()
  return bytes
}

function place(path: string, content: Buffer): void {
  mkdirSync(dirname(`${phone}/${path}`), { recursive: true })
  writeFileSync(`${phone}/${path}`, content)
}

beforeAll(() => {
  if (androidSignal.encryption === undefined) throw new Error('Signal is encrypted')
  const made = openCipherDatabase(scratch.path('signal.db'), androidSignal.encryption, SIGNAL_KEY)
  made.exec(sqlOf('android-signal/newest'))
  made.close()
  place(SMS, plainDatabase(sqlOf('android-messages/minimal')))
  place(`${BACKUP}.crypt15`, cryptOf('crypt15', plainDatabase(sqlOf('android-whatsapp-messages/minimal')), 'a'))
  mkdirSync(dirname(`${phone}/${SIGNAL}`), { recursive: true })
  copyFileSync(scratch.path('signal.db'), `${phone}/${SIGNAL}`)
  writeFileSync(whatsappKey, rootKeyFileOf('a'))
  writeFileSync(bothKeys, `signal: ${SIGNAL_KEY}\nwhatsapp: ${rootKeyFileOf('a').subarray(27).toString('hex')}\n`)
})

interface Line {
  readonly file: string | null
  readonly status: string
  readonly rowsRead: number
  readonly records: number
  readonly skipped: number
  readonly notes: readonly string[]
}

const statusOf = (caseFile: string): Record<string, string> => {
  const lines = scratch.json<Line>('coverage', caseFile).filter(({ file }) => file !== null)
  for (const { rowsRead, records, skipped } of lines) expect(rowsRead).toBe(records + skipped)
  return Object.fromEntries(lines.map(({ file, status }) => [file ?? '', status]))
}
const serviceCounts = (caseFile: string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { service } of scratch.json<{ service: string }>('list', caseFile, 'messages')) counts[service] = (counts[service] ?? 0) + 1
  return counts
}

describe('an extraction that was added without its keys', () => {
  const caseFile = scratch.path('later.corroborate')
  const LOCKED = { [SMS]: 'parsed', [`${BACKUP}.crypt15`]: 'unreadable', [SIGNAL]: 'unreadable' }

  it('is read as far as it is open', () => {
    expect(scratch.run('add', caseFile, phone)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(statusOf(caseFile)).toEqual(LOCKED)
    expect(serviceCounts(caseFile)).toEqual({ SMS: 4 })
    expect(scratch.run('add', caseFile, phone).stdout).toContain('already in the case')
  })

  it('is known with a key that opens nothing', () => {
    const other = scratch.path('other.key')
    writeFileSync(other, rootKeyFileOf('b'))
    scratch.run('add', caseFile, phone, '--key-file', other)
    expect(statusOf(caseFile)).toEqual(LOCKED)
    expect(scratch.run('verify', caseFile)).toMatchObject({ exitCode: 0 })
  })

  it('gives the rest with one key after the other, and each record once', () => {
    expect(scratch.run('add', caseFile, phone, '--key-file', whatsappKey)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(statusOf(caseFile)).toEqual({ ...LOCKED, [`${BACKUP}.crypt15`]: 'not-parsed', [BACKUP]: 'parsed' })
    const withWhatsapp = serviceCounts(caseFile)
    expect(withWhatsapp).toMatchObject({ SMS: 4 })
    expect(Object.keys(withWhatsapp)).toHaveLength(2)

    const before = hashesBelow(phone)
    expect(scratch.run('add', caseFile, phone, '--key-file', bothKeys)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(hashesBelow(phone)).toEqual(before)
    expect(statusOf(caseFile)).toMatchObject({ [BACKUP]: 'parsed', [SIGNAL]: 'parsed' })
    expect(serviceCounts(caseFile)).toMatchObject(withWhatsapp)
    expect(serviceCounts(caseFile)['Signal']).toBeGreaterThan(0)

    expect(scratch.run('add', caseFile, phone, '--key-file', bothKeys).stdout).toContain('already in the case')
    expect(scratch.run('verify', caseFile)).toMatchObject({ exitCode: 0 })
  })

  it('gives the same as when all keys are there at once', () => {
    const atOnce = scratch.path('at-once.corroborate')
    expect(scratch.run('add', atOnce, phone, '--key-file', bothKeys)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(serviceCounts(atOnce)).toEqual(serviceCounts(caseFile))
    expect(statusOf(atOnce)).toMatchObject({ [BACKUP]: 'parsed', [SIGNAL]: 'parsed' })
  })
})

describe('an import with a key that was stopped', () => {
  const caseFile = scratch.path('stopped.corroborate')

  it('goes on without it as far as it can, and with it to the end', () => {
    scratch.run('add', caseFile, phone, '--key-file', whatsappKey)
    const database = new Database(caseFile)
    // As a kill leaves it: nothing of the backup was read.
    const run = database.prepare('SELECT id FROM run WHERE path = ?').pluck().get(BACKUP)
    for (const table of ['message', 'record_party', 'attachment'])
      database.exec(`DELETE FROM ${table} WHERE record_id IN (SELECT id FROM record WHERE run_id = ${String(run)})`)
    database.exec(`DELETE FROM record WHERE run_id = ${String(run)}`)
    database
      .prepare(
        "UPDATE run SET status = 'planned', rows_read = 0, records = 0, derived = 0, skipped = 0, first_record_id = NULL, last_record_id = NULL WHERE id = ?",
      )
      .run(run)
    database.exec("UPDATE source SET status = 'incomplete'")
    database.close()

    scratch.run('add', caseFile, phone)
    const line = scratch.json<Line>('coverage', caseFile).find(({ file }) => file === BACKUP)
    expect(line).toMatchObject({ status: 'unreadable', records: 0 })
    expect(line?.notes.join()).toMatch(/only with the key with which the import was started/)

    expect(scratch.run('add', caseFile, phone, '--key-file', whatsappKey)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(statusOf(caseFile)).toMatchObject({ [BACKUP]: 'parsed', [SMS]: 'parsed' })
  })
})
