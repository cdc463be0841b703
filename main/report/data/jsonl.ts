/** JSON Lines: one record per line in the public shape, with its kind first. Verbatim: nothing is neutralised but what JSON escapes. */
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { Scope } from '../scope.ts'
import { writeFileWhole } from '../target.ts'

export async function exportJsonl(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const scope = new Scope(context, request)
  const { result, sha256 } = await writeFileWhole(request.target, async (sink) => {
    let records = 0
    for (const kind of scope.kinds()) {
      for await (const { record } of scope.records(kind)) {
        sink.write(`${JSON.stringify({ type: kind, ...record })}\n`)
        records++
      }
    }
    return records
  })
  return { records: result, files: 1, sha256, warnings: [] }
}
