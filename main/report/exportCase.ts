/** Chooses the export by its format and writes it into the audit log. */
import { appendAudit } from '../casefile/audit.ts'
import { Directory } from '../casefile/read/directory.ts'
import { openReader } from '../casefile/reader.ts'
import type { ExportFormat, ExportSummary } from '../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from './context.ts'
import { exportCsv } from './data/csv.ts'
import { exportGeojson } from './data/geojson.ts'
import { exportJsonl } from './data/jsonl.ts'
import { exportKml } from './data/kml.ts'
import { exportPackage } from './package/exportPackage.ts'

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
    exported = await EXPORTERS[format]({ ...context, file: reader, directory: new Directory(reader.database) }, request)
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
