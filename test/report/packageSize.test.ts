/** A package of 50,000 exhibited messages: no file is too large for a browser to open at once, and the search answers. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactGraph } from '../../main/analysis/graph.ts'
import type { ReportContext } from '../../main/report/context.ts'
import { exportPackage } from '../../main/report/package/exportPackage.ts'
import { outletOf } from '../../main/report/redaction/redactedExport.ts'
import { AgencyKey } from '../../main/report/signing/agencyKey.ts'
import type { EvidenceRecord } from '../../parsers/model/index.ts'
import { directThread, message, number, row, START_MS, utc, WrittenCase } from '../support/syntheticRecords.ts'

const CHROMIUM = '/usr/bin/chromium'
const hasBrowser = existsSync(CHROMIUM)
const MESSAGES = 50_000
const THREADS = 40
/** What a browser on an old laptop lays out within a second or two. */
const MAX_PAGE_BYTES = 1_000_000
const MAX_INDEX_BYTES = 3_000_000

function* records(): Generator<EvidenceRecord> {
  const threads = Array.from({ length: THREADS }, (_, index) => directThread(number(index)))
  for (let index = 0; index < MESSAGES; index++) {
    yield message({
      from: row(index),
      sentAt: utc(START_MS + index * 60_000),
      sender: number(index % THREADS),
      // One conversation holds half of them.
      thread: threads[index % 2 === 0 ? 0 : index % THREADS] ?? null,
      body: `Message ${index}: the room is free from Monday, bring the papers and the key. Ключ у Марії ${index % 97}.`,
    })
  }
}

describe('a package of 50,000 exhibits', () => {
  let written: WrittenCase
  let folder: string
  let seconds = 0
  beforeAll(async () => {
    written = new WrittenCase(records())
    const { file, directory } = written
    file.database.exec(
      "INSERT INTO bookmark (record_id, position, note, tags_json, actor, created_at_ms) SELECT id, id, '', '[]', 'tester', 0 FROM record",
    )
    folder = join(written.folder, 'package')
    const context: ReportContext = {
      file,
      directory,
      actor: 'tester',
      readers: { bytes: () => Promise.reject(new Error('no files')), digests: () => Promise.reject(new Error('no files')) },
      signer: () => new AgencyKey(written.folder).signer(),
      graph: (reading, lens) =>
        contactGraph(reading.file.database, reading.directory, { lens, limit: 400, includeGroups: true, focus: null }),
      picture: () => Promise.reject(new Error('no pictures')),
      smallPicture: () => Promise.reject(new Error('no pictures')),
    }
    const start = performance.now()
    const request = { format: 'package', target: folder, lens: null, bookmarkedOnly: true } as const
    await exportPackage(context, request, outletOf(context, file.database, request))
    seconds = (performance.now() - start) / 1000
  }, 600_000)
  afterAll(() => written.dispose())

  it('has every exhibit, in files that any browser opens at once', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => ({
      name,
      size: statSync(join(folder, name)).size,
    }))
    const pages = files.filter(({ name }) => name.endsWith('.html') && name !== 'verify.html')
    const largest = Math.max(...pages.map(({ size }) => size))
    process.stdout.write(`${pages.length} pages, the largest ${Math.round(largest / 1000)} kB, written in ${seconds.toFixed(1)} s\n`)
    expect(pages.filter(({ name }) => name.startsWith('exhibits')).length).toBe(MESSAGES / 100)
    expect(pages.filter(({ size }) => size > MAX_PAGE_BYTES)).toEqual([])
    const index = files.filter(({ name }) => name.startsWith('search/') || name.startsWith('search\\'))
    expect(index.filter(({ size }) => size > MAX_INDEX_BYTES)).toEqual([])
    expect(index.length).toBeGreaterThan(5)
  })

  it.skipIf(!hasBrowser)('opens in seconds, and searches', { timeout: 120_000 }, async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
    try {
      const page = await (await browser.newContext({ offline: true })).newPage()
      const open = async (file: string): Promise<number> => {
        const start = performance.now()
        await page.goto(pathToFileURL(join(folder, file)).href)
        return performance.now() - start
      }
      for (const file of ['index.html', 'exhibits-250.html', 'conversation-1-50.html', 'timeline-60.html', 'search.html'])
        expect(await open(file), file).toBeLessThan(5_000)
      const start = performance.now()
      // The text of one, the number of the other.
      await page.getByLabel('Search for').fill('message 49999 марії')
      await page.getByText('2 found.').waitFor()
      expect(performance.now() - start).toBeLessThan(5_000)
    } finally {
      await browser.close()
    }
  })
})
