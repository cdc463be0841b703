/** One workbook with a sheet per kind: times and numbers are typed, texts are never formulas. */
import type { PublicKind } from '../../casefile/read/publicRecords.ts'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { caseFacts } from '../facts.ts'
import { hashFile } from '../manifest.ts'
import { zipFolder } from '../package/zipFolder.ts'
import { Scope } from '../scope.ts'
import { writePackedWhole } from '../target.ts'
import type { Cell } from './csvColumns.ts'
import { headings, tableRows } from './table.ts'
import { type SheetCell, Workbook } from './workbook.ts'

export async function exportXlsx(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const scope = new Scope(context, request)
  const write = async (folder: string): Promise<{ records: number; cutCells: number }> => {
    const book = new Workbook(folder)
    await book.sheet('about', ['what', 'value'], aboutRows(context, request))
    let records = 0
    for (const kind of scope.kinds()) records += await book.sheet(kind, sheetHeadings(kind), typedRows(context, scope, kind))
    book.end()
    return { records, cutCells: book.cutCells }
  }
  const { records, cutCells } = await writePackedWhole(request.target, write, (folder, packed) => zipFolder(folder, packed, ''))
  const warnings = [
    ...(records === 0 ? ['No record is in the chosen scope: the sheets hold only their headings.'] : []),
    ...(cutCells === 0 ? [] : [`${cutCells} texts are longer than a cell can be and were cut; each says so. JSON Lines holds them whole.`]),
  ]
  return { records, files: 1, sha256: await hashFile(request.target), warnings }
}

/** Nothing of the moment of exporting, so that the same case gives the same bytes. */
function aboutRows(context: ReportContext, { bookmarkedOnly, lens }: ExportRequest): readonly (readonly SheetCell[])[] {
  const { program, case: about, sources } = caseFacts(context)
  return [
    ['program', `${program.name} ${program.version}`],
    ['case', about.name],
    ['case number', about.number],
    ['examiner', about.examiner],
    ['records', bookmarkedOnly ? 'exhibits' : lens === null ? 'all of the case' : 'those in the lens'],
    ['times', `Columns “utc” are UTC. Columns “local” are the wall clock of ${about.timezone}, with its offset at that moment beside it.`],
    ...sources.map(({ id, label, sha256 }) => [`source ${id}`, `${label}${sha256 === null ? '' : `, SHA-256 ${sha256}`}`] as const),
  ]
}

const LOCAL = / local$/
const UTC = / utc$/

/** An offset of its own beside each local time, because a cell of a spreadsheet knows no zone. */
const sheetHeadings = (kind: PublicKind): string[] =>
  headings(kind).flatMap((name) => (LOCAL.test(name) ? [name, `${name} offset`] : [name]))

async function* typedRows(context: ReportContext, scope: Scope, kind: PublicKind): AsyncGenerator<readonly SheetCell[]> {
  const names = headings(kind)
  for await (const cells of tableRows(context, scope, kind)) yield cells.flatMap((cell, index) => typed(names[index] ?? '', cell))
}

function typed(name: string, cell: Cell): readonly SheetCell[] {
  if (UTC.test(name) && typeof cell === 'string') return [{ wallMs: Date.parse(cell) }]
  if (!LOCAL.test(name)) return [cell]
  const [, date, clock, offset] = (typeof cell === 'string' ? /^(\S+) (\S+) (\S+)$/.exec(cell) : null) ?? []
  return date === undefined ? [null, null] : [{ wallMs: Date.parse(`${date}T${clock}Z`) }, offset]
}
