/** Streams the records of a case in the public shape, for the command line: a million lines, flat memory. */
import { closeCase, openCase } from '../casefile/caseFile.ts'
import { Directory } from '../casefile/read/directory.ts'
import { hiddenInLens } from '../casefile/read/hidden.ts'
import { CaseError, EMPTY_LENS, type HiddenCounts } from '../contract/index.ts'
import { PUBLIC_KINDS, type PublicKind, type PublicQuery, PublicRecords, RECORD_KIND_OF } from '../casefile/read/publicRecords.ts'

export { PUBLIC_KINDS, type PublicKind, type PublicQuery }

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
