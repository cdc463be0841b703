/** One CSV file per kind, for spreadsheets: UTF-8 with byte order mark, CRLF, RFC 4180, no cell a formula. */
import { openSync } from 'node:fs'
import { join } from 'node:path'
import type { PublicKind } from '../../casefile/read/publicRecords.ts'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { caseFacts } from '../facts.ts'
import { writeManifest } from '../manifest.ts'
import { csvCell } from '../neutralise.ts'
import { Scope } from '../scope.ts'
import { TextSink, writeFolderWhole } from '../target.ts'
import type { Cell } from './csvColumns.ts'
import { headings, tableRows } from './table.ts'

export async function exportCsv(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const scope = new Scope(context, request)
  return writeFolderWhole(request.target, async (folder) => {
    const counts: Record<string, number> = {}
    for (const kind of scope.kinds()) counts[`${kind}.csv`] = await writeKind(context, scope, kind, join(folder, `${kind}.csv`))
    const facts = {
      format: 'corroborate-csv',
      formatVersion: 1,
      ...caseFacts(context),
      scope: request.bookmarkedOnly ? 'bookmarked' : 'lens',
      lens: request.lens,
      records: counts,
    }
    const { sha256, files } = await writeManifest(folder, facts, context.signer())
    const records = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return {
      records,
      files,
      sha256,
      warnings: records === 0 ? ['No record is in the chosen scope: the files hold only their headings.'] : [],
    }
  })
}

async function writeKind(context: ReportContext, scope: Scope, kind: PublicKind, path: string): Promise<number> {
  const sink = new TextSink(openSync(path, 'wx'))
  const line = (cells: readonly Cell[]): void => sink.write(`${cells.map(csvCell).join(',')}\r\n`)
  let records = 0
  try {
    sink.write('\ufeff')
    line(headings(kind))
    for await (const cells of tableRows(context, scope, kind)) {
      line(cells)
      records++
    }
    sink.end()
  } finally {
    sink.abandon()
  }
  return records
}
