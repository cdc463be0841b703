/** Runs one parser over one database file of a test. */
import { openEvidenceDatabase } from '../../parsers/formats/sqlite/sqliteDatabase.ts'
import type { Emitted, EvidenceRecord, ParserContext, SqliteParser } from '../../parsers/model/index.ts'
import { runSqliteParser } from '../../parsers/runParser.ts'
import type { RunAccount } from '../../parsers/runParser.ts'

export interface DatabaseRun {
  readonly emitted: readonly Emitted[]
  readonly notes: readonly string[]
  readonly account: RunAccount
}

/** `path` must be a private copy. `context` replaces what the bare default says. */
export function runDatabase(parser: SqliteParser, path: string, context: Partial<ParserContext> = {}): DatabaseRun {
  const database = openEvidenceDatabase(path)
  const notes: string[] = []
  try {
    const run = runSqliteParser(parser, database, {
      path: 'store.db',
      country: null,
      hasFile: () => false,
      companion: () => null,
      sideFile: () => null,
      note: (problem) => notes.push(problem),
      ...context,
    })
    const emitted = [...run]
    return { emitted, notes, account: run.account() }
  } finally {
    database.close()
  }
}

type RecordOf<Type extends EvidenceRecord['type']> = Extract<EvidenceRecord, { type: Type }>

/** The records of one type, narrowed. */
export function recordsOfType<Type extends EvidenceRecord['type']>(run: DatabaseRun, type: Type): RecordOf<Type>[] {
  return run.emitted.filter((item): item is RecordOf<Type> => item.type === type)
}
