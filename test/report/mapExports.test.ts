/** KML and GPX against what their schemas demand, checked by libxml2; and what the positions say. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { EMPTY_LENS, type ExportFormat, type ExportSummary, type Lens } from '../../main/contract/index.ts'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'
import { hostileCase } from './hostileCase.ts'
import { parseXml } from './parseXml.ts'
import { publishedSchema } from './publishedSchemas.ts'
import { GPX_SCHEMA, KML_SCHEMA } from './schemas.ts'

let hostile: ScratchCase
let demo: ScratchCase
beforeAll(async () => {
  hostile = await hostileCase()
  demo = (await demoCase()).scratch
})
afterAll(async () => {
  await hostile.dispose()
  await demo.dispose()
})

let number = 0
async function exported(
  scratch: ScratchCase,
  format: ExportFormat,
  lens: Lens | null = null,
): Promise<{ text: string; summary: ExportSummary }> {
  const target = join(scratch.folder, `${++number}.${format}`)
  const summary = await scratch.call('export.run', { format, target, lens, bookmarkedOnly: false })
  return { text: readFileSync(target, 'utf8'), summary }
}

async function problems(text: string, schema: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'export.xml', contents: text },
    schema,
    initialMemoryPages: 1024,
    maxMemoryPages: 4096,
  })
  return errors.map(({ message }) => message)
}

describe.each(['gpx', 'kml'] as const)('%s and its published schema', (format) => {
  const published = publishedSchema(format)
  it.skipIf(published === null)('agree, for the demo and for hostile texts', async () => {
    if (published === null) return
    const { imported, ...schema } = published
    for (const scratch of [hostile, demo]) {
      const { text } = await exported(scratch, format)
      const { valid, errors } = await validateXML({
        xml: { fileName: 'export.xml', contents: text },
        schema,
        preload: imported,
        initialMemoryPages: 1024,
        maxMemoryPages: 8192,
      })
      expect([valid, errors.map(({ message }) => message)]).toEqual([true, []])
    }
  })
  it.skipIf(published === null)('disagree where an element is out of its place', async () => {
    if (published === null) return
    const { imported, ...schema } = published
    const { text } = await exported(demo, format)
    const broken = text.replace(/<name>/, '<unheardOf/><name>')
    const { valid } = await validateXML({
      xml: { fileName: 'export.xml', contents: broken },
      schema,
      preload: imported,
      initialMemoryPages: 1024,
      maxMemoryPages: 8192,
    })
    expect(valid).toBe(false)
  })
})

describe.each([
  ['gpx', GPX_SCHEMA],
  ['kml', KML_SCHEMA],
] as const)('%s', (format, schema) => {
  it('is valid, for the demo and for hostile texts', async () => {
    for (const scratch of [hostile, demo]) expect(await problems((await exported(scratch, format)).text, schema)).toEqual([])
  })

  it('holds every position of the case once', async () => {
    const { text, summary } = await exported(demo, format)
    const count = demo.number('SELECT count(*) FROM record WHERE latitude IS NOT NULL AND longitude IS NOT NULL')
    expect(count).toBeGreaterThan(1000)
    expect(summary.records).toBe(count)
    expect(parseXml(text).filter(({ name }) => name === (format === 'gpx' ? 'wpt' : 'Placemark'))).toHaveLength(count)
  })

  it('is narrowed by the kinds of the lens', async () => {
    const { summary } = await exported(demo, format, { ...EMPTY_LENS, kinds: ['media'] })
    expect(summary.records).toBe(demo.number("SELECT count(*) FROM record WHERE latitude IS NOT NULL AND kind = 'media'"))
    expect((await exported(demo, format, { ...EMPTY_LENS, kinds: ['identity-link'] })).summary).toMatchObject({ records: 0 })
  })

  it('is refused by the schema when an element stands in the wrong place', async () => {
    const { text } = await exported(hostile, format)
    const wrong =
      format === 'gpx'
        ? text.replace(/(<time>[^<]*<\/time>)(<name>[^<]*<\/name>)/, '$2$1')
        : text.replace(/(<styleUrl>[^<]*<\/styleUrl>)(<ExtendedData>.*?<\/ExtendedData>)/, '$2$1')
    expect(wrong).not.toBe(text)
    expect((await problems(wrong, schema)).length).toBeGreaterThan(0)
  })
})

it('gpx states the radius in metres in its extensions, and what it means', async () => {
  const { text } = await exported(demo, 'gpx')
  const stored = demo.database
    .prepare('SELECT accuracy_metres FROM record WHERE latitude IS NOT NULL AND accuracy_metres IS NOT NULL ORDER BY at_ms, id')
    .pluck()
    .all()
  expect([...text.matchAll(/<c:accuracyMetres>([^<]*)</g)].map(([, metres]) => Number(metres))).toEqual(stored)
  expect(text).not.toContain('<trk')
  // Namespaces are the only addresses in the file.
  expect(text.match(/https?:[^"<\s]*/g)?.filter((address) => address !== 'http://www.topografix.com/GPX/1/1') ?? []).toEqual([])
})
