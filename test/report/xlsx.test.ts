/** Workbooks as others read them: an independent reader, and LibreOffice where it is installed. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import readXlsxFile, { type Row } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { columnName, MAX_CELL_CHARACTERS, Workbook } from '../../main/report/data/workbook.ts'
import { zipFolder } from '../../main/report/package/zipFolder.ts'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'
import { unzip } from '../support/unzip.ts'
import { HOSTILE_TEXTS, hostileCase } from './hostileCase.ts'
import { parseCsv } from './parseCsv.ts'

const SOFFICE = spawnSync('soffice', ['--version'], { timeout: 60_000 }).error === undefined
let hostile: ScratchCase
let demo: ScratchCase
beforeAll(async () => {
  hostile = await hostileCase()
  demo = (await demoCase()).scratch
  await demo.call('case.update', { name: 'Larch', number: '7', examiner: 'tester', timezone: 'Europe/Vienna' })
  for (const scratch of [hostile, demo])
    await scratch.call('export.run', { format: 'xlsx', target: book(scratch), lens: null, bookmarkedOnly: false })
})
afterAll(async () => {
  await hostile.dispose()
  await demo.dispose()
})

const book = (scratch: ScratchCase): string => join(scratch.folder, 'all.xlsx')

async function sheet(scratch: ScratchCase, name: string): Promise<{ head: string[]; rows: Row[] }> {
  const sheets = await readXlsxFile(book(scratch))
  const found = sheets.find((one) => one.sheet === name)
  if (found === undefined) throw new Error(`no sheet ${name}`)
  const [head = [], ...rows] = found.data
  return { head: head.map(String), rows }
}

describe('an independent reader', () => {
  it('finds a sheet per kind with every record, and one about the case', async () => {
    const sheets = await readXlsxFile(book(demo))
    expect(sheets.map((one) => one.sheet).slice(0, 3)).toEqual(['about', 'messages', 'calls'])
    const records = sheets.filter((one) => one.sheet !== 'about').reduce((sum, { data }) => sum + data.length - 1, 0)
    expect(records).toBe(demo.number("SELECT count(*) FROM record WHERE kind <> 'identity-link'"))
    const about = Object.fromEntries((sheets[0]?.data ?? []) as [string, string][])
    expect(about).toMatchObject({ case: 'Larch', 'case number': '7' })
    expect(about['times']).toContain('Europe/Vienna')
  })

  it('reads times as times in UTC, and beside them the wall clock with its offset', async () => {
    const { head, rows } = await sheet(demo, 'messages')
    const stored = demo.database
      .prepare("SELECT at_ms FROM record WHERE kind = 'message' AND at_ms IS NOT NULL ORDER BY at_ms, id")
      .pluck()
      .all() as number[]
    const cell = (row: Row | undefined, name: string): unknown => row?.[head.indexOf(name)]
    rows.slice(0, stored.length).forEach((row, index) => {
      const utc = cell(row, 'sent utc')
      expect(utc).toBeInstanceOf(Date)
      // A cell holds days as a fraction: a millisecond is its last sure digit.
      expect(Math.abs((utc as Date).getTime() - (stored[index] ?? 0))).toBeLessThanOrEqual(1)
      const local = cell(row, 'sent local') as Date
      const offset = cell(row, 'sent local offset')
      expect(['+01:00', '+02:00']).toContain(offset)
      expect(
        Math.abs(local.getTime() - Math.floor((stored[index] ?? 0) / 1000) * 1000 - (offset === '+01:00' ? 1 : 2) * 3_600_000),
      ).toBeLessThanOrEqual(1)
    })
    expect(cell(rows[0], 'zone')).toBe('Europe/Vienna')
  })

  it('reads numbers as numbers, truth as truth, and texts verbatim', async () => {
    const { head, rows } = await sheet(demo, 'locations')
    const column = (name: string): unknown[] => rows.map((row) => row[head.indexOf(name)])
    const stored = demo.database
      .prepare("SELECT latitude FROM record WHERE kind = 'location' ORDER BY at_ms IS NULL, at_ms, id")
      .pluck()
      .all()
    expect(column('latitude')).toEqual(stored)
    const calls = await sheet(demo, 'calls')
    expect(new Set(calls.rows.map((row) => typeof row[calls.head.indexOf('duration seconds')]))).toContain('number')
    expect(calls.rows.some((row) => typeof row[calls.head.indexOf('answered')] === 'boolean')).toBe(true)
    const messages = await sheet(hostile, 'messages')
    const bodies = messages.rows.map((row) => row[messages.head.indexOf('body')])
    for (const text of ['=HYPERLINK("http://example.invalid/","click")', '+1+1', '@SUM(A1:A9)', 'ทำงาน', '🙂'])
      expect(bodies).toContain(text)
  })
})

it('holds no formula, and what looks like one is marked as text', async () => {
  const xml = await unzipped(book(hostile), 'xl/worksheets/sheet2.xml')
  expect(xml).not.toMatch(/<f[ >]/)
  const marked = [...xml.matchAll(/<c r="[A-Z]+\d+" t="inlineStr" s="3"><is><t xml:space="preserve">([^<]*)</g)].map(([, text]) => text)
  for (const text of ['+1+1', '-2+3', '@SUM(A1:A9)', '＝1+1']) expect(marked).toContain(text)
  // Quoted cells keep their text when somebody edits them.
  expect(await unzipped(book(hostile), 'xl/styles.xml')).toContain('quotePrefix="1"')
})

it('gives the same bytes for the same case', async () => {
  await demo.call('export.run', { format: 'xlsx', target: join(demo.folder, 'again.xlsx'), lens: null, bookmarkedOnly: false })
  expect(readFileSync(join(demo.folder, 'again.xlsx')).equals(readFileSync(book(demo)))).toBe(true)
})

describe('cells at their limits', () => {
  it('are cut with a note, escaped, and text where a cell knows no such day', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corroborate-test-'))
    try {
      const workbook = new Workbook(join(folder, 'parts'))
      const long = 'ä'.repeat(MAX_CELL_CHARACTERS + 5)
      await workbook.sheet(
        'one',
        ['a', 'b'],
        [
          [long, '_x0041_ a_b'],
          [{ wallMs: Date.UTC(1601, 0, 1) }, { wallMs: Date.UTC(1900, 2, 1) }],
          [Number.NaN, 'a\r\nb\rc'],
        ],
      )
      workbook.end()
      const path = join(folder, 'limits.xlsx')
      await zipFolder(join(folder, 'parts'), path, '')
      const [first] = await readXlsxFile(path)
      const [, row = [], days = [], last = []] = first?.data ?? []
      expect(String(row[0]).length).toBe(MAX_CELL_CHARACTERS)
      expect(row[0]).toMatch(/ä … \[cut: 32772 characters\]$/)
      expect(workbook.cutCells).toBe(1)
      expect(await unzipped(path, 'xl/worksheets/sheet1.xml')).toContain('_x005F_x0041_ a_b')
      expect(days[0]).toBe('1601-01-01 00:00:00.000')
      expect((days[1] as unknown as Date).toISOString()).toBe('1900-03-01T00:00:00.000Z')
      expect(last).toEqual(['NaN', 'a\nb\nc'])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('column %i is %s', (index, name) => expect(columnName(index)).toBe(name))
})

describe.skipIf(!SOFFICE)('LibreOffice', () => {
  it('opens it with the right types, every text as it is', { timeout: 180_000 }, () => {
    const cells = officeCells(hostile)
    const byType = (type: string): string[] => cells.filter((cell) => cell.type === type).map(({ text }) => text)
    expect(cells.some(({ formula }) => formula)).toBe(false)
    const texts = byType('string')
    for (const text of ['=HYPERLINK("http://example.invalid/","click")', '+1+1', '＝1+1', 'ทำงาน', 'مرحبا', '🙂'])
      expect(texts).toContain(text)
    expect(HOSTILE_TEXTS.length).toBeGreaterThan(10)
    // 700,000,000 s after 2001-01-01, as date and time.
    expect(byType('date')).toContain('2023-03-08T20:26:40')
    expect(byType('float').length).toBeGreaterThan(0)
  })

  it('shows every name that the CSV export has', { timeout: 180_000 }, async () => {
    await demo.call('export.run', { format: 'csv', target: join(demo.folder, 'csv'), lens: null, bookmarkedOnly: false })
    const [head = [], ...rows] = parseCsv(readFileSync(join(demo.folder, 'csv/contacts.csv'), 'utf8'))
    const names = rows.map((row) => row[head.indexOf('name')] ?? '').filter((name) => name !== '')
    const texts = officeCells(demo)
      .filter(({ type }) => type === 'string')
      .map(({ text }) => text)
    const found = names.map((name) => texts.indexOf(name))
    expect(found.every((index) => index >= 0)).toBe(true)
  })
})

interface OfficeCell {
  readonly type: string
  readonly text: string
  readonly formula: boolean
}

/** What LibreOffice makes of the workbook, from its own flat XML. */
function officeCells(scratch: ScratchCase): OfficeCell[] {
  const profile = pathToFileURL(join(scratch.folder, 'office-profile')).href
  const ran = spawnSync(
    'soffice',
    [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', 'fods', '--outdir', scratch.folder, book(scratch)],
    { encoding: 'utf8', timeout: 150_000 },
  )
  if (ran.status !== 0) throw new Error(`soffice: ${ran.stderr}`)
  const xml = readFileSync(join(scratch.folder, 'all.fods'), 'utf8')
  const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&apos;': "'" }
  const plain = (text: string): string =>
    text.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|amp|quot|apos);/g, (entity) => entities[entity] ?? entity)
  return [...xml.matchAll(/<table:table-cell([^>]*office:value-type="(\w+)"[^>]*)>(.*?)<\/table:table-cell>/gs)].map(
    ([, attributes = '', type = '', inside = '']) => ({
      type,
      text: /office:date-value="([^"]*)"/.exec(attributes)?.[1] ?? plain(inside.replace(/<text:s\/>/g, ' ')).trim(),
      formula: attributes.includes('table:formula'),
    }),
  )
}

async function unzipped(path: string, entry: string): Promise<string> {
  return (await unzip(readFileSync(path))).get(entry)?.toString('utf8') ?? ''
}
