/** Timesketch, entities and links, hash lists and preservation requests, against what SQL and other programs' hashes say. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_LENS, EXPORT_FORMATS, type ExportFormat, type ExportSummary, type Lens } from '../../main/contract/index.ts'
import { demoCase, type DemoCase, type ScratchCase } from '../support/demoCase.ts'
import { HOSTILE_TEXTS, hostileCase } from './hostileCase.ts'
import { parseCsv } from './parseCsv.ts'

let demo: ScratchCase
let phones: DemoCase['manifest']['phones']
let hostile: ScratchCase
beforeAll(async () => {
  const { scratch, manifest } = await demoCase()
  demo = scratch
  phones = manifest.phones
  hostile = await hostileCase()
})
afterAll(async () => {
  await demo.dispose()
  await hostile.dispose()
})

let count = 0
async function run(
  scratch: ScratchCase,
  format: ExportFormat,
  lens: Lens | null = null,
  bookmarkedOnly = false,
): Promise<{ target: string; summary: ExportSummary }> {
  const target = join(scratch.folder, `export-${++count}`)
  return { target, summary: await scratch.call('export.run', { format, target, lens, bookmarkedOnly }) }
}

function table(path: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(readFileSync(path, 'utf8'))
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])))
}

describe('timesketch', () => {
  it('has the fields that Timesketch demands, for every record with a time', async () => {
    const { target, summary } = await run(demo, 'timesketch')
    const events = readFileSync(target, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string | number | boolean>)
    const timed = "kind NOT IN ('contact', 'account', 'identity-link') AND at_ms IS NOT NULL"
    expect(events.length).toBe(demo.number(`SELECT count(*) FROM record WHERE ${timed}`))
    expect(summary.records).toBe(events.length)
    for (const event of events) {
      expect(event['datetime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/)
      expect(event['timestamp']).toBe(Date.parse(String(event['datetime'])) * 1000)
      expect(event['timestamp_desc']).not.toBe('')
      expect(String(event['message']).length).toBeGreaterThan(3)
      expect(Object.values(event).every((value) => typeof value !== 'object')).toBe(true)
      expect(Object.keys(event).every((name) => /^[a-z0-9_]+$/.test(name))).toBe(true)
    }
    const stored = demo.database.prepare(`SELECT at_ms FROM record WHERE ${timed} ORDER BY at_ms`).pluck().all() as number[]
    expect(events.map((event) => Number(event['timestamp']) / 1000).sort((a, b) => a - b)).toEqual(stored)
    const undated = demo.number("SELECT count(*) FROM record WHERE kind NOT IN ('contact', 'account', 'identity-link') AND at_ms IS NULL")
    expect(undated).toBeGreaterThan(0)
    expect(summary.warnings.join(' ')).toContain(`${undated} record`)
  })

  it('keeps hostile texts on one line each', async () => {
    const { target } = await run(hostile, 'timesketch', { ...EMPTY_LENS, kinds: ['message'] })
    const bodies = readFileSync(target, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { body?: string }).body)
    for (const text of HOSTILE_TEXTS) expect(bodies).toContain(text)
  })
})

describe('entities and links', () => {
  it('agree with the rows between two people, and every link has both its ends', async () => {
    const { target } = await run(demo, 'links')
    const entities = table(join(target, 'entities.csv'))
    const links = table(join(target, 'links.csv'))
    const keys = new Set(entities.map(({ entity }) => entity))
    expect(keys.size).toBe(entities.length)
    for (const { from, to } of links) expect([keys.has(from), keys.has(to)]).toEqual([true, true])
    const direct = links.filter(({ type, 'pair records in groups': groups }) => type === 'SMS message' && groups === '0')
    expect(direct.length).toBeGreaterThan(0)
    for (const link of direct) {
      const ids = [link['from'], link['to']].map((key) => Number(key?.slice(1)))
      const between = demo.number(
        `SELECT count(*) FROM record WHERE kind = 'message' AND service = 'SMS' AND state <> 'edited-previous' AND from_id IN (${ids.join()}) AND to_id IN (${ids.join()})`,
      )
      expect(Number(link['records']), link['link']).toBe(between)
    }
    const cards = links.filter(({ type }) => type === 'saved in contacts')
    expect(cards.length).toBe(
      demo.number(
        'SELECT count(*) FROM (SELECT DISTINCT r.source_id, c.identity_id FROM record AS r JOIN contact_identifier AS c ON c.record_id = r.id WHERE c.identity_id IS NOT NULL)',
      ),
    )
  })

  it('join the identities of a person, and name the role that somebody assigned', async () => {
    const scratch = (await demoCase()).scratch
    try {
      const { items } = await scratch.call('people.identities', { text: '', unassignedOnly: true, cursor: null, limit: 20 })
      const chosen = items.filter(({ records }) => records > 0).slice(0, 2)
      const person = await scratch.call('people.create', { name: '=Ida', identityIds: chosen.map(({ id }) => id), reason: 'test' })
      await scratch.call('people.setRole', { personId: person.id, role: 'witness', reason: 'said so' })
      const { target } = await run(scratch, 'links')
      const found = table(join(target, 'entities.csv')).find(({ entity }) => entity === `p${person.id}`)
      expect(found).toMatchObject({ type: 'person', label: "'=Ida", 'role assigned': 'witness' })
      expect(found?.['identifiers']?.split('; ')).toHaveLength(2)
      expect(await scratch.call('export.verify', { path: target })).toMatchObject({ ok: true })
    } finally {
      await scratch.dispose()
    }
  })
})

describe('hash list', () => {
  it('holds every picture and movie that the extraction has, hashed from its bytes', async () => {
    const { target, summary } = await run(demo, 'hashes')
    const list = JSON.parse(readFileSync(target, 'utf8')) as {
      '@odata.context': string
      value: {
        MediaID: number
        MD5: string
        SHA1: string
        MediaSize: number
        AlternativeHashes: { HashName: string; HashValue: string }[]
        MediaFiles: { FilePath: string }[]
      }[]
    }
    expect(list['@odata.context']).toMatch(/2\.0\.xml.*#Media$/)
    expect(list.value.length).toBe(summary.records)
    expect(list.value.length).toBeGreaterThan(20)
    const onDisk = new Map<string, Buffer>()
    for (const { folder } of phones)
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) {
          const bytes = readFileSync(join(entry.parentPath, entry.name))
          onDisk.set(createHash('sha256').update(bytes).digest('hex').toUpperCase(), bytes)
        }
    for (const { MD5, SHA1, MediaSize, AlternativeHashes } of list.value) {
      const bytes = onDisk.get(AlternativeHashes[0]?.HashValue ?? '')
      expect(bytes).toBeDefined()
      expect([MD5, SHA1, MediaSize]).toEqual([
        createHash('md5')
          .update(bytes ?? '')
          .digest('hex')
          .toUpperCase(),
        createHash('sha1')
          .update(bytes ?? '')
          .digest('hex')
          .toUpperCase(),
        bytes?.length,
      ])
    }
    expect(readFileSync(target, 'utf8')).not.toContain('Category')
  })
})

describe('preservation requests', () => {
  it('name each account of each service once, with the period in which it was seen', async () => {
    const { target, summary } = await run(demo, 'preservation')
    const rows = table(target)
    expect(rows.length).toBe(summary.records)
    expect(new Set(rows.map(({ provider, account }) => `${provider} ${account}`)).size).toBe(rows.length)
    expect(rows.some(({ 'kind of identifier': kind }) => kind === 'device-owner')).toBe(false)
    for (const service of ['SMS', 'WhatsApp']) {
      const seen = demo.database
        .prepare(
          `SELECT i.display, min(r.at_ms) AS first, max(r.at_ms) AS last FROM record AS r JOIN identity AS i ON i.id = r.from_id
           WHERE r.service = ? AND i.scheme <> 'device-owner' AND r.direction = 'incoming' GROUP BY i.id`,
        )
        .all(service) as { display: string; first: number; last: number }[]
      expect(seen.length).toBeGreaterThan(0)
      for (const { display, first, last } of seen) {
        const row = rows.find(({ provider, account }) => provider?.includes(service) && account?.replace(/^'/, '') === display)
        expect(row, display).toBeDefined()
        expect(Date.parse(row?.['first utc'] ?? '')).toBeLessThanOrEqual(first)
        expect(Date.parse(row?.['last utc'] ?? '')).toBeGreaterThanOrEqual(last)
      }
    }
    const sms = rows.find(({ provider }) => provider?.includes('SMS'))
    expect(sms?.['provider']).toBe('carrier of the number (SMS)')
  })

  it('keep to the period of the lens', async () => {
    const middle = demo.number("SELECT at_ms FROM record WHERE kind = 'message' ORDER BY at_ms LIMIT 1 OFFSET 600")
    const { target } = await run(demo, 'preservation', { ...EMPTY_LENS, fromMs: middle })
    for (const { 'first utc': first } of table(target)) expect(Date.parse(first ?? '')).toBeGreaterThanOrEqual(middle)
  })
})

describe('every format', () => {
  it('exports the exhibits alone, and says so when nothing is there', async () => {
    const one = demo.number("SELECT min(id) FROM record WHERE kind = 'message' AND thread_id IS NOT NULL")
    await demo.call('bookmark.set', { key: one, note: '', tags: [] })
    for (const format of EXPORT_FORMATS.filter(
      (each) => !['package', 'pdf', 'links', 'hashes', 'preservation', 'kml', 'geojson', 'gpx'].includes(each),
    ))
      expect((await run(demo, format, null, true)).summary.records, format).toBe(1)
    for (const format of ['kml', 'geojson', 'gpx', 'hashes'] as const)
      expect((await run(demo, format, null, true)).summary.warnings.join(), format).not.toBe('')
  })

  it('gives the same bytes again, for those that are one file', async () => {
    for (const format of ['gpx', 'timesketch', 'case', 'hashes', 'preservation', 'xlsx'] as const) {
      const [first, second] = [await run(demo, format), await run(demo, format)]
      expect(second.summary.sha256, format).toBe(first.summary.sha256)
      expect(createHash('sha256').update(readFileSync(first.target)).digest('hex'), format).toBe(first.summary.sha256)
    }
  })

  it('refuses a target that exists, and leaves nothing half-written', async () => {
    const target = join(demo.folder, 'taken')
    writeFileSync(target, 'mine')
    for (const format of EXPORT_FORMATS)
      await expect(demo.call('export.run', { format, target, lens: null, bookmarkedOnly: true }), format).rejects.toMatchObject({
        kind: 'usage',
      })
    expect(readFileSync(target, 'utf8')).toBe('mine')
    rmSync(target)
    expect(readdirSync(demo.folder).filter((name) => name.includes('.partial-'))).toEqual([])
  })
})
