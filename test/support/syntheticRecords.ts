/** Records by hand, and a case file with a run to write them into. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  CallRecord,
  EvidenceRecord,
  IdentityRef,
  Instant,
  LocationRecord,
  MessageRecord,
  RowRef,
  SkippedRow,
  ThreadRef,
} from '../../parsers/model/index.ts'
import { closeCase, createCase, type CaseFile } from '../../main/casefile/caseFile.ts'
import { Directory } from '../../main/casefile/read/directory.ts'
import { countDays } from '../../main/casefile/write/dayCounts.ts'
import { Dictionaries, ensureDeviceOwner } from '../../main/casefile/write/dictionaries.ts'
import { RecordWriter, type Refusal } from '../../main/casefile/write/recordWriter.ts'

export const START_MS = Date.UTC(2026, 0, 1)
export const utc = (utcMs: number): Instant => ({ utcMs, asStored: String(utcMs), unit: 'unix-ms', zoneBasis: 'utc', localText: null })
export const row = (rowId: number | string, table = 'message', ordinal = 0): RowRef => ({ table, rowId: String(rowId), ordinal })
export const number = (index: number): IdentityRef => ({
  scheme: 'address',
  raw: `+447700900${String(100 + index)}`,
  name: null,
  country: null,
})
export const directThread = (other: IdentityRef): ThreadRef => ({ key: other.raw, title: null, kind: 'direct', participants: [other] })

export function message(changes: Partial<MessageRecord> & Pick<MessageRecord, 'from'>): MessageRecord {
  return {
    type: 'message',
    state: 'live',
    service: 'SMS',
    nativeId: null,
    thread: null,
    sender: null,
    ownLine: null,
    direction: 'incoming',
    kind: 'text',
    sentAt: utc(START_MS),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: null,
    subject: null,
    attachments: [],
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: null,
    ...changes,
  }
}

export function call(changes: Partial<CallRecord> & Pick<CallRecord, 'from'>): CallRecord {
  return {
    type: 'call',
    state: 'live',
    service: 'Phone',
    nativeId: null,
    direction: 'incoming',
    answered: true,
    isVideo: false,
    startedAt: utc(START_MS),
    durationSeconds: 60,
    participants: [],
    ownLine: null,
    ...changes,
  }
}

export function location(changes: Partial<LocationRecord> & Pick<LocationRecord, 'from'>): LocationRecord {
  return {
    type: 'location',
    state: 'live',
    at: utc(START_MS),
    endAt: null,
    latitude: 48.2,
    longitude: 16.37,
    accuracyMetres: 10,
    radiusMeaning: null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'device-fix',
    method: 'test',
    label: null,
    ...changes,
  }
}

/** A case with one source and one run, filled with the given items. */
export class WrittenCase {
  readonly folder = mkdtempSync(join(tmpdir(), 'corroborate-test-'))
  readonly file: CaseFile
  readonly directory: Directory
  readonly refusals: readonly Refusal[]
  readonly ownerId: number

  constructor(items: Iterable<EvidenceRecord | SkippedRow>, country: string | null = 'GB') {
    this.file = createCase(join(this.folder, 'case.corroborate'), { name: 'Test', number: '', examiner: '', timezone: 'UTC' }, 'tester')
    const { database } = this.file
    database
      .prepare(
        `INSERT INTO source (id, label, kind, original_path, sha256, added_at_ms, status, platform, country, device_json)
         VALUES (1, 'Phone', 'folder', '/nowhere', 'abc', 0, 'complete', 'ios', ?, '{"phoneNumber":null}')`,
      )
      .run(country)
    database
      .prepare(
        `INSERT INTO run (id, source_id, number, parser_id, parser_version, app, store, path, status)
         VALUES (1, 1, 1, 'test-parser', 3, 'Test', 'Test store', 'a/test.db', 'planned')`,
      )
      .run()
    this.ownerId = ensureDeviceOwner(database, 1, 'Phone')
    const writer = new RecordWriter(database, new Dictionaries(database, 1, country), 1, this.ownerId)
    writer.beginRun(1)
    for (const item of items) writer.write(item)
    this.refusals = writer.endRun()
    database.prepare("UPDATE run SET status = 'parsed' WHERE id = 1").run()
    countDays(database, 1)
    this.directory = new Directory(database)
  }

  dispose(): void {
    closeCase(this.file)
    rmSync(this.folder, { recursive: true, force: true })
  }
}
