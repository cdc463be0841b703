import type { Exported, ExportRequest, ReportContext } from '../context.ts'
export async function exportPackage(_context: ReportContext, _request: ExportRequest): Promise<Exported> {
  throw new Error('in work')
}
