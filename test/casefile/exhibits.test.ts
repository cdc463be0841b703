/** Exhibits: numbers, order, words, undo, the state that the log keeps, and the context that a quoted message carries. */
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { auditEntries } from '../../main/casefile/read/caseInfo.ts'
import { handMadeState } from '../../main/casefile/read/digest.ts'
import { exhibitCards, exhibitPreview } from '../../main/casefile/read/exhibitCards.ts'
import { exhibitContext } from '../../main/casefile/read/exhibitContext.ts'
import { exhibitOf, exhibitPicture, exhibits } from '../../main/casefile/read/exhibits.ts'
import { migrate } from '../../main/casefile/schema/migrate.ts'
import { timelinePage } from '../../main/casefile/read/timeline.ts'
import { localDay } from '../../main/casefile/read/zonedDay.ts'
import { PeopleWriter } from '../../main/casefile/write/people.ts'
import { undoLastChange } from '../../main/casefile/write/exhibitHistory.ts'
import { ExhibitWriter } from '../../main/casefile/write/exhibits.ts'
import { removeSource } from '../../main/casefile/write/purge.ts'
import { ScopeWriter } from '../../main/casefile/write/scope.ts'
import { type AuthorityTerms, EMPTY_LENS, type ExhibitId, type ExhibitTarget } from '../../main/contract/index.ts'
import type { EvidenceRecord } from '../../parsers/model/index.ts'
import { directThread, location, message, number, row, START_MS, utc, WrittenCase } from '../support/syntheticRecords.ts'

const HOUR_MS = 3_600_000
/** A picture of one dot. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Forty messages with number 1, one an hour: record 1 to 40. Then three positions: 41 to 43. */
const RECORDS: readonly EvidenceRecord[] = [
  ...Array.from({ length: 40 }, (_, index) =>
    message({
      from: row(index + 1),
      sender: number(1),
      thread: directThread(number(1)),
      body: `text ${index + 1}`,
      sentAt: utc(START_MS + index * HOUR_MS),
      nativeId: `m${index + 1}`,
      replyToNativeId: index === 30 ? 'm2' : null,
      state: index === 25 ? 'recovered' : 'live',
      attachments: index === 26 ? [{ path: 'media/gone.jpg', name: 'gone.jpg', mime: 'image/jpeg', sizeBytes: null }] : [],
    }),
  ),
  location({ from: row(41, 'loc'), latitude: 48, longitude: 16 }),
  location({ from: row(42, 'loc'), latitude: 48.0005, longitude: 16 }),
  location({ from: row(43, 'loc'), latitude: 48.01, longitude: 16 }),
]

let written: WrittenCase | null = null
afterEach(() => {
  written?.dispose()
  written = null
})

function world(): { made: WrittenCase; writer: ExhibitWriter } {
  const made = (written = new WrittenCase(RECORDS))
  return { made, writer: new ExhibitWriter(made.file.database, 'analyst') }
}

const record = (key: number): ExhibitTarget => ({ kind: 'record', key })
const numbers = ({ file }: WrittenCase): string[] => exhibits(file.database).map(({ id, number: given }) => `${id}:${given}`)
const add = (writer: ExhibitWriter, target: ExhibitTarget, label = ''): ExhibitId => writer.add(target, label, {}, null).id
const threadOf = ({ file }: WrittenCase): number => file.database.prepare('SELECT id FROM thread').pluck().get() as number
const ANY: AuthorityTerms = {
  type: 'Consent',
  identifier: '1',
  fromMs: null,
  toMs: null,
  coversUndated: false,
  kinds: [],
  sources: [],
  people: [],
  note: '',
}

describe('exhibits', () => {
  it('of every kind are kept as they were given, with the next number', () => {
    const { made, writer } = world()
    const lens = { ...EMPTY_LENS, text: 'money' }
    const targets: readonly ExhibitTarget[] = [
      record(5),
      { kind: 'slice', threadId: threadOf(made), fromKey: 3, toKey: 6 },
      { kind: 'place', latitude: 48, longitude: 16, radiusMetres: 100 },
      { kind: 'stay', entity: null, latitude: 48, longitude: 16, radiusMetres: 50, fromMs: 1, toMs: 2, keys: [41, 42] },
      { kind: 'edge', pair: [`i${made.ownerId}`, 'i2'], lens },
      { kind: 'map-view', lens, view: '{"zoom":4}' },
      { kind: 'graph-view', lens, view: '{}' },
    ]
    const words = {
      note: 'n',
      tags: ['a', ' a ', ''],
      elements: ['act', 'means'] as const,
      statements: [{ text: 'Statement of V1, paragraph 3', relation: 'contradicts' as const }],
      stance: 'undermines-or-assists-defence' as const,
      context: 'day' as const,
    }
    const ids = targets.map((target) => writer.add(target, 'L', words, { mime: 'image/png', base64: DOT }).id)
    const kept = exhibits(made.file.database)
    expect(kept.map(({ id }) => id)).toEqual(ids)
    expect(kept.map(({ number: given }) => given)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(kept.map(({ target }) => target)).toEqual(targets)
    for (const exhibit of kept) expect(exhibit).toMatchObject({ ...words, tags: ['a'], by: 'analyst' })
    expect(kept.map(({ hasPicture }) => hasPicture)).toEqual([false, true, true, true, true, true, true])
    expect(exhibitPicture(made.file.database, 'x6').bytes.toString('base64')).toBe(DOT)
    expect(() => exhibitPicture(made.file.database, 'r5')).toThrow(/no picture/)
  })

  it('that point to nothing are refused in one sentence', () => {
    const { made, writer } = world()
    const refused: readonly [ExhibitTarget, RegExp][] = [
      [record(999), /no record 999/],
      [{ kind: 'slice', threadId: threadOf(made), fromKey: 3, toKey: 41 }, /Record 41 does not stand in conversation/],
      [{ kind: 'place', latitude: 91, longitude: 0, radiusMetres: 1 }, /between -90 and 90/],
      [{ kind: 'place', latitude: 1, longitude: 0, radiusMetres: 0 }, /radius/],
      [{ kind: 'stay', entity: null, latitude: 1, longitude: 1, radiusMetres: 1, fromMs: 2, toMs: 1, keys: [] }, /cannot end before/],
      [{ kind: 'stay', entity: null, latitude: 1, longitude: 1, radiusMetres: 1, fromMs: 1, toMs: 2, keys: [999] }, /no record 999/],
    ]
    for (const [target, sentence] of refused) expect(() => add(writer, target)).toThrow(sentence)
    const picture = { mime: 'image/webp', base64: DOT } as const
    expect(() => writer.add({ kind: 'map-view', lens: EMPTY_LENS, view: '' }, '', {}, picture)).toThrow(/is not image\/webp/)
    expect(exhibits(made.file.database)).toEqual([])
  })

  it('keep their number when they are moved, and one that was removed is not given again', () => {
    const { made, writer } = world()
    for (const key of [1, 2, 3, 4]) add(writer, record(key))
    expect(writer.arrange(['r3', 'r4'], 'r1')).toBe(2)
    expect(numbers(made)).toEqual(['r3:3', 'r4:4', 'r1:1', 'r2:2'])
    writer.arrange(['r3'], null)
    expect(numbers(made)).toEqual(['r4:4', 'r1:1', 'r2:2', 'r3:3'])
    // Onto one of themselves: before the next one that stays.
    writer.arrange(['r4', 'r2'], 'r2')
    expect(numbers(made)).toEqual(['r1:1', 'r4:4', 'r2:2', 'r3:3'])
    expect(writer.arrange(['r1'], 'r1')).toBe(0)
    writer.arrange(['r2', 'r4', 'r3', 'r1'], null)
    expect(numbers(made)).toEqual(['r2:2', 'r4:4', 'r3:3', 'r1:1'])
    expect(() => writer.arrange(['r1'], 'x9')).toThrow(/no exhibit x9/)
    writer.remove(['r4'])
    add(writer, record(9))
    expect(numbers(made)).toEqual(['r2:2', 'r3:3', 'r1:1', 'r9:5'])
  })

  it('are numbered by hand in their order, and no number is given twice', () => {
    const { made, writer } = world()
    for (const key of [1, 2, 3]) add(writer, record(key))
    writer.arrange(['r3'], 'r1')
    expect(writer.number(['r1', 'r3'], 'A', 10)).toBe(2)
    expect(numbers(made)).toEqual(['r3:A10', 'r1:A11', 'r2:2'])
    expect(() => writer.number(['r1'], '', 2)).toThrow(/has the number 2/)
    writer.number(['r1'], '', 20)
    add(writer, record(5))
    expect(numbers(made).at(-1)).toBe('r5:21')
  })

  it('bookmarks of older versions are numbered by their place, which arranging makes fast', () => {
    const { made, writer } = world()
    const insert = made.file.database.prepare(
      "INSERT INTO bookmark (record_id, position, note, tags_json, actor, created_at_ms) VALUES (?, ?, '', '[]', 'x', 0)",
    )
    for (const [key, position] of [
      [1, 1],
      [2, 2],
      [3, 5],
    ])
      insert.run(key, position)
    expect(numbers(made)).toEqual(['r1:1', 'r2:2', 'r3:5'])
    add(writer, record(7))
    writer.arrange(['r3'], 'r1')
    expect(numbers(made)).toEqual(['r3:5', 'r1:1', 'r2:2', 'r7:6'])
  })

  it('are changed many at once, in one step that can be taken back', () => {
    const { made, writer } = world()
    for (const key of [1, 2, 3]) add(writer, record(key))
    writer.change(['r2'], { tags: ['own'] })
    const before = exhibits(made.file.database)
    writer.change(['r1', 'r2', 'r3', 'x77'], { addTags: ['bulk'], stance: 'context', elements: ['purpose'] })
    expect(exhibits(made.file.database).map(({ tags, stance, elements }) => [tags, stance, elements])).toEqual([
      [['bulk'], 'context', ['purpose']],
      [['own', 'bulk'], 'context', ['purpose']],
      [['bulk'], 'context', ['purpose']],
    ])
    writer.change(['r2'], { removeTags: ['own'], addElements: ['act'] })
    expect(exhibitOf(made.file.database, 'r2')).toMatchObject({ tags: ['bulk'], elements: ['act', 'purpose'] })
    undoLastChange(made.file.database, 'analyst')
    undoLastChange(made.file.database, 'analyst')
    expect(exhibits(made.file.database)).toEqual(before)
  })

  it('every change is taken back exactly, one after the other, and nothing more', () => {
    const { made, writer } = world()
    const { database } = made.file
    const states: unknown[] = []
    const state = (): unknown => [
      exhibits(database),
      database.prepare('SELECT exhibit_id, record_id FROM exhibit_record ORDER BY 1, 2').all(),
    ]
    const step = (work: () => unknown): void => {
      states.push(state())
      work()
    }
    step(() => writer.bookmark(1, { note: 'first' }))
    step(() => add(writer, { kind: 'slice', threadId: threadOf(made), fromKey: 9, toKey: 4 }, 'slice'))
    step(() => add(writer, record(8)))
    step(() => writer.bookmark(1, { note: 'second', tags: ['x'] }))
    step(() => writer.arrange(['r8'], 'r1'))
    step(() => writer.number(['r1', 'x1', 'r8'], 'B', 1))
    step(() => writer.change(['x1', 'r8'], { label: 'renamed', context: 'day' }))
    step(() => writer.remove(['r1', 'x1']))
    const descriptions: (string | null)[] = []
    while (states.length > 0) {
      descriptions.push(undoLastChange(database, 'analyst'))
      expect(state()).toEqual(states.pop())
    }
    expect(descriptions.every((text) => text !== null)).toBe(true)
    expect(undoLastChange(database, 'analyst')).toBeNull()
    expect(auditEntries(database, 0, 100).filter(({ action }) => action === 'exhibit change taken back')).toHaveLength(8)
  })

  it('are part of the state that the log keeps, and a change behind its back shows', () => {
    const { made, writer } = world()
    const { database } = made.file
    const slice = add(writer, { kind: 'slice', threadId: threadOf(made), fromKey: 1, toKey: 2 }, 'x')
    add(writer, record(5))
    new ScopeWriter(database, made.directory, 'analyst').setAuthority(null, ANY)
    new ScopeWriter(database, made.directory, 'analyst').quarantine('i2', 'medical', 'doctor')
    new ScopeWriter(database, made.directory, 'analyst').release(1, null, 'r')
    expect(slice).toBe('x1')
    const logged = (): string => auditEntries(database, 0, 100).at(-1)?.detail ?? ''
    const state = handMadeState(database)
    expect(logged()).toContain(`[state ${state}]`)
    for (const sql of [
      "UPDATE exhibit SET label = 'y'",
      "UPDATE exhibit SET target_json = replace(target_json, '1', '2')",
      "UPDATE bookmark SET stance = 'supports'",
      "UPDATE bookmark SET number = '9'",
      'DELETE FROM exhibit_record',
      "UPDATE evidence_change SET undo_json = '{}'",
      'UPDATE legal_authority SET to_ms = 5',
      'DELETE FROM privileged_identity',
      "UPDATE privilege_release SET reason = 'other'",
    ]) {
      database.exec('SAVEPOINT tamper')
      database.exec(sql)
      expect(handMadeState(database), sql).not.toBe(state)
      database.exec('ROLLBACK TO tamper; RELEASE tamper')
    }
    expect(handMadeState(database)).toBe(state)
  })

  it('leave the logged state of a case of an older version as it was', () => {
    const database = new Database(':memory:')
    const bookmark = "INSERT INTO bookmark (record_id, position, note, tags_json, actor, created_at_ms) VALUES (7, 1, 'n', '[]', 'x', 0)"
    migrate(database, 3)
    database.prepare(bookmark).run()
    const before = handMadeState(database)
    migrate(database)
    expect(handMadeState(database)).toBe(before)
    database.close()
  })

  it('go with the records that they rest on, with what they said in the log, and nothing brings them back', () => {
    const { made, writer } = world()
    const { database } = made.file
    writer.bookmark(2, { note: 'bookmark note' })
    writer.add({ kind: 'slice', threadId: threadOf(made), fromKey: 1, toKey: 2 }, 'talk', { note: 'slice note' }, null)
    add(writer, { kind: 'place', latitude: 48, longitude: 16, radiusMetres: 10 }, 'corner')
    writer.remove(['r2'])
    removeSource(database, 1)
    expect(exhibits(database).map(({ label }) => label)).toEqual(['corner'])
    expect(undoLastChange(database, 'analyst')).toBeNull()
    const details = auditEntries(database, 0, 100).map(({ action, detail }) => `${action}: ${detail}`)
    expect(details.some((text) => text.startsWith('exhibit taken out with its records: exhibit 2 (slice "talk") note: slice note'))).toBe(
      true,
    )
  })

  it('name people as they are today: an identity that came to a person is that person', () => {
    const { made, writer } = world()
    const { database } = made.file
    const people = new PeopleWriter(database, made.directory, 'analyst')
    const person = people.create('Ana', [2], 'r')
    add(writer, { kind: 'edge', pair: [`p${person}`, `i${made.ownerId}`], lens: { ...EMPTY_LENS, people: [`p${person}`] } })
    expect(exhibitOf(database, 'x1').target).toMatchObject({ pair: [`p${person}`, `i${made.ownerId}`], lens: { people: [`p${person}`] } })
    people.detach(2, 'mistake')
    expect(exhibitOf(database, 'x1').target).toMatchObject({ pair: ['i2', `i${made.ownerId}`], lens: { people: ['i2'] } })
  })

  it('are what the lens calls bookmarked: the records of slices and stays too', () => {
    const { made, writer } = world()
    const ids = (lens: Partial<typeof EMPTY_LENS>): number[] =>
      [...timelinePage(made.file.database, made.directory, { ...EMPTY_LENS, ...lens }, null, 100).ids].sort((a, b) => a - b)
    writer.add({ kind: 'slice', threadId: threadOf(made), fromKey: 3, toKey: 6 }, '', { tags: ['offer'] }, null)
    writer.add(record(20), '', { tags: ['money'] }, null)
    const stay = { kind: 'stay', entity: null, latitude: 48, longitude: 16, radiusMetres: 50, fromMs: 1, toMs: 2, keys: [41, 42] } as const
    writer.add(stay, '', { tags: ['money'] }, null)
    expect(ids({ bookmarkedOnly: true })).toEqual([3, 4, 5, 6, 20, 41, 42])
    expect(ids({ tags: ['offer'] })).toEqual([3, 4, 5, 6])
    expect(ids({ tags: ['money', 'none'] })).toEqual([20, 41, 42])
  })
})

describe('the context of a quoted message', () => {
  const keysOf = (made: WrittenCase, id: ExhibitId): (number | null)[] =>
    exhibitContext(made.file.database, exhibitOf(made.file.database, id))?.items.map(({ key }) => key) ?? []
  const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

  it('is ten before and ten after, with how many stand beyond', () => {
    const { made, writer } = world()
    add(writer, record(15))
    add(writer, record(3))
    add(writer, { kind: 'slice', threadId: threadOf(made), fromKey: 20, toKey: 22 })
    expect(keysOf(made, 'r15')).toEqual(range(5, 25))
    expect(exhibitContext(made.file.database, exhibitOf(made.file.database, 'r15'))).toMatchObject({ earlier: 4, later: 15 })
    expect(keysOf(made, 'r3')).toEqual(range(1, 13))
    expect(keysOf(made, 'x1')).toEqual(range(10, 32))
    const own = exhibitContext(made.file.database, exhibitOf(made.file.database, 'x1'))?.items.filter(({ isExhibit }) => isExhibit)
    expect(own?.map(({ key }) => key)).toEqual([20, 21, 22])
  })

  it('is the whole day in the time zone of the case where that was chosen', () => {
    const { made, writer } = world()
    add(writer, record(15))
    writer.change(['r15'], { context: 'day' })
    // One an hour from midnight UTC: 24 messages on the first day.
    expect(keysOf(made, 'r15')).toEqual(range(1, 24))
    made.file.database.prepare("UPDATE case_info SET value = 'Asia/Bangkok' WHERE key = 'timezone'").run()
    // Seven hours ahead: record 15 is at 21:00 of the day that ends with record 17.
    expect(keysOf(made, 'r15')).toEqual(range(1, 17))
  })

  it('marks where messages outside the scope stand, and counts them', () => {
    const { made, writer } = world()
    add(writer, record(15))
    const scope = new ScopeWriter(made.file.database, made.directory, 'analyst')
    scope.setAuthority(null, { ...ANY, fromMs: START_MS + 9 * HOUR_MS, toMs: START_MS + 19 * HOUR_MS })
    // Records 10 to 19 are covered.
    const context = exhibitContext(made.file.database, exhibitOf(made.file.database, 'r15'))
    expect(context?.items.map(({ key, gap }) => gap?.outsideScope ?? key)).toEqual([5, ...range(10, 19), 6])
    expect(context?.items.filter(({ gap }) => gap !== null)).toHaveLength(2)
    const [card] = exhibitCards(made.file.database, made.directory, ['r15'])
    expect(card?.warnings).toEqual([{ code: 'context-outside-scope', count: 11 }])
    // An opening is for looking, not for handing over: the preview stays what a reader gets.
    scope.open('looking')
    const preview = exhibitPreview(made.file.database, made.directory, 'r15')
    expect(preview.items.filter(({ gap }) => gap !== null).map(({ gap }) => gap?.outsideScope)).toEqual([5, 6])
    expect(preview.items).toHaveLength(12)
  })

  it('of a record outside the scope shows nothing of it', () => {
    const { made, writer } = world()
    add(writer, record(15))
    new ScopeWriter(made.file.database, made.directory, 'a').setAuthority(null, { ...ANY, kinds: ['location'] })
    const [card] = exhibitCards(made.file.database, made.directory, ['r15'])
    expect(card).toMatchObject({ lines: [], records: 0, hidden: { outsideScope: 1, privileged: 0 }, people: [] })
    expect(card?.warnings.map(({ code, count }) => [code, count])).toEqual([
      ['outside-scope', 1],
      ['context-outside-scope', 20],
    ])
    expect(JSON.stringify(exhibitPreview(made.file.database, made.directory, 'r15'))).not.toContain('text 1')
  })

  it('warns of states, missing attachments, and replies to what is not shown', () => {
    const { made, writer } = world()
    add(writer, { kind: 'slice', threadId: threadOf(made), fromKey: 25, toKey: 33 })
    add(writer, record(41))
    add(writer, { kind: 'place', latitude: 48, longitude: 16, radiusMetres: 100 })
    add(writer, { kind: 'place', latitude: 10, longitude: 10, radiusMetres: 100 })
    const cards = exhibitCards(made.file.database, made.directory, ['x1', 'r41', 'x2', 'x3'])
    expect(cards.map(({ records, warnings }) => [records, warnings.map(({ code, count }) => `${code} ${count}`)])).toEqual([
      [9, ['not-live 1', 'attachment-missing 1', 'reply-outside 1']],
      [1, []],
      // 0.0005 degrees of latitude are 56 m, 0.01 are 1,112 m.
      [2, []],
      [0, ['nothing-there 1']],
    ])
    expect(cards[0]?.lines).toHaveLength(3)
    expect(cards[0]?.title).toBe('+447700900101')
  })
})

describe('a local day', () => {
  it('follows the clocks of its zone', () => {
    const iso = (at: string, zone: string): string[] => {
      const { fromMs, toMs } = localDay(Date.parse(at), zone)
      return [new Date(fromMs).toISOString(), new Date(toMs).toISOString()]
    }
    expect(iso('2026-03-14T23:30:00Z', 'UTC')).toEqual(['2026-03-14T00:00:00.000Z', '2026-03-15T00:00:00.000Z'])
    expect(iso('2026-01-10T23:30:00Z', 'Europe/Vienna')).toEqual(['2026-01-10T23:00:00.000Z', '2026-01-11T23:00:00.000Z'])
    // The clocks go forward on 29 March 2026 and back on 25 October 2026: 23 and 25 hours.
    expect(iso('2026-03-29T12:00:00Z', 'Europe/Vienna')).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'])
    expect(iso('2026-10-25T12:00:00Z', 'Europe/Vienna')).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'])
    expect(iso('2026-01-10T18:00:00Z', 'Asia/Kathmandu')).toEqual(['2026-01-09T18:15:00.000Z', '2026-01-10T18:15:00.000Z'])
  })
})
