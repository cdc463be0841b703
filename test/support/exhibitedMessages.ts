/** A package of any number of exhibited messages, written as a large case would write it, and its pages opened as a reader would. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { contactGraph } from '../../main/analysis/graph.ts'
import type { ReportContext } from '../../main/report/context.ts'
import { exportPackage } from '../../main/report/package/exportPackage.ts'
import { outletOf } from '../../main/report/redaction/redactedExport.ts'
import { AgencyKey } from '../../main/report/signing/agencyKey.ts'
import type { EvidenceRecord } from '../../parsers/model/index.ts'
import { directThread, message, number, row, START_MS, utc, WrittenCase } from './syntheticRecords.ts'

export const CHROMIUM = '/usr/bin/chromium'
const THREADS = 40

function* records(messages: number): Generator<EvidenceRecord> {
  const threads = Array.from({ length: THREADS }, (_, index) => directThread(number(index)))
  for (let index = 0; index < messages; index++) {
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

export interface WrittenPackage {
  readonly written: WrittenCase
  readonly folder: string
  readonly seconds: number
}

/** Every message an exhibit. Whoever calls disposes of `written`. */
export async function packageOfMessages(messages: number): Promise<WrittenPackage> {
  const written = new WrittenCase(records(messages))
  const { file, directory } = written
  file.database.exec(
    "INSERT INTO bookmark (record_id, position, note, tags_json, actor, created_at_ms) SELECT id, id, '', '[]', 'tester', 0 FROM record",
  )
  const folder = join(written.folder, 'package')
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
  const request = { format: 'package', target: folder, lens: null, bookmarkedOnly: true } as const
  const start = performance.now()
  await exportPackage(context, request, outletOf(context, file.database, request))
  return { written, folder, seconds: (performance.now() - start) / 1000 }
}

export interface SizedFile {
  readonly name: string
  readonly size: number
}

/** The pages, without the one that verifies, and the files of the search index. */
export function sizesOf(folder: string): { readonly pages: SizedFile[]; readonly index: SizedFile[] } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => ({
    name,
    size: statSync(join(folder, name)).size,
  }))
  return {
    pages: files.filter(({ name }) => name.endsWith('.html') && name !== 'verify.html'),
    index: files.filter(({ name }) => /^search[/\\]/.test(name)),
  }
}

export interface Opened {
  readonly file: string
  readonly milliseconds: number
}

/** Opens the summary, the search and the largest page of each kind from disk, then searches for one message by text and number. */
export async function openPages(folder: string, last: number): Promise<readonly Opened[]> {
  const { pages } = sizesOf(folder)
  const largest = (prefix: string): string =>
    pages.filter(({ name }) => name.startsWith(prefix)).toSorted((a, b) => b.size - a.size)[0]?.name ?? `${prefix}.html`
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await (await browser.newContext({ offline: true })).newPage()
    const opened: Opened[] = []
    const measure = async (file: string, action: () => Promise<unknown>): Promise<void> => {
      const start = performance.now()
      await action()
      opened.push({ file, milliseconds: performance.now() - start })
    }
    for (const file of ['index.html', largest('exhibits'), largest('conversation'), largest('timeline'), 'search.html'])
      await measure(file, () => page.goto(pathToFileURL(join(folder, file)).href))
    await measure(`search for message ${last}`, async () => {
      // The text of one, the number of the other.
      await page.getByLabel('Search for').fill(`message ${last} марії`)
      await page.getByText(/^[1-9]\d* found\.$/).waitFor()
    })
    return opened
  } finally {
    await browser.close()
  }
}
