/** Exhibits of every kind in the package, and what the law or privilege keeps back: counted where it stands, and in no file. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthorityTerms, EMPTY_LENS, type ExhibitTarget } from '../../main/contract/index.ts'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'
import { exportPackage } from './packageCase.ts'

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let scratch: ScratchCase
let thread: { id: number; keys: readonly number[] }
beforeAll(async () => {
  scratch = (await demoCase()).scratch
  const id = scratch.number(
    "SELECT thread_id FROM record WHERE kind = 'message' AND thread_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
  )
  const sql = "SELECT id FROM record WHERE thread_id = ? AND state <> 'edited-previous' ORDER BY at_ms, id"
  thread = { id, keys: scratch.database.prepare(sql).pluck().all(id) as number[] }
})
afterAll(() => scratch.dispose())

const read = (folder: string, file: string): string => readFileSync(join(scratch.folder, folder, file), 'utf8')
const add = (target: ExhibitTarget, label: string, picture: boolean = false): Promise<{ id: string; number: string }> =>
  scratch.call('evidence.add', {
    target,
    label,
    words: {
      note: `Note on ${label}`,
      elements: ['means'],
      stance: 'context',
      statements: [{ text: 'Statement 1, paragraph 2', relation: 'contradicts' }],
    },
    picture: picture ? { mime: 'image/png', base64: DOT } : null,
  })
const card = (page: string, id: string): string =>
  new RegExp(`<article class="exhibit" id="${id}"[\\s\\S]*?</article>`).exec(page)?.[0] ?? ''

describe('exhibits that are no single record', () => {
  it('stand in the package with their words, their records and their pictures', async () => {
    const { keys, id } = thread
    const slice = await add({ kind: 'slice', threadId: id, fromKey: keys[30] ?? 0, toKey: keys[44] ?? 0 }, 'Slice')
    const [position] = scratch.database
      .prepare("SELECT id, latitude, longitude FROM record WHERE position_class = 'device-fix' ORDER BY at_ms LIMIT 1")
      .all() as { id: number; latitude: number; longitude: number }[]
    const spot = { latitude: position?.latitude ?? 0, longitude: position?.longitude ?? 0, radiusMetres: 300 }
    const place = await add({ kind: 'place', ...spot }, 'Place')
    const stay = await add(
      { kind: 'stay', entity: 'i1', ...spot, fromMs: 1_770_000_000_000, toMs: 1_770_003_600_000, keys: [position?.id ?? 0] },
      'Stay',
    )
    const edge = await add({ kind: 'edge', pair: ['i1', 'i9'], lens: EMPTY_LENS }, 'Edge')
    const view = await add({ kind: 'graph-view', lens: EMPTY_LENS, view: '{}' }, 'View', true)
    await exportPackage(scratch, 'kinds')
    const page = read('kinds', 'exhibits.html')
    for (const { id: item, number } of [slice, place, stay, edge, view]) {
      const text = card(page, item)
      for (const part of [`Exhibit ${number}`, 'the means (force', 'Statement 1, paragraph 2', 'Contradicts', 'context', 'Note on'])
        expect(text, item).toContain(part)
    }
    expect(card(page, slice.id)).toContain('15 records')
    for (const key of keys.slice(30, 45)) expect(card(page, slice.id)).toContain(`#r${key}`)
    expect(card(page, place.id)).toContain('<svg')
    expect(card(page, stay.id)).toContain('2026-02-02 02:40:00 UTC')
    expect(card(page, edge.id)).toMatch(/of [\d,]+ records are listed here/)
    expect(card(page, view.id)).toContain(`data:image/png;base64,${DOT}`)
    const lines = read('kinds', 'exhibits.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { item: string; type: string; exhibit: string })
    expect(lines.filter(({ type }) => ['slice', 'place', 'stay', 'edge', 'graph-view'].includes(type)).length).toBe(5)
    expect(lines.filter(({ exhibit, type }) => exhibit === slice.number && type === 'messages').map(({ item }) => item)).toEqual(
      keys.slice(30, 45).map((key) => `r${key}`),
    )
  })

  it('carry ten messages around, or the whole day where that was chosen', async () => {
    const { keys } = thread
    const middle = keys[Math.floor(keys.length / 2)] ?? 0
    await scratch.call('evidence.remove', { ids: (await scratch.call('evidence.list', {})).map(({ id }) => id) })
    await scratch.call('bookmark.set', { key: middle, note: '', tags: [] })
    await scratch.call('evidence.change', { ids: [`r${middle}`], change: { context: 'day' } })
    await exportPackage(scratch, 'day')
    const shown = [...read('day', 'conversation-1.html').matchAll(/<li id="r(\d+)"/g)].map(([, key]) => Number(key))
    // The case of the tests is in UTC: the day is the date.
    const day = scratch.database
      .prepare(
        "SELECT id FROM record WHERE thread_id = ? AND state <> 'edited-previous' AND date(at_ms / 1000, 'unixepoch') = (SELECT date(at_ms / 1000, 'unixepoch') FROM record WHERE id = ?) ORDER BY at_ms, id",
      )
      .pluck()
      .all(thread.id, middle)
    expect(day.length).toBeGreaterThan(1)
    expect(shown).toEqual(day)
  })
})

describe('what may not be shown', () => {
  const everything = (folder: string): string =>
    readdirSync(join(scratch.folder, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(html|js|jsonl|csv|json)$/.test(name) && name !== 'verify.html')
      .map((name) => read(folder, name))
      .join('\n')

  it('is in no file, while the scope is opened too, and is counted on page one and where it stands', async () => {
    const { keys } = thread
    const [at, end] = [keys[40], keys[60]].map((key) => scratch.number('SELECT at_ms FROM record WHERE id = ?', key ?? 0))
    for (const key of [keys[42] ?? 0, keys[58] ?? 0, keys[70] ?? 0]) await scratch.call('bookmark.set', { key, note: '', tags: [] })
    const terms: AuthorityTerms = {
      type: 'Warrant',
      identifier: '1',
      fromMs: at ?? 0,
      toMs: end ?? 0,
      coversUndated: false,
      kinds: [],
      sources: [],
      people: [],
      note: '',
    }
    await scratch.call('scope.setAuthority', { id: null, terms })
    await scratch.call('scope.open', { reason: 'test' })
    await exportPackage(scratch, 'scoped')
    const page = read('scoped', 'conversation-1.html')
    const shown = [...page.matchAll(/<li id="r(\d+)"/g)].map(([, key]) => Number(key))
    const allowed = keys.filter((_, index) => index >= 40 && index < 60)
    expect(shown.filter((key) => !allowed.includes(key))).toEqual([])
    expect(shown).toContain(keys[42])
    const withheld = [...page.matchAll(/withheld here: (\d+) records? outside the legal scope/g)].reduce(
      (sum, [, number]) => sum + Number(number),
      0,
    )
    const omitted = [...page.matchAll(/<p class="gap">([\d,]+) records? of this conversation/g)].reduce(
      (sum, [, number]) => sum + Number(number?.replace(',', '')),
      0,
    )
    expect(withheld).toBeGreaterThan(5)
    expect(shown.length + withheld + omitted).toBe(keys.length)
    expect(read('scoped', 'index.html')).toMatch(/[23] bookmarked records lie outside the legal scope/)
    const text = everything('scoped')
    for (const key of [keys[38] ?? 0, keys[61] ?? 0, keys[70] ?? 0]) {
      const body = scratch.database.prepare('SELECT body FROM message WHERE record_id = ?').pluck().get(key) as string | null
      if (body !== null && body.length > 20) expect(text).not.toContain(body)
      expect(text).not.toContain(`"r${key}"`)
    }
  })
})
