/** What a package holds: every exhibit with its origin, the conversation around it, and no more than may be shown. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { openPromise } from 'yauzl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_LENS, type ExportSummary } from '../../main/contract/index.ts'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'
import { hostileCase } from './hostileCase.ts'
import { bookmarkSome, exportPackage, pagesOf, read } from './packageCase.ts'
import { parseCsv } from './parseCsv.ts'
import { parseXml } from './parseXml.ts'

let hostile: ScratchCase
let demo: ScratchCase
let summary: ExportSummary

beforeAll(async () => {
  hostile = await hostileCase()
  demo = (await demoCase()).scratch
  await exportPackage(hostile, 'package')
  await bookmarkSome(demo)
  summary = await exportPackage(demo, 'package')
})
afterAll(async () => {
  await hostile.dispose()
  await demo.dispose()
})

describe('a package', () => {
  it('is refused with one sentence when nothing is bookmarked', async () => {
    const [bookmarked] = await demo.call('bookmark.list', {})
    const lens = { ...EMPTY_LENS, fromMs: 0, toMs: 1 }
    await expect(exportPackage(demo, 'none', lens)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('bookmarked') as string,
    })
    expect(bookmarked).toBeDefined()
    expect(existsSync(join(demo.folder, 'none'))).toBe(false)
  })

  it('holds each exhibit with text, origin and hash', () => {
    const page = read(demo, 'exhibits.html')
    const rows = demo.database
      .prepare(
        `SELECT t.name AS "table", r.row_id AS row, coalesce(run.path, r.row_id) AS file, f.sha256, b.note FROM bookmark AS b JOIN record AS r ON r.id = b.record_id JOIN run ON run.id = r.run_id
         JOIN evidence_table AS t ON t.id = r.table_id LEFT JOIN evidence_file AS f ON f.source_id = r.source_id AND f.path = coalesce(run.path, r.row_id)`,
      )
      .all() as { table: string; row: string | number; file: string; sha256: string; note: string }[]
    expect(rows.length).toBe(summary.records)
    for (const { table, row, file, sha256, note } of rows) {
      for (const shown of [`<bdi>${table}</bdi>, <bdi>${row}</bdi>`, file, sha256, `<bdi>${note}</bdi>`]) expect(page).toContain(shown)
    }
  })

  it('says of an earlier text what the message says last, and what stands around it', () => {
    const [key, last] = demo.database
      .prepare(
        `SELECT e.id, m.body FROM bookmark AS b JOIN record AS e ON e.id = b.record_id AND e.state = 'edited-previous'
         JOIN record AS r ON r.run_id = e.run_id AND r.table_id = e.table_id AND r.row_id = e.row_id AND r.ordinal = 0 JOIN message AS m ON m.record_id = r.id`,
      )
      .raw()
      .get() as [number, string]
    const card =
      read(demo, 'exhibits.html')
        .split('<article')
        .find((each) => each.includes(`data-item="r${key}"`)) ?? ''
    expect(card).toContain('This is an earlier text of the message.')
    expect(card).toContain(last.slice(0, 40).replaceAll("'", '&#39;'))
    expect(card).toContain('Directly before it')
  })

  it('shows ten messages before and after, and counts what it leaves out', () => {
    const thread = demo.database
      .prepare(
        "SELECT thread_id, count(*) AS total FROM record WHERE state <> 'edited-previous' AND thread_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
      )
      .get() as { thread_id: number; total: number }
    const page =
      pagesOf(demo)
        .map((file) => read(demo, file))
        .find((text) => text.includes(`of ${thread.total} records of this conversation`)) ?? ''
    const shown = [...page.matchAll(/<li id="r(\d+)"/g)].map(([, key]) => Number(key))
    const order = demo.database
      .prepare("SELECT id FROM record WHERE thread_id = ? AND state <> 'edited-previous' ORDER BY at_ms, id")
      .pluck()
      .all(thread.thread_id) as number[]
    const chosen = order
      .filter((id) => page.includes(`id="r${id}" class="in chosen"`) || page.includes(`id="r${id}" class="out chosen"`))
      .map((id) => order.indexOf(id))
    const expected = order.filter((_, index) => chosen.some((at) => Math.abs(at - index) <= 10))
    expect(chosen.length).toBeGreaterThan(1)
    expect(shown).toEqual(expected)
    const omitted = [...page.matchAll(/<p class="gap">([\d,]+) records? of this conversation/g)].reduce(
      (sum, [, number]) => sum + Number(number?.replace(',', '')),
      0,
    )
    expect(shown.length + omitted).toBe(order.length)
  })

  it('copies media byte for byte under their hash', () => {
    const files = readdirSync(join(demo.folder, 'package/media'))
    expect(files.length).toBeGreaterThan(1)
    for (const file of files)
      expect(
        createHash('sha256')
          .update(readFileSync(join(demo.folder, 'package/media', file)))
          .digest('hex'),
      ).toBe(file.slice(0, 64))
  })

  it('has pictures and tables that stand alone', () => {
    const pictures = readdirSync(join(demo.folder, 'package/pictures'))
    expect(pictures).toContain('map-1.svg')
    expect(pictures).toContain('contacts.svg')
    for (const file of pictures) {
      const names = parseXml(read(demo, `pictures/${file}`)).map(({ name }) => name)
      expect(names[0]).toBe('svg')
      expect(names).not.toContain('script')
      expect(names).not.toContain('image')
    }
    expect(parseCsv(read(demo, 'contacts.csv')).length).toBeGreaterThan(1)
    expect(parseCsv(read(demo, 'coverage.csv')).length).toBe(1 + demo.number('SELECT count(*) FROM run'))
  })

  it('never says more than it may', () => {
    for (const file of pagesOf(demo)) {
      const text = read(demo, file)
      expect(text, file).not.toMatch(/trafficker|\bproves\b|\bconfirms\b/i)
      // A role stands only behind the words that say that it was assigned.
      expect(text.replace(/role assigned: \w+/g, '').replace(/<bdi>[^<]*<\/bdi>/g, ''), file).not.toMatch(/\b(victim|suspect)\b/i)
    }
  })

  it('is one zip file with the same content when the target ends in .zip', async () => {
    const { sha256 } = await exportPackage(demo, 'packed.zip')
    const unpacked = join(demo.folder, 'unpacked')
    await unzip(join(demo.folder, 'packed.zip'), unpacked)
    expect(readdirSync(unpacked)).toEqual(['packed'])
    const files = readdirSync(join(demo.folder, 'package'), { recursive: true, encoding: 'utf8' })
    expect(readdirSync(join(unpacked, 'packed'), { recursive: true, encoding: 'utf8' }).sort()).toEqual(files.sort())
    expect(readFileSync(join(unpacked, 'packed/manifest.sha256'), 'utf8')).toContain(sha256)
    expect(await demo.call('export.verify', { path: join(unpacked, 'packed') })).toMatchObject({ ok: true, problems: [] })
    expect(readdirSync(demo.folder).filter((name) => name.includes('partial'))).toEqual([])
  })

  it('differs from a second one of the same case only in when it was made', async () => {
    await exportPackage(demo, 'again')
    const time = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( UTC|Z| [+-]\d\d:\d\d)/g
    for (const file of readdirSync(join(demo.folder, 'package'), { recursive: true, encoding: 'utf8' })) {
      const [one, two] = ['package', 'again'].map((name) => join(demo.folder, name, file))
      if (one === undefined || two === undefined || ['media', 'pictures', 'search', 'manifest.sha256', 'manifest.sig'].includes(file))
        continue
      const [first, second] = [readFileSync(one), readFileSync(two)]
      if (file === 'index.html') expect(second.toString().replace(time, '')).toBe(first.toString().replace(time, ''))
      else if (file === 'manifest.json') expect(differing(first, second)).toEqual(['createdAt', 'index.html'])
      else expect(second.equals(first), file).toBe(true)
    }
  })
})

/** Unpacks with the reader that the program reads extractions with, not with the one that wrote it. */
async function unzip(path: string, target: string): Promise<void> {
  const zip = await openPromise(path)
  for await (const entry of zip.eachEntry()) {
    const place = join(target, entry.fileName)
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, await buffer(await zip.openReadStreamPromise(entry)))
  }
}

function differing(first: Buffer, second: Buffer): string[] {
  interface Manifest {
    readonly [name: string]: unknown
    readonly files: readonly { path: string; sha256: string }[]
  }
  const [one, two] = [first, second].map((bytes) => JSON.parse(bytes.toString()) as Manifest)
  if (one === undefined || two === undefined) return ['unreadable']
  const facts = Object.keys(one).filter((name) => name !== 'files' && JSON.stringify(one[name]) !== JSON.stringify(two[name]))
  return [
    ...facts,
    ...one.files.filter(({ path, sha256 }) => two.files.find((file) => file.path === path)?.sha256 !== sha256).map(({ path }) => path),
  ]
}
