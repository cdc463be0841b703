/**
 * An analyst's way through the demo: open it, narrow the brush, see every view narrow to the same records, open an edge's
 * rows, a source row, bookmark it, find words in Thai and Arabic. What is on the screen is compared with counts that this
 * test takes from the case file by its own SQL, and with the search truth that the demo's generator counted before it
 * wrote any database.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo, type DemoManifest } from '../../fixtures/demo/index.ts'
import { browserTitle, hasBrowser, startProgram, type Program } from './program.ts'

const EVENT_KINDS = "('message', 'call', 'location', 'media', 'web', 'app-use', 'device-event')"

describe.skipIf(!hasBrowser)(browserTitle('the demo in the browser'), () => {
  let program: Program
  let page: Page
  let cases: Database.Database
  let manifest: DemoManifest

  beforeAll(async () => {
    program = await startProgram()
    page = program.page
    manifest = await buildDemo(join(program.folder, 'truth'))
    await page.getByTestId('open-demo').click()
    await page.getByTestId('device-card').nth(1).waitFor({ timeout: 60_000 })
    // Roles are assigned when everything is read.
    await page.getByText('Elena Munteanu').first().waitFor({ timeout: 60_000 })
    const folder = join(program.folder, 'demo')
    const file = readdirSync(folder).find((name) => name.endsWith('.corroborate')) ?? ''
    cases = new Database(join(folder, file), { readonly: true })
  })
  afterAll(async () => {
    cases?.close()
    await program?.close()
  })

  const shown = async (testId: string, attribute: string): Promise<number> =>
    Number((await page.getByTestId(testId).getAttribute(attribute)) ?? NaN)
  const settled = (testId: string): Promise<void> => page.locator(`[data-testid="${testId}"]:not([data-stale="true"])`).waitFor()
  const count = (sql: string, ...values: number[]): number =>
    cases
      .prepare(sql)
      .pluck()
      .get(...values) as number

  /** Period of the lens as the address says it: the test reads what a copied link would carry. */
  const period = async (): Promise<{ fromMs: number; toMs: number }> => {
    const link = new URLSearchParams((await page.evaluate(() => location.hash)).split('?')[1])
    const [fromMs, toMs] = [Date.parse(link.get('from') ?? ''), Date.parse(link.get('to') ?? '')]
    return { fromMs, toMs }
  }

  test('shows both phones and what was handed over beside them, and accounts for every row', async () => {
    expect(await page.getByTestId('device-card').count()).toBe(manifest.phones.length + manifest.extras.length)
    const text = await page.getByTestId('coverage').first().innerText()
    expect(text).toContain('rows read')
  })

  test('narrows list, map and graph to the same records when the brush is narrowed', async () => {
    await page.keyboard.press('2')
    await page.getByTestId('timeline-list').waitFor()
    const all = count(`SELECT count(*) FROM record WHERE kind IN ${EVENT_KINDS}`)
    expect(await page.getByTestId('lens-count').innerText()).toContain(all.toLocaleString('en'))

    const chart = await page.getByTestId('histogram').boundingBox()
    if (chart === null) throw new Error('the histogram is not on the page')
    await page.mouse.move(chart.x + chart.width * 0.4, chart.y + chart.height * 0.4)
    await page.mouse.down()
    await page.mouse.move(chart.x + chart.width * 0.6, chart.y + chart.height * 0.4, { steps: 8 })
    await page.mouse.up()
    await page.waitForFunction(() => /[?&]from=.*&to=/.test(location.hash))
    await settled('lens-count')

    const { fromMs, toMs } = await period()
    expect(toMs).toBeGreaterThan(fromMs)
    const inPeriod = 'at_ms >= ? AND at_ms < ?'
    const events = count(`SELECT count(*) FROM record WHERE kind IN ${EVENT_KINDS} AND ${inPeriod}`, fromMs, toMs)
    expect(events).toBeGreaterThan(0)
    expect(events).toBeLessThan(all)
    expect(await page.getByTestId('lens-count').innerText()).toContain(`${events.toLocaleString('en')} of ${all.toLocaleString('en')}`)

    await page.keyboard.press('5')
    await settled('map-view')
    await page.waitForFunction(() => document.querySelector('[data-testid="map-view"]')?.getAttribute('data-count') !== '')
    expect(await shown('map-view', 'data-count')).toBe(
      count(`SELECT count(*) FROM record WHERE latitude IS NOT NULL AND kind IN ${EVENT_KINDS} AND ${inPeriod}`, fromMs, toMs),
    )

    await page.keyboard.press('6')
    await settled('graph-view')
    await page.waitForFunction(() => Number(document.querySelector('[data-testid="graph-view"]')?.getAttribute('data-edges')) > 0)
    expect(await shown('graph-view', 'data-edges')).toBe(pairsInPeriod(cases, fromMs, toMs))
  })

  test('opens the rows of an edge and one of them with its source row, and bookmarks it', async () => {
    await page.getByTestId('graph-table-toggle').click()
    const edge = page.locator('[data-edge]').first()
    await edge.waitFor()
    await edge.click()
    const row = page.getByTestId('edge-rows').locator('[data-key]').first()
    await row.waitFor()
    const key = Number(await row.getAttribute('data-key'))
    await row.click()
    await page.getByTestId('inspector').getByText('SHA-256').first().waitFor()
    await page.getByRole('button', { name: 'Show source row' }).click()
    await page.getByTestId('source-row').waitFor({ timeout: 30_000 })
    const stored = await page.getByTestId('source-row').innerText()
    const body = cases.prepare('SELECT body FROM message WHERE record_id = ?').pluck().get(key) as string | null | undefined
    expect(stored).toContain('the same SHA-256 as at import')
    if (typeof body === 'string') expect(stored.replace(/\s+/g, ' ')).toContain(body.replace(/\s+/g, ' ').slice(0, 40))

    await page.getByTestId('bookmark-toggle').click()
    await page.waitForFunction(
      () => document.querySelector('[data-testid="bookmark-toggle"]')?.getAttribute('class')?.includes('active') === true,
    )
    expect(count('SELECT count(*) FROM bookmark WHERE record_id = ?', key)).toBe(1)
    await page.keyboard.press('8')
    await page.getByTestId('exhibit-list').waitFor()
  })

  test('finds words in Thai and in Arabic as often as they were written', async () => {
    // The brush of the test before still narrows the lens, and with it the search.
    await page.getByRole('button', { name: 'Clear lens' }).click()
    for (const { word, total } of manifest.searchTruth) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('/')
      await page.getByTestId('search-input').fill(word)
      await page.keyboard.press('Enter')
      await page.waitForFunction(
        ([wanted, expected]) => {
          const view = document.querySelector('[data-testid="search-view"]')
          return view?.getAttribute('data-text') === wanted && view.getAttribute('data-total') === expected
        },
        [word, String(total)] as const,
        { timeout: 15_000 },
      )
      expect(await page.getByTestId('search-view').locator('[data-key]').count()).toBeGreaterThan(0)
    }
  })

  test('leaves the drawing alone once the table has taken its place', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('6')
    const canvas = page.locator('.graph-canvas[data-ready="true"]')
    const toggle = page.getByTestId('graph-table-toggle')
    await toggle.waitFor()
    if ((await canvas.count()) > 0) await toggle.click()
    await canvas.waitFor({ state: 'detached' })
    // A slow machine: what the drawing asked for comes when the drawing is gone.
    await page.evaluate(() => {
      const ask = window.requestAnimationFrame.bind(window)
      window.requestAnimationFrame = (run) => ask(() => setTimeout(() => run(performance.now()), 1_500))
    })
    await toggle.click()
    await canvas.waitFor()
    await toggle.click()
    await canvas.waitFor({ state: 'detached' })
    await page.waitForTimeout(2_500)
    expect(program.complaints).toEqual([])
  })

  test('asks nothing of the network and complains of nothing', () => {
    expect(program.complaints).toEqual([])
  })
})

/** Pairs of entities in contact in a period, counted over the rows themselves: senders, recipients, group members, parties. */
function pairsInPeriod(database: Database.Database, fromMs: number, toMs: number): number {
  const rows = database
    .prepare(
      `SELECT r.id, r.kind, r.from_id, r.to_id, r.thread_id, s.owner_identity_id AS owner FROM record AS r JOIN source AS s ON s.id = r.source_id
       WHERE r.kind IN ('message', 'call') AND r.state <> 'edited-previous' AND r.at_ms >= ? AND r.at_ms < ?`,
    )
    .all(fromMs, toMs) as {
    id: number
    kind: string
    from_id: number | null
    to_id: number | null
    thread_id: number | null
    owner: number
  }[]
  const members = database.prepare('SELECT identity_id FROM thread_member WHERE thread_id = ?').pluck()
  const parties = database.prepare('SELECT identity_id FROM call_party WHERE record_id = ?').pluck()
  const person = database.prepare('SELECT person_id FROM person_identity WHERE identity_id = ?').pluck()
  const entity = (id: number): string => {
    const found = person.get(id) as number | undefined
    return found === undefined ? `i${id}` : `p${found}`
  }
  const pairs = new Set<string>()
  const meet = (from: number, to: number): void => {
    const [a, b] = [entity(from), entity(to)].toSorted()
    if (a !== b) pairs.add(`${a}|${b}`)
  }
  for (const { id, kind, from_id, to_id, thread_id, owner } of rows) {
    if (from_id !== null && to_id !== null) meet(from_id, to_id)
    else if (kind === 'call') for (const party of parties.all(id) as number[]) meet(owner, party)
    else if (from_id !== null && thread_id !== null)
      for (const other of [owner, ...(members.all(thread_id) as number[])]) meet(from_id, other)
  }
  return pairs.size
}
