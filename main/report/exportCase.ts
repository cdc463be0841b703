/** Chooses the export by its format and writes it into the audit log. */
import type { Database } from 'better-sqlite3'
import { appendAudit } from '../casefile/audit.ts'
import { Directory } from '../casefile/read/directory.ts'
import { hiddenInLens } from '../casefile/read/hidden.ts'
import { openReader } from '../casefile/reader.ts'
import { recordPackageExport } from '../casefile/write/packageExports.ts'
import { type ExportFormat, type ExportSummary, hiddenSentence } from '../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from './context.ts'
import { exportCaseUco } from './data/case/exportCaseUco.ts'
import { exportCsv } from './data/csv.ts'
import { exportGeojson } from './data/geojson.ts'
import { exportGpx } from './data/gpx.ts'
import { exportJsonl } from './data/jsonl.ts'
import { exportKml } from './data/kml.ts'
import { exportLinks } from './data/links.ts'
import { exportMediaHashes } from './data/mediaHashes.ts'
import { exportPreservation } from './data/preservation.ts'
import { exportRsmf } from './data/rsmf/exportRsmf.ts'
import { exportTimesketch } from './data/timesketch.ts'
import { exportXlsx } from './data/xlsx.ts'
import { exportPackage } from './package/exportPackage.ts'
import { exportPdf } from './pdf/exportPdf.ts'
import { requireSafety } from './redaction/checklist.ts'
import { outletOf } from './redaction/redactedExport.ts'
import { lensOf } from './scope.ts'

type Exporter = (context: ReportContext, request: ExportRequest) => Promise<Exported>
const EXPORTERS: Readonly<Record<Exclude<ExportFormat, 'package' | 'pdf'>, Exporter>> = {
  csv: exportCsv,
  xlsx: exportXlsx,
  geojson: exportGeojson,
  kml: exportKml,
  gpx: exportGpx,
  jsonl: exportJsonl,
  timesketch: exportTimesketch,
  case: exportCaseUco,
  rsmf: exportRsmf,
  links: exportLinks,
  hashes: exportMediaHashes,
  preservation: exportPreservation,
}

/** Throws a `usage` failure for a target that exists or an empty selection; nothing is then written. */
export async function exportCase(context: ReportContext, request: ExportRequest): Promise<ExportSummary> {
  const { format, target, safety = [] } = request
  requireSafety(context.file.database, safety)
  const reader = openReader(context.file.path)
  let exported: Exported
  try {
    const directory = new Directory(reader.database)
    exported = await exportFrom({ ...context, file: reader, directory }, context.file.database, request)
    // This connection has no opening of the scope: what lies outside is in no export.
    const hidden = hiddenSentence(hiddenInLens(reader.database, directory, lensOf(request)), 'left out')
    if (hidden !== null) exported = { ...exported, warnings: [...exported.warnings, hidden] }
  } finally {
    reader.close()
  }
  const { left, ...summary } = exported
  const checked = safety.length === 0 ? '' : `, looked at before: ${safety.join(', ')}`
  const detail = `${format} to ${target}: ${summary.records} records, SHA-256 ${summary.sha256}${audienceDetail(request)}${checked}`
  const { database } = context.file
  if (left === undefined) appendAudit(database, context.actor, 'exported', detail)
  else recordPackageExport(database, context.actor, { ...left, manifestSha256: summary.sha256 }, detail)
  return { format, target, ...summary }
}

/** `main` may write: pseudonyms are kept in the case. The export itself reads from a connection of its own. */
function exportFrom(context: ReportContext, main: Database, request: ExportRequest): Promise<Exported> {
  const { format } = request
  const outlet = outletOf(context, main, request)
  if (format === 'package') return exportPackage(context, request, outlet)
  return format === 'pdf' ? exportPdf(context, request, outlet) : EXPORTERS[format](context, request)
}

const audienceDetail = ({ audience, keyFile }: ExportRequest): string =>
  audience === undefined ? '' : `, for ${audience}${keyFile === undefined ? ', no key file' : `, key file ${keyFile}`}`
