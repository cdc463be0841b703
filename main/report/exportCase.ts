/** Chooses the export by its format and writes it into the audit log. */
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
import type { Reading } from './package/collect.ts'
import { exportPackage } from './package/exportPackage.ts'
import { caseMaterial } from './package/material.ts'
import { paperMedia, plainMedia } from './package/media.ts'
import { exportPdf } from './pdf/exportPdf.ts'
import { lensOf } from './scope.ts'

type Exporter = (context: ReportContext, request: ExportRequest) => Promise<Exported>
const EXPORTERS: Readonly<Record<ExportFormat, Exporter>> = {
  package: (context, request) => exportPackage(context, request, plainReading(context)),
  pdf: (context, request) => exportPdf(context, request, { ...plainReading(context), media: paperMedia(context) }),
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

/** The case as it is, for those from whom nothing is kept. */
const plainReading = (context: ReportContext): Reading => ({
  material: caseMaterial(context),
  media: plainMedia(context),
  audience: { name: '', removed: [] },
})

/** Throws a `usage` failure for a target that exists or an empty selection; nothing is then written. */
export async function exportCase(context: ReportContext, request: ExportRequest): Promise<ExportSummary> {
  const { format, target } = request
  const reader = openReader(context.file.path)
  let exported: Exported
  try {
    const directory = new Directory(reader.database)
    exported = await EXPORTERS[format]({ ...context, file: reader, directory }, request)
    // This connection has no opening of the scope: what lies outside is in no export.
    const hidden = hiddenSentence(hiddenInLens(reader.database, directory, lensOf(request)), 'left out')
    if (hidden !== null) exported = { ...exported, warnings: [...exported.warnings, hidden] }
  } finally {
    reader.close()
  }
  const { left, ...summary } = exported
  const detail = `${format} to ${target}: ${summary.records} records, SHA-256 ${summary.sha256}`
  const { database } = context.file
  if (left === undefined) appendAudit(database, context.actor, 'exported', detail)
  else recordPackageExport(database, context.actor, { ...left, manifestSha256: summary.sha256 }, detail)
  return { format, target, ...summary }
}
