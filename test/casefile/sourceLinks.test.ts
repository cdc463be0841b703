/** Several backups of one phone count a record once; two phones' copies of a message are linked with the reason, and both stay. */
import { afterEach, describe, expect, it } from 'vitest'
import { refreshSourceLinks } from '../../main/analysis/sourceLinks.ts'
import { recordDetail } from '../../main/casefile/read/detail.ts'
import { Directory } from '../../main/casefile/read/directory.ts'
import { lensFilter } from '../../main/casefile/read/lensFilter.ts'
import { PublicRecords } from '../../main/casefile/read/publicRecords.ts'
import { lensCount } from '../../main/casefile/read/lensCount.ts'
import { histogram } from '../../main/casefile/read/timeline.ts'
import { countDays } from '../../main/casefile/write/dayCounts.ts'
import { Dictionaries, ensureDeviceOwner } from '../../main/casefile/write/dictionaries.ts'
import { RecordWriter } from '../../main/casefile/write/recordWriter.ts'
import { EMPTY_LENS, type Lens } from '../../main/contract/index.ts'
import type { EvidenceRecord, IdentityRef } from '../../parsers/model/index.ts'
import { call, directThread, location, message, number, row, START_MS, utc, WrittenCase } from '../support/syntheticRecords.ts'

interface SourceFacts {
  readonly serialNumber?: string
  readonly imei?: string
  readonly phoneNumber?: string
  readonly path?: string
}

let written: WrittenCase
afterEach(() => written.dispose())

/** A case whose first source (of `WrittenCase`) is an empty phone; each call adds a source with records. */
function caseOf(...sources: readonly (readonly [SourceFacts, readonly EvidenceRecord[]])[]): void {
  written = new WrittenCase([])
  const { database } = written.file
  for (const [index, [facts, records]] of sources.entries()) {
    const id = index + 2
    const { path = 'a/sms.db', ...device } = facts
    database
      .prepare(
        `INSERT INTO source (id, label, kind, original_path, sha256, added_at_ms, status, platform, country, device_json)
         VALUES (?, ?, 'folder', '/nowhere', ?, 0, 'complete', 'ios', 'GB', ?)`,
      )
      .run(id, `Source ${id}`, `hash ${id}`, JSON.stringify(device))
    database
      .prepare(
        "INSERT INTO run (id, source_id, number, parser_id, parser_version, app, store, path, status) VALUES (?, ?, 1, 'p', 1, 'Test', 'Store', ?, 'planned')",
      )
      .run(id, id, path)
    const owner = ensureDeviceOwner(database, id, `Source ${id}`)
    const writer = new RecordWriter(database, new Dictionaries(database, id, 'GB'), id, owner)
    writer.beginRun(id)
    for (const record of records) writer.write(record)
    expect(writer.endRun()).toEqual([])
    countDays(database, id)
  }
}

const counted = (lens: Partial<Lens> = {}): number => {
  const { where, values } = lensFilter(written.file.database, new Directory(written.file.database), { ...EMPTY_LENS, ...lens })
  return written.file.database
    .prepare(`SELECT count(*) FROM record AS r WHERE ${where}`)
    .pluck()
    .get(...values) as number
}
const keys = (sourceId: number): number[] =>
  written.file.database.prepare('SELECT id FROM record WHERE source_id = ? ORDER BY id').pluck().all(sourceId) as number[]
const elsewhereOf = (key: number) => recordDetail(written.file.database, new Directory(written.file.database), key).elsewhere

const IDA = number(1)
const chat = directThread(IDA)
const text = (rowId: number, body: string, changes: Partial<Parameters<typeof message>[0]> = {}): EvidenceRecord =>
  message({ from: row(rowId), body, sender: IDA, thread: chat, sentAt: utc(START_MS + rowId * 60_000), ...changes })
const FIRST: readonly EvidenceRecord[] = [
  text(1, 'one'),
  text(2, 'two'),
  call({ from: row(1, 'call'), participants: [IDA] }),
  location({ from: row(1, 'fix') }),
]

describe('two backups of one phone', () => {
  it('hold a row once in every count, and each place keeps its own', () => {
    caseOf([{ serialNumber: 'AB12' }, FIRST], [{ serialNumber: 'ab12' }, [...FIRST, text(3, 'new in the second')]])
    const { database } = written.file
    expect(refreshSourceLinks(database)).toEqual({ duplicates: 4, messageLinks: 0 })
    expect(counted()).toBe(5)
    const directory = new Directory(database)
    expect(lensCount(database, directory, EMPTY_LENS)).toMatchObject({ inLens: 5, total: 5, duplicates: 4 })
    const bars = histogram(database, directory, { lens: EMPTY_LENS, barMs: 86_400_000 }).bars
    expect(bars.reduce((sum, { counts }) => sum + Object.values(counts).reduce((all, one) => all + one, 0), 0)).toBe(5)
    const list = (sourceId: number | null): unknown[] => [
      ...new PublicRecords(database).list('messages', { fromMs: null, toMs: null, sourceId, ids: null }),
    ]
    expect([list(null), list(2), list(3)].map((found) => found.length)).toEqual([3, 2, 3])
    const [original] = keys(2)
    const [copy] = keys(3)
    expect(elsewhereOf(original ?? 0)).toEqual([
      expect.objectContaining({ key: copy, relation: 'same-record', source: 'Source 3', file: 'a/sms.db' }),
    ])
    expect(elsewhereOf(copy ?? 0)).toEqual([expect.objectContaining({ key: original, relation: 'same-record' })])
  })

  it('are both whole when a person looks at one of them alone, or at its conversation', () => {
    caseOf([{ imei: '35 000000 000000 1' }, FIRST], [{ imei: '350000000000001' }, FIRST])
    refreshSourceLinks(written.file.database)
    expect([counted({ sources: [2] }), counted({ sources: [3] }), counted({ sources: [2, 3] })]).toEqual([4, 4, 4])
    const thread = written.file.database.prepare('SELECT max(id) FROM thread').pluck().get() as number
    expect(counted({ threadId: thread })).toBe(2)
  })

  it('count a row twice that was changed in between, and one of another store', () => {
    caseOf(
      [{ serialNumber: 'AB12' }, [text(1, 'before'), text(2, 'same'), text(4, 'answered', { replyToNativeId: 'x' })]],
      [
        { serialNumber: 'AB12' },
        [text(1, 'after the edit'), text(2, 'same', { readAt: utc(START_MS + 9_000_000) }), text(4, 'answered', { replyToNativeId: 'y' })],
      ],
      [{ serialNumber: 'AB12', path: 'a/other.db' }, [text(2, 'same')]],
    )
    expect(refreshSourceLinks(written.file.database).duplicates).toBe(0)
  })

  it('are not taken for one phone without a serial number or IMEI', () => {
    caseOf([{}, FIRST], [{}, FIRST], [{ serialNumber: '' }, FIRST])
    expect(refreshSourceLinks(written.file.database).duplicates).toBe(0)
  })

  it('of three, each points to the first', () => {
    caseOf([{ serialNumber: 'A' }, FIRST], [{ serialNumber: 'A', imei: '1' }, FIRST], [{ imei: '1' }, FIRST])
    expect(refreshSourceLinks(written.file.database).duplicates).toBe(8)
    expect(new Set(written.file.database.prepare('SELECT same_as FROM duplicate').pluck().all())).toEqual(new Set(keys(2)))
    expect(elsewhereOf(keys(3)[0] ?? 0)).toHaveLength(2)
  })
})

describe('one message on two phones', () => {
  const ANN: IdentityRef = number(10)
  const BOB: IdentityRef = number(11)
  const toBob = (rowId: number, changes: Partial<Parameters<typeof message>[0]> = {}): EvidenceRecord =>
    message({ from: row(rowId), direction: 'outgoing', thread: directThread(BOB), body: 'meet me', sentAt: utc(START_MS), ...changes })
  const fromAnn = (rowId: number, changes: Partial<Parameters<typeof message>[0]> = {}): EvidenceRecord =>
    message({ from: row(rowId), sender: ANN, thread: directThread(ANN), body: 'meet me', sentAt: utc(START_MS + 20_000), ...changes })
  const phones = (
    sent: readonly EvidenceRecord[],
    received: readonly EvidenceRecord[],
    receiver: SourceFacts = { serialNumber: 'B', phoneNumber: '+447700900111' },
  ): void => caseOf([{ serialNumber: 'A', phoneNumber: '+44 7700 900110' }, sent], [receiver, received])

  it('is linked by the id of its service, and both stay and count', () => {
    const id = { service: 'WhatsApp', nativeId: '3EB0C767D26A1B2C3D4E' }
    phones([toBob(1, id)], [fromAnn(1, { ...id, sentAt: utc(START_MS + 3_000_000) })])
    expect(refreshSourceLinks(written.file.database)).toEqual({ duplicates: 0, messageLinks: 1 })
    expect(counted()).toBe(2)
    const [sent] = keys(2)
    const [received] = keys(3)
    expect(elsewhereOf(sent ?? 0)).toEqual([
      expect.objectContaining({
        key: received,
        relation: 'same-message',
        basis: 'both phones hold the id 3EB0C767D26A1B2C3D4E that WhatsApp gave it',
      }),
    ])
    expect(elsewhereOf(received ?? 0)).toEqual([expect.objectContaining({ key: sent })])
  })

  it.each([
    ['short ids, which count on one phone', { service: 'WhatsApp', nativeId: '17' }, { service: 'WhatsApp', nativeId: '17' }],
    [
      'the same id of two services',
      { service: 'WhatsApp', nativeId: 'ABCDEF0123456789' },
      { service: 'Telegram', nativeId: 'ABCDEF0123456789' },
    ],
  ])('is not seen in %s', (_what, a, b) => {
    phones([toBob(1, a)], [fromAnn(1, b)])
    expect(refreshSourceLinks(written.file.database).messageLinks).toBe(0)
  })

  it('as an SMS is linked by text, time and number', () => {
    phones([toBob(1)], [fromAnn(1)])
    expect(refreshSourceLinks(written.file.database).messageLinks).toBe(1)
    expect(elsewhereOf(keys(2)[0] ?? 0)[0]?.basis).toBe('same text, 20 s apart, and the numbers of the phones fit')
  })

  it('as an SMS is linked although the receiving phone does not state its number', () => {
    phones([toBob(1)], [fromAnn(1)], { serialNumber: 'B' })
    expect(refreshSourceLinks(written.file.database).messageLinks).toBe(1)
  })

  it.each([
    ['another text', {}, { body: 'meet me.' }],
    ['three minutes apart', {}, { sentAt: utc(START_MS + 180_000) }],
    ['from another number', {}, { sender: number(12), thread: directThread(number(12)) }],
    ['to another number', { thread: directThread(number(13)) }, {}],
    ['both incoming', { direction: 'incoming' as const, sender: BOB }, {}],
    ['empty', { body: '' }, { body: '' }],
    ['begun and not sent', { status: 'draft' }, {}],
  ])('as an SMS is not linked when it is %s', (_what, sent, received) => {
    phones([toBob(1, sent)], [fromAnn(1, received)])
    expect(refreshSourceLinks(written.file.database).messageLinks).toBe(0)
  })

  it('is not linked within one phone, nor to the copy of a copy', () => {
    const id = { service: 'WhatsApp', nativeId: '3EB0C767D26A1B2C3D4E' }
    caseOf([{ serialNumber: 'A' }, [toBob(1, id)]], [{ serialNumber: 'A' }, [toBob(1, id)]], [{ serialNumber: 'B' }, [fromAnn(1, id)]])
    expect(refreshSourceLinks(written.file.database)).toEqual({ duplicates: 1, messageLinks: 1 })
    expect(elsewhereOf(keys(4)[0] ?? 0).map(({ key }) => key)).toEqual(keys(2))
    // Made anew, nothing is added.
    expect(refreshSourceLinks(written.file.database)).toEqual({ duplicates: 1, messageLinks: 1 })
  })
})
