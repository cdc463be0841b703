/** CSV, GeoJSON, KML and JSON Lines of hostile texts, read back by parsers that are not ours. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_LENS, type ExportFormat, type ExportSummary, type Lens } from '../../main/contract/index.ts'
import type { ScratchCase } from '../support/demoCase.ts'
import { HOSTILE_TEXTS, hostileCase } from './hostileCase.ts'
import { parseCsv } from './parseCsv.ts'
import { parseXml } from './parseXml.ts'

let scratch: ScratchCase
beforeAll(async () => {
  scratch = await hostileCase()
})
afterAll(() => scratch.dispose())

const target = (name: string): string => join(scratch.folder, name)
const run = (format: ExportFormat, name: string, lens: Lens | null = null, bookmarkedOnly = false): Promise<ExportSummary> =>
  scratch.call('export.run', { format, target: target(name), lens, bookmarkedOnly })
const text = (name: string): string => readFileSync(target(name), 'utf8')

/** What a spreadsheet would take for a formula at the start of a cell, white space and invisible characters aside. */
const isFormula = (cell: string): boolean => /^[=+\-@\t\r＝＋－＠]/u.test(cell.replace(/^[\s\u200b\ufeff]+/u, '')) || /^[\t\r\n]/.test(cell)

describe('csv', () => {
  it('parses by RFC 4180, with no cell a formula and every text in it', async () => {
    const summary = await run('csv', 'all-csv')
    const messages = parseCsv(text('all-csv/messages.csv'))
    const [head = [], ...rows] = messages
    expect(rows.length).toBe(HOSTILE_TEXTS.length + 1)
    expect(messages.every((row) => row.length === head.length)).toBe(true)
    for (const file of readdirSync(target('all-csv')).filter((name) => name.endsWith('.csv'))) {
      const cells = parseCsv(text(`all-csv/${file}`)).flat()
      // Numbers of ours may be negative; everything else that begins like a formula is one.
      expect(
        cells.filter((cell) => isFormula(cell) && !/^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell)),
        file,
      ).toEqual([])
      expect(
        cells.filter((cell) => /[^\P{Cc}\t\r\n]|[\u202a-\u202e]/u.test(cell)),
        file,
      ).toEqual([])
    }
    const bodies = rows.map((row) => row[head.indexOf('body')])
    for (const hostile of [
      'say "hello", then; a\r\nnew line',
      'ทำงาน',
      'مرحبا',
      '🙂',
      '\'=HYPERLINK("http://example.invalid/","click")',
      "'+1+1",
    ])
      expect(bodies).toContain(hostile)
    expect(bodies).toContain('invoice ⟦U+202E⟧fdp.exe')
    const locations = scratch.number("SELECT count(*) FROM record WHERE kind = 'location'")
    expect(locations).toBeGreaterThan(0)
    expect(parseCsv(text('all-csv/locations.csv')).length).toBe(locations + 1)
    expect(summary.records).toBe(scratch.number("SELECT count(*) FROM record WHERE kind <> 'identity-link'"))
  })

  it('begins with a byte order mark, ends lines with CRLF, and states UTC, local time and zone', () => {
    const bytes = readFileSync(target('all-csv/messages.csv'))
    expect(bytes.toString('hex', 0, 3)).toBe('efbbbf')
    expect(bytes.toString('latin1').endsWith('\r\n')).toBe(true)
    const [head = [], first = []] = parseCsv(text('all-csv/messages.csv'))
    expect(head.slice(0, 3)).toEqual(['sent utc', 'sent local', 'zone'])
    // 700,000,000 s after 2001-01-01.
    expect(first.slice(0, 3)).toEqual(['2023-03-08T20:26:40.000Z', '2023-03-08 20:26:40 +00:00', 'UTC'])
  })

  it('is a package that verifies', async () => {
    expect(await scratch.call('export.verify', { path: target('all-csv') })).toMatchObject({ what: 'package', ok: true, problems: [] })
  })
})

describe('geojson', () => {
  it('has every position once, longitude first, with class, radius and origin', async () => {
    await run('geojson', 'all.geojson')
    const { type, features } = JSON.parse(text('all.geojson')) as {
      type: string
      features: { geometry: { type: string; coordinates: [number, number] }; properties: Record<string, unknown> }[]
    }
    expect(type).toBe('FeatureCollection')
    const stored = scratch.database
      .prepare('SELECT longitude, latitude, position_class, accuracy_metres FROM record WHERE latitude IS NOT NULL ORDER BY at_ms, id')
      .raw()
      .all()
    expect(
      features.map(({ geometry, properties }) => [...geometry.coordinates, properties['class'], properties['accuracyMetres']]),
    ).toEqual(stored)
    for (const { geometry, properties } of features) {
      expect(geometry.type).toBe('Point')
      expect(properties['file']).toMatch(/Cache\.sqlite$/)
      expect(properties['fileSha256']).toMatch(/^[0-9a-f]{64}$/)
      expect(properties['state']).toMatch(/^(live|inferred)$/)
    }
  })
})

describe('kml', () => {
  it('is well-formed, has every position once, and fetches nothing', async () => {
    const summary = await run('kml', 'all.kml')
    const kml = text('all.kml')
    const marks = parseXml(kml).filter(({ name }) => name === 'Placemark')
    expect(marks.length).toBe(summary.records)
    expect(summary.records).toBe(scratch.number('SELECT count(*) FROM record WHERE latitude IS NOT NULL'))
    // The namespace is the only address in the file.
    expect(kml.match(/https?:[^"<]*/g)).toEqual(['http://www.opengis.net/kml/2.2'])
    expect(parseXml(kml).map(({ name }) => name)).not.toEqual(expect.arrayContaining(['href']))
    expect(kml).not.toContain('<script')
    const withRadius = scratch.number('SELECT count(*) FROM record WHERE latitude IS NOT NULL AND accuracy_metres > 0')
    expect(parseXml(kml).filter(({ name }) => name === 'Polygon').length).toBe(withRadius)
  })
})

describe('jsonl', () => {
  it('holds every record in the public shape, verbatim', async () => {
    await run('jsonl', 'all.jsonl')
    const records = text('all.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; id: string; body?: string })
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
    const bodies = records.filter(({ type }) => type === 'messages').map(({ body }) => body)
    for (const hostile of HOSTILE_TEXTS) expect(bodies).toContain(hostile)
  })

  it('is narrowed by the lens', async () => {
    const fromMs = Date.UTC(2023, 2, 8, 20, 26, 40)
    const summary = await run('jsonl', 'narrow.jsonl', { ...EMPTY_LENS, fromMs, toMs: fromMs + 120_000, kinds: ['message'] })
    expect(summary.records).toBe(2)
  })
})

describe('targets', () => {
  it('are refused when they exist, and nothing half-written stays', async () => {
    writeFileSync(target('taken.kml'), 'mine')
    mkdirSync(target('taken-folder'))
    writeFileSync(target('taken-folder/file'), 'mine')
    await expect(run('kml', 'taken.kml')).rejects.toMatchObject({ kind: 'usage' })
    await expect(run('csv', 'taken-folder')).rejects.toMatchObject({ kind: 'usage' })
    await expect(run('jsonl', 'no/such/folder.jsonl')).rejects.toMatchObject({ kind: 'usage' })
    expect(text('taken.kml')).toBe('mine')
    expect(readdirSync(scratch.folder).filter((name) => name.includes('.partial-'))).toEqual([])
  })

  it('may be empty folders', async () => {
    mkdirSync(target('empty'))
    await run('csv', 'empty')
    expect(existsSync(target('empty/messages.csv'))).toBe(true)
  })

  it('give the same bytes for the same case', async () => {
    for (const format of ['jsonl', 'geojson', 'kml'] as const) {
      const [first, second] = [await run(format, `one.${format}`), await run(format, `two.${format}`)]
      expect(second.sha256).toBe(first.sha256)
    }
  })
})
