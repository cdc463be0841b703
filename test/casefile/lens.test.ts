/** The lens on the demo: pages, counts, histogram and graph agree with each other and with SQL that the test wrote itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_LENS, type EntityId, type Lens, type Page, type RecordLine } from '../../main/contract/index.ts'
import { demoCase, type DemoCase } from '../support/demoCase.ts'

const DAY_MS = 86_400_000
const EVENTS = "kind IN ('message', 'call', 'location', 'media', 'web', 'app-use')"
let demo: DemoCase
let viktor: EntityId

beforeAll(async () => {
  demo = await demoCase()
  const { scratch } = demo
  // People are merged first: entities with several identifiers are where counting goes wrong.
  for (const { id, strength } of await scratch.call('people.suggestions', { status: 'open' }))
    if (strength === 'strong') await scratch.call('people.accept', { suggestionId: id })
  const [found] = await scratch.call('people.find', { text: '+447700900231', limit: 5 })
  if (found === undefined) throw new Error('the recruiter is not in the case')
  viktor = found.entity
  const lines = await rows({ kinds: ['message'] })
  await scratch.call('bookmark.set', { key: lines[0]?.key ?? 0, note: 'first', tags: ['money', 'offer'] })
  await scratch.call('bookmark.set', { key: lines[9]?.key ?? 0, note: '', tags: ['money'] })
  await scratch.call('bookmark.set', { key: lines[20]?.key ?? 0, note: '', tags: [] })
})
afterAll(() => demo.scratch.dispose())

async function rows(changes: Partial<Lens>, descending = false, limit = 250): Promise<RecordLine[]> {
  const found: RecordLine[] = []
  let cursor: string | null = null
  do {
    const page: Page<RecordLine> = await demo.scratch.call('timeline.page', {
      lens: { ...EMPTY_LENS, ...changes },
      cursor,
      limit,
      descending,
    })
    found.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return found
}
const keys = (lines: readonly RecordLine[]): number[] => lines.map(({ key }) => key)
const sql = (where: string, ...values: (string | number)[]): number[] =>
  demo.scratch.database
    .prepare(`SELECT id FROM record WHERE ${where} ORDER BY at_ms IS NULL, at_ms, id`)
    .pluck()
    .all(...values) as number[]

const FROM_MS = Date.UTC(2026, 1, 10)
const TO_MS = Date.UTC(2026, 1, 20)
const LENSES: readonly [string, Partial<Lens>, string | null][] = [
  ['nothing', {}, EVENTS],
  ['a period', { fromMs: FROM_MS, toMs: TO_MS }, `${EVENTS} AND at_ms >= ${FROM_MS} AND at_ms < ${TO_MS}`],
  ['an open period that cuts a day', { fromMs: FROM_MS + 5_000_123 }, `${EVENTS} AND at_ms >= ${FROM_MS + 5_000_123}`],
  ['one kind', { kinds: ['call'] }, "kind = 'call'"],
  ['kinds that happen at no time', { kinds: ['contact', 'identity-link'] }, "kind IN ('contact', 'identity-link')"],
  ['a source', { sources: [2] }, `${EVENTS} AND source_id = 2`],
  ['states', { states: ['edited-previous', 'deleted-flagged'] }, `${EVENTS} AND state IN ('edited-previous', 'deleted-flagged')`],
  ['a conversation', { threadId: 3 }, `${EVENTS} AND thread_id = 3`],
  [
    'tags',
    { tags: ['offer', 'nothing has this'] },
    "id IN (SELECT record_id FROM bookmark, json_each(tags_json) AS t WHERE t.value = 'offer')",
  ],
  ['bookmarks', { bookmarkedOnly: true }, 'id IN (SELECT record_id FROM bookmark)'],
  ['a box', { box: [16, 48, 17, 49] }, `${EVENTS} AND latitude BETWEEN 48 AND 49 AND longitude BETWEEN 16 AND 17`],
  [
    'a box across the date line',
    { box: [170, -90, 17, 90] },
    `${EVENTS} AND latitude IS NOT NULL AND (longitude >= 170 OR longitude <= 17)`,
  ],
  ['a text', { text: 'passport' }, null],
  ['a text that contacts hold too', { text: 'Elena' }, null],
  ['a text and kinds', { text: 'the', kinds: ['message'], sources: [1] }, null],
]

describe('pages, counts and histogram', () => {
  const listed = new Set<number>()
  beforeAll(() => {
    for (const key of sql(`NOT (${EVENTS})`)) listed.add(key)
  })

  it.each(LENSES)('agree for %s', async (_what, changes, where) => {
    const lens = { ...EMPTY_LENS, ...changes }
    const ascending = keys(await rows(changes))
    if (where !== null) expect(ascending).toEqual(sql(where))
    expect(ascending.length).toBeGreaterThan(0)
    expect(new Set(ascending).size).toBe(ascending.length)
    expect(keys(await rows(changes, true, 77))).toEqual([...ascending].reverse())
    expect(keys(await rows(changes, false, 1000))).toEqual(ascending)
    const count = await demo.scratch.call('timeline.count', { lens })
    expect(count.inLens).toBe(ascending.length)
    expect(count.listedInLens).toBe(ascending.filter((key) => listed.has(key)).length)
    // What is listed and does not happen is no event of the whole.
    expect(count.total).toBe(sql(EVENTS).length)
    for (const barMs of [DAY_MS, 7 * DAY_MS, 3_600_000, 1000]) {
      const { bars, undated } = await demo.scratch.call('timeline.histogram', { lens, barMs })
      const sum = bars.reduce((total, { counts }) => total + Object.values(counts).reduce((part, one) => part + one, 0), 0)
      expect(sum + undated, `${barMs} ms`).toBe(ascending.length)
      expect(undated).toBe(count.undatedInLens)
      expect(bars.every(({ startMs }) => startMs % barMs === 0)).toBe(true)
    }
  })

  it('undated records come last, once, and first when descending', async () => {
    const undated = sql(`${EVENTS} AND at_ms IS NULL`)
    expect(undated.length).toBeGreaterThan(0)
    const lines = await rows({}, false, 40)
    expect(keys(lines.slice(-undated.length))).toEqual(undated)
    expect(lines.slice(0, -undated.length).every(({ time }) => time.utcMs !== null)).toBe(true)
    expect(keys((await rows({}, true, 5)).slice(0, undated.length))).toEqual([...undated].reverse())
  })

  it('seeking starts at the first record at or after a time', async () => {
    for (const atMs of [0, FROM_MS, FROM_MS + 0.5, TO_MS + 12_345_678, Date.UTC(2040, 0, 1)]) {
      const page = await demo.scratch.call('timeline.seek', { lens: EMPTY_LENS, atMs, limit: 5 })
      const first = sql(`${EVENTS} AND (at_ms >= ${Math.floor(atMs)} OR at_ms IS NULL)`)[0]
      expect(page.items[0]?.key).toBe(first)
    }
  })

  it('a cursor that nobody gave out is refused', async () => {
    for (const cursor of ['', 'x', '1', '1:2:3', ':', '-:-', '1e3:4', "1:1' OR 1=1", '\u0000', 'NaN:1', '9'.repeat(400)]) {
      expect(await demo.scratch.service.invoke('timeline.page', { lens: EMPTY_LENS, cursor, limit: 5 }), cursor).toMatchObject({
        ok: false,
        failure: { kind: 'usage' },
      })
    }
    // Numbers beyond any record are an empty page, not a mistake.
    for (const cursor of ['99999999999999999999:1', '-:99999999999999999999']) {
      expect(await demo.scratch.call('timeline.page', { lens: EMPTY_LENS, cursor, limit: 5 })).toMatchObject({ next: null })
    }
  })

  it('pages of a conversation meet, forwards, backwards and around a message', async () => {
    const { scratch } = demo
    const threadId = scratch.number('SELECT thread_id FROM record WHERE thread_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1')
    const all = scratch.database
      .prepare("SELECT id FROM record WHERE thread_id = ? AND state <> 'edited-previous' ORDER BY coalesce(at_ms, -9e15), id")
      .pluck()
      .all(threadId) as number[]
    const page = (cursor: string | null, before: boolean, aroundKey: number | null = null) =>
      scratch.call('threads.messages', { threadId, lens: null, cursor, aroundKey, limit: 40, before })
    const forwards: number[] = []
    let cursor: string | null = null
    do {
      const { items, next } = await page(cursor, false)
      forwards.push(...keys(items))
      cursor = next
    } while (cursor !== null)
    expect(forwards).toEqual(all)
    const backwards: number[] = []
    let edge: string | null = null
    for (;;) {
      const { items } = await page(edge, true)
      const [first] = items
      if (first === undefined) break
      backwards.unshift(...keys(items))
      edge = `${first.time.utcMs}:${first.key}`
    }
    expect(backwards).toEqual(all)
    const middle = all[Math.floor(all.length / 2)] ?? 0
    const around = keys((await page(null, false, middle)).items)
    expect(around).toContain(middle)
    expect(around).toEqual(all.slice(all.indexOf(around[0] ?? 0), all.indexOf(around[0] ?? 0) + around.length))
  })
})

describe('people', () => {
  it('finds every record in which a person took part', async () => {
    const identities = `SELECT identity_id FROM person_identity WHERE person_id = ${viktor.slice(1)}`
    expect(viktor).toMatch(/^p/)
    const tookPart = `${EVENTS} AND (from_id IN (${identities}) OR to_id IN (${identities}) OR thread_id IN (SELECT thread_id FROM thread_member WHERE identity_id IN (${identities}))
      OR id IN (SELECT record_id FROM call_party WHERE identity_id IN (${identities}))
      OR (source_id IN (SELECT id FROM source WHERE owner_identity_id IN (${identities})) AND (kind = 'call' OR thread_id IS NOT NULL)))`
    expect(keys(await rows({ people: [viktor] }))).toEqual(sql(tookPart))
    expect(await rows({ people: ['p999999'] })).toEqual([])
  })

  it.each([true, false])('opens for every edge of the graph exactly the rows that it counts (with groups: %s)', async (includeGroups) => {
    const { edges, totalEdges } = await demo.scratch.call('graph.get', { lens: EMPTY_LENS, limit: 5000, includeGroups, focus: null })
    expect(edges.length).toBe(totalEdges)
    expect(edges.length).toBeGreaterThan(10)
    for (const { a, b, records, groupRecords, kinds, firstMs, lastMs, activeDays } of edges) {
      const opened = await rows({ pair: [a, b] })
      const isGroup = ({ key }: RecordLine): boolean =>
        demo.scratch.number("SELECT kind = 'message' AND to_id IS NULL FROM record WHERE id = ?", key) === 1
      const counted = includeGroups ? opened : opened.filter((line) => !isGroup(line))
      expect([a, b, counted.length]).toEqual([a, b, records])
      expect(groupRecords).toBe(includeGroups ? opened.filter(isGroup).length : 0)
      expect(kinds.reduce((sum, { aToB, bToA, unknownDirection }) => sum + aToB + bToA + unknownDirection, 0)).toBe(records)
      const times = counted.flatMap(({ time }) => time.utcMs ?? [])
      expect([firstMs, lastMs]).toEqual([times[0] ?? null, times.at(-1) ?? null])
      expect(activeDays).toBe(new Set(times.map((ms) => Math.floor(ms / DAY_MS))).size)
    }
  })

  it('narrows the graph with the lens', async () => {
    const lens = { ...EMPTY_LENS, fromMs: FROM_MS, toMs: TO_MS, kinds: ['call' as const] }
    const { edges } = await demo.scratch.call('graph.get', { lens, limit: 5000, includeGroups: true, focus: null })
    for (const { a, b, records } of edges) expect(records).toBe((await rows({ ...lens, pair: [a, b] })).length)
    expect(edges.length).toBeGreaterThan(1)
  })
})

describe('search', () => {
  it('takes whatever a person types, and never fails', async () => {
    const typed = [
      '"',
      '""',
      '"unclosed',
      '*',
      '* *',
      'NEAR(a b, 3)',
      'NEAR(',
      '-',
      '-word',
      'col:value',
      'text:passport',
      'a AND',
      'OR',
      'NOT',
      'AND OR NOT',
      '(',
      ')',
      '{a}',
      '^a',
      'a^2',
      '+',
      'a + b',
      "'",
      "';--",
      '%',
      '_',
      '\\',
      '\u0000',
      'a\u0000b',
      '\uD800',
      '😀',
      '…',
      'ـ',
      '\u0e31',
      'word '.repeat(2000),
      '“smart”',
      '@',
      'a@b.c',
      '#tag',
      '１２３４５',
    ]
    for (const text of typed) {
      const answer = await demo.scratch.service.invoke('timeline.page', { lens: { ...EMPTY_LENS, text }, cursor: null, limit: 5 })
      expect(answer.ok, `${JSON.stringify(text.slice(0, 20))}: ${JSON.stringify(answer).slice(0, 200)}`).toBe(true)
    }
  })

  it('reads operators as words', async () => {
    const found = async (text: string): Promise<number> => (await rows({ text, kinds: ['message'] })).length
    expect(await found('passport NOT')).toBeLessThanOrEqual(await found('passport'))
    expect(await found('passport -hotel')).toBe(await found('passport hotel'))
    expect(await found('text:passport')).toBe(0)
  })

  it('finds phrases, beginnings of words, and no more', async () => {
    const bodies = demo.scratch.database
      .prepare(
        "SELECT m.record_id AS key, coalesce(m.body, '') || ' ' || coalesce((SELECT group_concat(a.name, ' ') FROM attachment AS a WHERE a.record_id = m.record_id), '') AS body FROM message AS m",
      )
      .all() as { key: number; body: string }[]
    const containing = (test: RegExp): number[] =>
      bodies
        .filter(({ body }) => test.test(body))
        .map(({ key }) => key)
        .sort((a, b) => a - b)
    const found = async (text: string): Promise<number[]> => keys(await rows({ text, kinds: ['message'] })).sort((a, b) => a - b)
    expect(await found('"the hotel"')).toEqual(containing(/\bthe hotel\b/i))
    expect(await found('pass')).toEqual(containing(/(?<![\p{L}\p{N}])pass/iu))
    expect(await found('"pass"')).toEqual(containing(/(?<![\p{L}\p{N}])pass(?![\p{L}\p{N}])/iu))
    expect(
      (await found('hotel passport')).every((key) => containing(/hotel/i).includes(key) && containing(/passport/i).includes(key)),
    ).toBe(true)
    expect((await found('pass')).length).toBeGreaterThan(3)
  })

  it('finds a telephone number in any spelling and script', async () => {
    const spelled = ['+447700900452', '0044 7700 900452', '07700 900452', '(07700) 900-452', '٠٧٧٠٠ ٩٠٠٤٥٢', '7700900452']
    const [first, ...others] = await Promise.all(spelled.map(async (text) => keys(await rows({ text, kinds: ['call'] }))))
    const identities = "SELECT id FROM identity WHERE value IN ('+447700900452', '447700900452@s.whatsapp.net')"
    expect(first).toEqual(sql(`kind = 'call' AND id IN (SELECT record_id FROM call_party WHERE identity_id IN (${identities}))`))
    expect(first?.length).toBeGreaterThan(3)
    for (const [index, other] of others.entries()) expect(other, spelled[index + 1]).toEqual(expect.arrayContaining(first ?? []))
  })
})
