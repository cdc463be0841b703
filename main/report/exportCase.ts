/** Chooses the export by its format and writes it into the audit log. */
import { appendAudit } from '../casefile/audit.ts'
import { Directory } from '../casefile/read/directory.ts'
import { hiddenInLens } from '../casefile/read/hidden.ts'
import { openReader } from '../casefile/reader.ts'
import { type ExportFormat, type ExportSummary, hiddenSentence } from '../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from './context.ts'
import { exportCsv } from './data/csv.ts'
import { exportGeojson } from './data/geojson.ts'
import { exportJsonl } from './data/jsonl.ts'
import { exportKml } from './data/kml.ts'
import { exportPackage } from './package/exportPackage.ts'
import { lensOf } from './scope.ts'

type Exporter = (context: ReportContext, request: ExportRequest) => Promise<Exported>
const EXPORTERS: Readonly<Record<ExportFormat, Exporter>> = {
  package: exportPackage,
  csv: exportCsv,
  geojson: exportGeojson,
  kml: exportKml,
  jsonl: exportJsonl,
}

/** Throws a `usage` failure for a target that exists or an empty selection; nothing is then written. */
export async function exportCase(context: ReportContext, request: ExportRequest): Promise<ExportSummary> {
  const { format, target } = request
  const reader = openReader(context.file.path)
  let exported: Exported
  try {
    const directory = new Directory(reader.database)
    exported = await EXPORTERS[format]({ ...context, file: reader, directory }, request)
    // This connection has no opening of the scope: what lies outside is in no export.
    const left = hiddenSentence(hiddenInLens(reader.database, directory, lensOf(request)), 'left out')
    if (left !== null) exported = { ...exported, warnings: [...exported.warnings, left] }
  } finally {
    reader.close()
  }
  appendAudit(
    context.file.database,
    context.actor,
    'exported',
    `${format} to ${target}: ${exported.records} records, SHA-256 ${exported.sha256}`,
  )
  return { format, target, ...exported }
}
