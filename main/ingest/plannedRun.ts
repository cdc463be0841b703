/** What the import of an extraction will do with its stores, one line of the coverage table each. */
import type { DocumentParser, FileParser, SqliteParser } from '../../parsers/model/index.ts'
import type { ExtractionEntry } from '../../parsers/sources/extraction.ts'

/** One line of the coverage table before anything was read. `parsers` are candidates: the schema decides. */
export interface PlannedRun {
  readonly store: string
  readonly path: string | null
  /** Known before anything is read, and kept beside what the run itself notes. */
  readonly notes?: readonly string[]
  readonly step:
    | { readonly kind: 'sqlite'; readonly candidates: readonly SqliteParser[] }
    | { readonly kind: 'files'; readonly parser: FileParser; readonly entries: readonly ExtractionEntry[] }
    | { readonly kind: 'document'; readonly parser: DocumentParser }
    /** A file that no path pattern knows: a database is recognised by its tables, a document by its first bytes. */
    | { readonly kind: 'by-content'; readonly databases: readonly SqliteParser[]; readonly documents: readonly DocumentParser[] }
    | {
        readonly kind: 'none'
        readonly status: 'not-parsed' | 'unreadable' | 'missing' | 'not-expected' | 'absent'
        readonly note: string | null
      }
}
