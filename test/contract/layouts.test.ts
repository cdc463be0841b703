/** Whole file systems through the command line: users kept apart, one file under two paths read once, containers named. */
import Database from 'better-sqlite3'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'plist'
import { afterAll, describe, expect, it } from 'vitest'
import { cryptOf, rootKeyFileOf } from '../../fixtures/hostile/whatsappBackup.ts'
import { zipOf } from '../../fixtures/hostile/zipArchive.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'

const scratch = new Scratch()
afterAll(() => scratch.dispose())

interface Line {
  readonly store: string
  readonly file: string | null
  readonly status: string
  readonly rowsRead: number
  readonly records: number
  readonly derived: number
  readonly skipped: number
  readonly notes: readonly string[]
}

/** A database from a text fixture of a parser. */
function databaseOf(fixture: string, ...more: string[]): Buffer {
  const database = new Database(':memory:')
  database.exec(readFileSync(fileURLToPath(new URL(`../../fixtures/parsers/${fixture}.sql`, import.meta.url)), 'utf8'))
  for (const sql of more) database.exec(sql)
  const bytes = database.serialize()
  database.close()
  return bytes
}

function addZip(name: string, files: Readonly<Record<string, Buffer | string>>): string {
  const input = scratch.path(`${name}.zip`)
  writeFileSync(input, zipOf(Object.entries(files).map(([path, content]) => ({ name: path, content: Buffer.from(content) }))))
  const before = hashesBelow(input)
  const caseFile = scratch.path(`${name}.corroborate`)
  expect(scratch.run('add', caseFile, input)).toMatchObject({ exitCode: 0, stderr: '' })
  expect(hashesBelow(input)).toEqual(before)
  return caseFile
}

const coverageOf = (caseFile: string): Line[] => scratch.json<Line>('coverage', caseFile)
const linesAt = (coverage: readonly Line[], path: string): Line[] => coverage.filter(({ file }) => file === path)

describe('an Android file system that was copied with all its paths', () => {
  const SMS = 'com.android.providers.telephony/databases/mmssms.db'
  const first = databaseOf('android-messages/minimal')
  const work = databaseOf('android-messages/minimal', "UPDATE sms SET body = 'at work'")
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xd9])
  const files = {
    [`Dump/data/data/${SMS}`]: first,
    [`Dump/data/user/0/${SMS}`]: first,
    [`Dump/data_mirror/data_ce/null/0/${SMS}`]: first,
    [`Dump/data/user/10/${SMS}`]: work,
    'Dump/data/media/0/DCIM/a.jpg': picture,
    'Dump/sdcard/DCIM/a.jpg': picture,
    'Dump/data/system/users/10.xml': '<user id="10" type="android.os.usertype.profile.MANAGED"><name>Work</name></user>',
  }
  let coverage: Line[] = []
  let caseFile = ''

  it('is read once', () => {
    caseFile = addZip('android', files)
    coverage = coverageOf(caseFile)
    const messages = scratch.json<{ body: string; from: { file: string } }>('list', caseFile, 'messages')
    expect(messages.map(({ from }) => from.file)).toEqual(
      Array.from({ length: 8 }, () => expect.stringMatching(/^data\/(?:data|user\/10)\/com\.android/) as string),
    )
    expect(messages.filter(({ body }) => body === 'at work').map(({ from }) => from.file)).toEqual(
      Array.from({ length: 4 }, () => `data/user/10/${SMS}`),
    )
    expect(scratch.json<{ path: string }>('list', caseFile, 'media').map(({ path }) => path)).toEqual(['data/media/0/DCIM/a.jpg'])
    for (const { rowsRead, records, skipped } of coverage) expect(rowsRead).toBe(records + skipped)
  })

  it.each([`data/user/0/${SMS}`, `data_mirror/data_ce/null/0/${SMS}`])('says of %s whose second path it is', (path) => {
    const lines = linesAt(coverage, path)
    expect(lines).toMatchObject([{ status: 'not-parsed', rowsRead: 0 }])
    expect(lines[0]?.notes).toEqual([`The same file as data/data/${SMS}, byte for byte, under a second path. It is read there, once.`])
  })

  it('counts second paths of pictures in one line', () => {
    const lines = coverage.filter(({ notes }) => notes.some((note) => note.includes('byte for byte, and not read again')))
    expect(lines).toMatchObject([{ file: null, status: 'not-parsed' }])
    expect(lines[0]?.notes[0]).toMatch(/^1 file is another under.*sdcard\/DCIM\/a\.jpg is data\/media\/0\/DCIM\/a\.jpg/)
  })

  it('says which user a store belongs to, and which users there are', () => {
    expect(linesAt(coverage, `data/user/10/${SMS}`)[0]).toMatchObject({ status: 'parsed', records: 4 })
    expect(linesAt(coverage, `data/user/10/${SMS}`)[0]?.notes.join()).toMatch(/belongs to Android user 10 \(a work profile/)
    expect(linesAt(coverage, `data/data/${SMS}`)[0]?.notes.join()).not.toContain('Android user')
    const [source] = scratch.json<{ warnings: string[] }>('sources', caseFile)
    expect(source?.warnings.join()).toContain('several Android users: 0; 10 (Work, profile.MANAGED).')
  })
})

describe('WhatsApp backups in an Android file system', () => {
  const FOLDER = 'data/media/0/Android/media/com.whatsapp/WhatsApp/Databases'
  const database = databaseOf('android-whatsapp-messages/minimal')
  const files = {
    [`${FOLDER}/msgstore.db.crypt15`]: cryptOf('crypt15', database, 'a'),
    [`${FOLDER}/msgstore-2024-05-01.1.db.crypt15`]: cryptOf('crypt15', database, 'a'),
    'data/system/packages.list': 'com.whatsapp',
  }

  it('are read with the key, nightly copies named and left alone', () => {
    const withKey = { ...files, 'data/data/com.whatsapp/files/encrypted_backup.key': rootKeyFileOf('a') }
    const caseFile = addZip('whatsapp', withKey)
    const coverage = coverageOf(caseFile)
    const [line] = linesAt(coverage, `${FOLDER}/msgstore.db`)
    expect(line?.status).toBe('parsed')
    expect(line?.records).toBeGreaterThan(0)
    const messages = scratch.json<{ from: { file: string } }>('list', caseFile, 'messages')
    expect(new Set(messages.map(({ from }) => from.file))).toEqual(new Set([`${FOLDER}/msgstore.db`]))
    const [copy] = linesAt(coverage, `${FOLDER}/msgstore-2024-05-01.1.db.crypt15`)
    expect(copy).toMatchObject({ status: 'not-parsed', rowsRead: 0 })
    expect(copy?.notes.join()).toMatch(/backup copy that the app made .* no message counts twice/)
    expect(scratch.run('verify', caseFile)).toMatchObject({ exitCode: 0 })
  })

  it('are said to be locked where there is no key', () => {
    const coverage = coverageOf(addZip('locked', files))
    expect(linesAt(coverage, `${FOLDER}/msgstore.db.crypt15`)).toMatchObject([
      { status: 'unreadable', rowsRead: 0, notes: [expect.stringMatching(/neither supplied \(--key-file\) nor found/)] },
    ])
  })
})

describe('an iOS file system', () => {
  const GROUP = 'private/var/mobile/Containers/Shared/AppGroup/AF67BA79-B4B6-4F89-AD78-9054620F3322'

  it('says whose container a store lies in', () => {
    const caseFile = addZip('ios', {
      [`${GROUP}/.com.apple.mobile_container_manager.metadata.plist`]: build({
        MCMMetadataIdentifier: 'group.net.whatsapp.WhatsApp.shared',
      }),
      [`${GROUP}/ChatStorage.sqlite`]: databaseOf('ios-whatsapp-messages/minimal'),
    })
    const [line] = linesAt(coverageOf(caseFile), `${GROUP}/ChatStorage.sqlite`)
    expect(line?.status).toBe('parsed')
    expect(line?.notes).toContain('It lies in the container of group.net.whatsapp.WhatsApp.shared.')
  })
})
