/** Streams the records of a case in the public shape, for the command line: a million lines, flat memory. */
import { closeCase, openCase } from '../casefile/caseFile.ts'
import { Directory } from '../casefile/read/directory.ts'
import { hiddenInLens } from '../casefile/read/hidden.ts'
import { citationId } from '../casefile/read/lines.ts'
import { CaseError, EMPTY_LENS, type HiddenCounts } from '../contract/index.ts'
import { PUBLIC_KINDS, type PublicKind, type PublicQuery, PublicRecords, RECORD_KIND_OF } from '../casefile/read/publicRecords.ts'

export { PUBLIC_KINDS, type PublicKind, type PublicQuery, RECORD_KIND_OF }

/** Opens the case for the time of the iteration; returns what is not listed. Throws `CaseError` when it cannot be opened. */
export function* listRecords(
  casePath: string,
  kind: PublicKind,
  query: Omit<PublicQuery, 'ids'>,
): Generator<Record<string, unknown>, HiddenCounts> {
  const file = openCase(casePath)
  try {
    const { sourceId } = query
    if (sourceId !== null && file.database.prepare('SELECT 1 FROM source WHERE id = ?').get(sourceId) === undefined) {
      throw new CaseError('not-found', `There is no source ${sourceId} in this case: "corroborate sources" lists them.`)
    }
    yield* new PublicRecords(file.database).list(kind, { ...query, ids: null })
    const { fromMs, toMs } = query
    const lens = { ...EMPTY_LENS, fromMs, toMs, sources: sourceId === null ? [] : [sourceId], kinds: [RECORD_KIND_OF[kind]] }
    return hiddenInLens(file.database, new Directory(file.database), lens)
  } finally {
    closeCase(file)
  }
}

/** Key of the record that is cited like this; null where there is none. Names of tables hold dots, so the citations of the run are compared. */
export function findRecord(casePath: string, citation: string): number | null {
  const [, source, run] = /^S(\d{1,9})\.R(\d{1,9})\./.exec(citation) ?? []
  if (source === undefined) return null
  const file = openCase(casePath)
  try {
    const rows = file.database
      .prepare(
        `SELECT r.id, r.source_id, run.number AS run_number, t.name AS table_name, r.row_id, r.ordinal FROM record AS r
         JOIN run ON run.id = r.run_id JOIN evidence_table AS t ON t.id = r.table_id WHERE r.source_id = ? AND run.number = ?`,
      )
      .iterate(Number(source), Number(run)) as IterableIterator<Parameters<typeof citationId>[0] & { readonly id: number }>
    for (const row of rows) if (citationId(row) === citation) return row.id
    return null
  } finally {
    closeCase(file)
  }
}
