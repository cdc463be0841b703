/** Streams the records of a case in the public shape, for the command line: a million lines, flat memory. */
import { closeCase, openCase } from '../casefile/caseFile.ts'
import { CaseError } from '../contract/index.ts'
import { PUBLIC_KINDS, type PublicKind, type PublicQuery, PublicRecords } from '../casefile/read/publicRecords.ts'

export { PUBLIC_KINDS, type PublicKind, type PublicQuery }

/** Opens the case for the time of the iteration. Throws `CaseError` when it cannot be opened. */
export function* listRecords(casePath: string, kind: PublicKind, query: Omit<PublicQuery, 'ids'>): Generator<Record<string, unknown>> {
  const file = openCase(casePath)
  try {
    const { sourceId } = query
    if (sourceId !== null && file.database.prepare('SELECT 1 FROM source WHERE id = ?').get(sourceId) === undefined) {
      throw new CaseError('not-found', `There is no source ${sourceId} in this case: "corroborate sources" lists them.`)
    }
    yield* new PublicRecords(file.database).list(kind, { ...query, ids: null })
  } finally {
    closeCase(file)
  }
}
