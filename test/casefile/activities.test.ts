/** Payments, interactions, notes, appointments and what the phone noted: written, listed, found, counted and taken out again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordDetail } from '../../main/casefile/read/detail.ts'
import { sourceDigest } from '../../main/casefile/read/digest.ts'
import { lensFilter } from '../../main/casefile/read/lensFilter.ts'
import { recordLines } from '../../main/casefile/read/lines.ts'
import { type PublicKind, PublicRecords } from '../../main/casefile/read/publicRecords.ts'
import { purgeRun } from '../../main/casefile/write/purge.ts'
import { EMPTY_LENS, type Lens, RECORD_KIND_NAMES } from '../../main/contract/index.ts'
import { ACTIVITY_RECORDS } from '../support/activityRecords.ts'
import { WrittenCase } from '../support/syntheticRecords.ts'

const ALL = { fromMs: null, toMs: null, sourceId: null, ids: null }
describe('records of the further kinds', () => {
  let written: WrittenCase
  beforeAll(() => {
    written = new WrittenCase(ACTIVITY_RECORDS)
  })
  afterAll(() => written.dispose())

  const listed = (kind: PublicKind): Record<string, unknown> => {
    const found = [...new PublicRecords(written.file.database).list(kind, ALL)]
    expect(found).toHaveLength(1)
    return found[0] ?? {}
  }
  const keysIn = (lens: Partial<Lens>): number[] => {
    const { where, values } = lensFilter(written.file.database, written.directory, { ...EMPTY_LENS, ...lens })
    return written.file.database
      .prepare(`SELECT r.id FROM record AS r WHERE ${where} ORDER BY r.id`)
      .pluck()
      .all(...values) as number[]
  }

  it('are listed in their public shape', () => {
    expect(listed('payments')).toEqual({
      id: 'S1.R1.payment_transaction.1',
      source: 1,
      service: 'Apple Cash',
      at: '2026-01-01T00:01:00.000Z',
      atLocal: null,
      direction: 'outgoing',
      merchant: null,
      amount: '120.00',
      currency: 'EUR',
      memo: 'rent 4711',
      status: 'completed',
      transactionId: 'T-1',
      counterparty: { identifier: '+447700900101', name: 'Ida' },
      lat: 48.2,
      lon: 16.37,
      accuracyMetres: 12,
      class: 'device-fix',
      state: 'live',
      from: expect.objectContaining({ table: 'payment_transaction', row: 1 }) as unknown,
    })
    expect(listed('interactions')).toMatchObject({
      mechanism: 'unknown (13)',
      group: 'Flat',
      direction: 'incoming',
      at: '2026-01-01T00:02:00.000Z',
      endAt: '2026-01-01T00:03:00.000Z',
    })
    expect((listed('interactions')['participants'] as unknown[]).length).toBe(2)
    expect(listed('notes')).toMatchObject({ title: 'List', body: 'keys and passports', locked: false, state: 'deleted-flagged' })
    expect(listed('notes')['at'], 'of the last change').toBe('2026-01-01T00:04:00.000Z')
    expect(listed('calendar')).toMatchObject({ at: null, atLocal: '2026-01-02T09:00:00', title: 'Flight', place: 'Gate 4', allDay: false })
    expect(listed('app-use')).toMatchObject({ activity: 'in-focus', app: 'com.example.vault', endAt: '2026-01-01T00:06:00.000Z' })
    expect(listed('networks')).toMatchObject({ medium: 'wifi', name: 'Hotel Example', address: '02:00:5e:00:00:01', class: 'network' })
    expect(listed('account-events')).toMatchObject({ service: 'com.google', activity: 'removed', account: 'ida@example.com' })
    expect(listed('device-events')).toMatchObject({ activity: 'locked', detail: null })
  })

  it('stand in the timeline, each with a text or a word of its own', () => {
    expect(keysIn({}), 'all eight happen at a time').toHaveLength(ACTIVITY_RECORDS.length)
    const lines = recordLines(written.file.database, written.directory, keysIn({}))
    expect(lines.map(({ kind }) => kind)).toEqual(ACTIVITY_RECORDS.map(({ type }) => type))
    for (const line of lines) expect(`${line.text}${line.activity ?? ''}`, line.kind).not.toBe('')
    expect(lines[0]?.payment).toEqual({ amount: '120.00', currency: 'EUR' })
    expect(lines[0]?.to.map(({ identifier }) => identifier)).toEqual(['+447700900101'])
    expect(RECORD_KIND_NAMES).toEqual(expect.arrayContaining(lines.map(({ kind }) => kind)))
  })

  it('are found by text, by person, and opened in full', () => {
    expect(keysIn({ text: 'passports' })).toHaveLength(1)
    expect(keysIn({ text: '4711' })).toHaveLength(1)
    const second = written.file.database.prepare("SELECT id FROM identity WHERE value = '+447700900102'").pluck().get() as number
    expect(keysIn({ people: [`i${second}`] }), 'interaction and appointment').toHaveLength(2)
    const [note] = keysIn({ kinds: ['note'] })
    const { fields } = recordDetail(written.file.database, written.directory, note ?? 0)
    expect(fields).toEqual(expect.arrayContaining([{ label: 'Text', value: 'keys and passports' }]))
  })

  it('are covered by the digest of their source, and leave with their run', () => {
    const { database } = written.file
    const before = sourceDigest(database, 1)
    database.prepare("UPDATE payment SET amount = '12.00'").run()
    expect(sourceDigest(database, 1)).not.toBe(before)
    purgeRun(database, 1)
    for (const table of ['activity', 'payment', 'written_note', 'calendar_event', 'record_party'])
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0)
  })
})
