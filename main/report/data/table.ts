/** The records of one kind as rows of a table, each with where it came from: what CSV files and sheets hold. */
import { caseFact } from '../../casefile/read/caseInfo.ts'
import type { PublicKind } from '../../casefile/read/publicRecords.ts'
import type { ReportContext } from '../context.ts'
import type { Scope } from '../scope.ts'
import { ZonedTime } from '../zonedTime.ts'
import { type Cell, COLUMNS } from './csvColumns.ts'
import { FileHashes } from './fileHashes.ts'

const PROVENANCE = ['state', 'source', 'source label', 'record id', 'file', 'file sha256', 'table', 'row', 'parser'] as const

export const headings = (kind: PublicKind): readonly string[] => [...COLUMNS[kind].map(({ name }) => name), ...PROVENANCE]

export const caseZone = ({ file: { database } }: ReportContext): ZonedTime => new ZonedTime(caseFact(database, 'timezone') || 'UTC')

/** Rows in time order, undated ones last. */
export async function* tableRows(context: ReportContext, scope: Scope, kind: PublicKind): AsyncGenerator<readonly Cell[]> {
  const { database } = context.file
  const time = caseZone(context)
  const hashes = new FileHashes(database)
  const labels = new Map(database.prepare('SELECT id, label FROM source').raw().all() as [number, string][])
  for await (const { record } of scope.records(kind)) {
    const from = record['from'] as { file: string; table: string; row: string | number; parser: string }
    const source = record['source'] as number
    yield [
      ...COLUMNS[kind].map(({ cell }) => cell(record, time)),
      record['state'] as string,
      source,
      labels.get(source),
      record['id'] as string,
      from.file,
      hashes.of(source, from.file),
      from.table,
      from.row,
      from.parser,
    ]
  }
}
