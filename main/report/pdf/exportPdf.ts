/** The review package as one PDF: page numbers, outline, index of exhibits, tags for screen readers, fonts inside. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { CaseError } from '../../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { hashFile } from '../manifest.ts'
import { collectPackage, type Outlet } from '../package/collect.ts'
import { writeBesideWhole } from '../target.ts'
import { unheldScripts } from './fonts.ts'
import { findBrowser, printWithBrowser } from './browserProgram.ts'
import { destinationPages } from './pageNumbers.ts'
import { type PrintedPackage, printedPackage } from './printedPackage.ts'

/** More would be thousands of pages, which nobody reads and few programs open. */
const MAX_EXHIBITS = 5_000

export async function exportPdf(context: ReportContext, request: ExportRequest, outlet: Outlet): Promise<Exported> {
  const { target } = request
  if (existsSync(target)) throw new CaseError('usage', `${basename(target)} exists already. Choose another name; nothing was written.`)
  const print =
    context.printPdf ??
    (
      (browser) => (page: string, file: string) =>
        printWithBrowser(browser, page, file)
    )(findBrowser())
  const pack = collectPackage(context, request, (keys) => outlet.reading(keys))
  if (pack.exhibits.length > MAX_EXHIBITS)
    throw new CaseError(
      'usage',
      `${pack.exhibits.length.toLocaleString('en')} exhibits are too many for one PDF (at most ${MAX_EXHIBITS.toLocaleString('en')}). Narrow the period, or export the package.`,
    )
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-pdf-'))
  try {
    const printed = await printedPackage(pack, folder)
    const document = printed.document(new Map())
    outlet.inspectName(basename(target))
    outlet.inspectText('the PDF', document)
    const file = await printTwice(printed, folder, print)
    const sha256 = await hashFile(file)
    outlet.finish(sha256)
    await writeBesideWhole(target, (partial) => copyFileSync(file, partial))
    return {
      records: pack.exhibits.length,
      files: 1,
      sha256,
      warnings: [...printed.seen.warnings, ...outlet.warnings(), ...fontWarning(document)],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A letter without a font can be an empty box: whoever sends the PDF must look. */
function fontWarning(document: string): string[] {
  const scripts = unheldScripts(document)
  if (scripts.length === 0) return []
  return [
    `The program brings no font for some letters (${scripts.join(', ')}): they are drawn with what this machine has. Look whether the PDF shows them; the package does in any browser that can.`,
  ]
}

/** Only a printed page has a number: the first print tells where everything stands, the second says so in the index. */
async function printTwice(
  { document }: PrintedPackage,
  folder: string,
  print: (page: string, file: string) => Promise<void>,
): Promise<string> {
  let pageOf: ReadonlyMap<string, number> = new Map()
  let file = ''
  for (const round of [1, 2]) {
    const page = join(folder, `print-${round}.html`)
    file = join(folder, `print-${round}.pdf`)
    writeFileSync(page, document(pageOf))
    await print(page, file)
    pageOf = destinationPages(readFileSync(file))
    if (pageOf.size === 0) break
  }
  return file
}
