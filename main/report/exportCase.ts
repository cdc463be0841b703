/** Chooses the export by its format. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { PUBLIC_KINDS, PublicRecords } from '../casefile/read/publicRecords.ts'
import type { ExportSummary } from '../contract/index.ts'
import { CaseError } from '../contract/index.ts'
import type { ExportRequest, ReportContext } from './context.ts'

export async function exportCase({ file }: ReportContext, { format, target }: ExportRequest): Promise<ExportSummary> {
  if (format !== 'jsonl') throw new CaseError('usage', `The format ${format} is not built yet.`)
  const lines: string[] = []
  for (const kind of PUBLIC_KINDS) for (const record of new PublicRecords(file.database).list(kind, { fromMs: null, toMs: null, sourceId: null, ids: null })) lines.push(JSON.stringify({ type: kind, ...record }))
  const text = lines.map((line) => `${line}\n`).join('')
  writeFileSync(target, text, { flag: 'wx' })
  return { format, target, records: lines.length, files: 1, sha256: createHash('sha256').update(text).digest('hex'), warnings: [] }
}
