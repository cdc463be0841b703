/**
 * System stores of iPhones against what Python's sqlite3, gzip and plistlib say of the public data: notes of the Belkasoft image, and the
 * stores of MVT's backup. Texts of notes are stated as SHA-256.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { iosBackupApps } from '../../parsers/apps/ios/system/backupApps.ts'
import { iosCalendar } from '../../parsers/apps/ios/notesAndCalendar/calendar.ts'
import { iosDataUsage } from '../../parsers/apps/ios/system/dataUsage.ts'
import { iosInteractions } from '../../parsers/apps/ios/contactsAndCalls/interactions.ts'
import { iosNotes } from '../../parsers/apps/ios/notesAndCalendar/notes.ts'
import { iosPermissions } from '../../parsers/apps/ios/system/permissions.ts'
import { iosSafariTabs } from '../../parsers/apps/ios/browsers/safariTabs.ts'
import { openEvidenceDocument } from '../../parsers/formats/text/documentFile.ts'
import { openEvidenceDatabase } from '../../parsers/formats/sqlite/sqliteDatabase.ts'
import type { EvidenceRecord, Instant, SqliteParser } from '../../parsers/model/index.ts'
import { type RunAccount, runDocumentParser, runSqliteParser } from '../../parsers/runParser.ts'
import { corpusCopy, corpusPath, hasCorpus } from '../parsers/corpus.ts'

const NOTES = ['ios-notes-belkasoft6', 'input']
const BACKUP = ['ios-backup-mvt', 'input', 'ios_backup']
const UNCHANGED = { unaccounted: 0, notReached: 0, derived: 0, problems: [] }

/** Seconds since 2001-01-01T00:00:00Z as ISO 8601, by the calendar and not by our epoch code. */
const cocoaIso = (seconds: number): string => new Date(Date.UTC(2001, 0, 1) + seconds * 1000).toISOString()
const unixIso = (seconds: number): string => new Date(seconds * 1000).toISOString()
const isoOf = (instant: Instant | null | undefined): string | null =>
  typeof instant?.utcMs === 'number' ? new Date(instant.utcMs).toISOString() : null
const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

interface Outcome {
  readonly records: readonly EvidenceRecord[]
  readonly skipped: readonly string[]
  readonly account: RunAccount
}

const context = (path: string) => ({
  path,
  country: null,
  hasFile: () => false,
  companion: () => null,
  sideFile: () => null,
  note: () => {},
})

function read(parser: SqliteParser, ...parts: string[]): Outcome {
  const copy = corpusCopy(...parts)
  const wal = `${corpusPath(...parts)}-wal`
  if (existsSync(wal)) copyFileSync(wal, `${copy}-wal`)
  const database = openEvidenceDatabase(copy)
  try {
    const run = runSqliteParser(parser, database, context('store.db'))
    const emitted = [...run]
    return {
      records: emitted.filter((item) => item.type !== 'skipped'),
      skipped: emitted.flatMap((item) => (item.type === 'skipped' ? [item.reason] : [])),
      account: run.account(),
    }
  } finally {
    database.close()
  }
}

/** Records of one kind only. */
function ofType<Type extends EvidenceRecord['type']>({ records }: Outcome, type: Type): Extract<EvidenceRecord, { type: Type }>[] {
  return records.filter((record): record is Extract<EvidenceRecord, { type: Type }> => record.type === type)
}

/** Path -> SHA-256 of every file below a folder. */
function hashesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted()
  return Object.fromEntries(paths.map((path) => [path, sha256(readFileSync(path))]))
}

function staysUnchanged(folder: readonly string[]): void {
  let before: Record<string, string> = {}
  beforeAll(() => {
    before = hashesBelow(corpusPath(...folder))
  })
  afterAll(() => {
    expect(hashesBelow(corpusPath(...folder))).toEqual(before)
  })
}

/** Z_PK, SHA-256 of the text, ZCREATIONDATE3, ZMODIFICATIONDATE1. */
const STORED_NOTES: readonly (readonly [number, string, number, number])[] = [
  [8, 'a67ac82274aed261b4a6393060bdddd5aea81e085bc1fb26f03b796ba36172cd', 716853149.032213, 717361523.945815],
  [9, '47ba3d72534d946bfd6c518b8d64318b293b44baec6d0418b815b0ce05575a0c', 717108364.061299, 717108440.490523],
  [10, '9c8b1be0f248a9459e5509388d6f5d6bbfe5157d3a922537b87f0cdf04ffab50', 719051470.252952, 719441877.171939],
  [11, '08c5fce234fc1449ee42f68864ae6c97f19c90e45975b2fcebc9f605fd2494b1', 721371128.238402, 721371254.301027],
  [12, '9835fde496d43cb7168d4ffa0b0421d693fa5ce2496e0f0647164bd5b9a54ccb', 721593062.734327, 722468848.331224],
  [13, 'c2129a0ab0a4e5de5491354f4dbf9a43abff4f33c23ccbb339ba739d6a0d9ab4', 733016287.98096, 733016372.701424],
]

describe.skipIf(!hasCorpus)('notes of ios-notes-belkasoft6, the last of them in the WAL (skipped: no corpus)', () => {
  staysUnchanged(NOTES)

  test('every note with its text and times', () => {
    const outcome = read(iosNotes, ...NOTES, 'NoteStore.sqlite')
    const notes = ofType(outcome, 'note')
    expect(
      notes.map(({ from, body, createdAt, modifiedAt }) => [Number(from.rowId), sha256(body ?? ''), isoOf(createdAt), isoOf(modifiedAt)]),
    ).toEqual(STORED_NOTES.map(([id, hash, created, modified]) => [id, hash, cocoaIso(created), cocoaIso(modified)]))
    for (const { title, body } of notes) expect(body?.startsWith(title ?? '?')).toBe(true)
    expect(new Set(notes.map(({ state, isLocked, folder, facts }) => [state, isLocked, folder, facts?.['account']].join()))).toEqual(
      new Set(['live,false,Notes,On My iPhone']),
    )
  })

  test('as many rows as truth.json counts, each accounted for', () => {
    const truth = JSON.parse(readFileSync(corpusPath('ios-notes-belkasoft6', 'truth.json'), 'utf8')) as { tables: Record<string, number> }
    const { records, skipped, account } = read(iosNotes, ...NOTES, 'NoteStore.sqlite')
    const objects = truth.tables['ZICCLOUDSYNCINGOBJECT'] ?? 0
    const texts = truth.tables['ZICNOTEDATA'] ?? 0
    expect(records.length).toBe(texts)
    expect(account).toMatchObject({ rowsRead: objects + texts, records: texts, skipped: objects, ...UNCHANGED })
    expect(skipped.slice(0, objects - texts)).toEqual(['the row is a folder', 'the row is a folder', 'the row is an account'])
  })
})

describe.skipIf(!hasCorpus)('system stores of ios-backup-mvt (skipped: no corpus)', () => {
  staysUnchanged(BACKUP)

  test('calendar', () => {
    const outcome = read(iosCalendar, ...BACKUP, '20', '2041457d5fe04d39d0ab481178355df6781e6858')
    expect(
      ofType(outcome, 'calendar-event').map(({ startsAt, endsAt, isAllDay, participants }) => [
        isoOf(startsAt),
        isoOf(endsAt),
        isAllDay,
        participants.map(({ raw }) => raw),
      ]),
    ).toEqual([[cocoaIso(703502100), cocoaIso(703505700), false, ['user@example.org']]])
    expect(outcome.account).toMatchObject({ rowsRead: 1, records: 1, ...UNCHANGED })
  })

  test('index of interactions, one of them filled in later', () => {
    const outcome = read(iosInteractions, ...BACKUP, '1f', '1f5a521220a3ad80ebfdc196978df8e7a2e49dee')
    expect(
      ofType(outcome, 'interaction').map(({ direction, at, participants, facts }) => [
        direction,
        isoOf(at),
        participants.map(({ raw }) => raw),
        facts?.['app'],
        facts?.['filled in later']?.includes(cocoaIso(786976000)) ?? false,
      ]),
    ).toEqual([
      ['incoming', cocoaIso(779000000), ['100000000000001@lid'], 'net.whatsapp.WhatsApp', false],
      ['outgoing', cocoaIso(779100000), ['+14155550100'], 'net.whatsapp.WhatsApp', false],
      ['incoming', cocoaIso(779200000), ['+14155550101'], 'com.apple.MobileSMS', true],
    ])
    expect(ofType(outcome, 'contact').map(({ name, identifiers }) => [name, identifiers[0]?.raw])).toEqual([
      [null, '100000000000001@lid'],
      [null, '+14155550100'],
      ['Bob Example', '+14155550101'],
    ])
    expect(outcome.account).toMatchObject({ rowsRead: 6, records: 6, ...UNCHANGED })
  })

  test('permissions', () => {
    const outcome = read(iosPermissions, ...BACKUP, '64', '64d0019cb3d46bfc8cce545a8ba54b93e7ea9347')
    const rows = ofType(outcome, 'app-use').map(({ appId, facts, at }) => [appId, facts?.['service'], isoOf(at)])
    expect(rows).toContainEqual(['net.whatsapp.WhatsApp', 'kTCCServiceUbiquity', unixIso(1610657051)])
    expect(rows).toContainEqual(['com.apple.Health', 'kTCCServiceMotion', unixIso(1632928203)])
    expect(ofType(outcome, 'app-use').every(({ detail }) => detail?.endsWith(': allowed'))).toBe(true)
    expect(outcome.account).toMatchObject({ rowsRead: 11, records: 11, ...UNCHANGED })
  })

  test('traffic: each process once, with what it received and sent', () => {
    const outcome = read(iosDataUsage, ...BACKUP, '0d', '0d609c54856a9bb2d56729df1d68f2958a88426b')
    const rows = ofType(outcome, 'app-use')
    const setup = rows.find(({ facts }) => facts?.['process'] === 'Setup/com.apple.purplebuddy')
    expect([setup?.appId, isoOf(setup?.at), setup?.facts?.['sent over the mobile network (bytes)']]).toEqual([
      'com.apple.purplebuddy',
      cocoaIso(588812898.025953),
      '121785',
    ])
    // 10 rows of ZLIVEUSAGE and 40 of ZPROCESS, 9 of which are shown with their traffic.
    expect(outcome.account).toMatchObject({ rowsRead: 50, records: 41, skipped: 9, ...UNCHANGED })
  })

  test('open tabs', () => {
    const outcome = read(iosSafariTabs, ...BACKUP, '3a', '3a47b0981ed7c10f3e2800aa66bac96a3b5db28e')
    expect(ofType(outcome, 'web').map(({ url, at }) => [url, isoOf(at)])).toEqual([
      ['https://en.wikipedia.org/wiki/NSO_Group', cocoaIso(654598606.156382)],
    ])
    expect(outcome.account).toMatchObject({ rowsRead: 1, records: 1, ...UNCHANGED })
  })

  test('apps of the backup', () => {
    const file = corpusCopy(...BACKUP, 'Info.plist')
    const document = openEvidenceDocument({ file, path: 'Info.plist', sizeBytes: statSync(file).size, modifiedAtMs: null })
    const run = runDocumentParser(iosBackupApps, document, context('Info.plist'))
    expect([...run].map((item) => (item.type === 'app-use' ? [item.appId, isoOf(item.at)] : item.type))).toEqual(
      [
        'ph.telegra.Telegraph',
        'com.google.Gmail',
        'ch.icoaching.typewise',
        'com.google.chrome.ios',
        'net.whatsapp.WhatsApp',
        'org.mozilla.ios.Firefox',
      ].map((id) => [id, null]),
    )
    expect(run.account()).toMatchObject({ rowsRead: 6, records: 6, skipped: 0, ...UNCHANGED })
  })
})
