/** The case file: opening, sources, coverage, importing. */
import type { Credentials } from './credentials.ts'
import type { FailureKind } from './result.ts'

export interface CaseInfo {
  readonly path: string
  readonly name: string
  readonly number: string
  readonly examiner: string
  /** IANA zone in which times are shown. */
  readonly timezone: string
  readonly sources: readonly SourceInfo[]
  readonly isDemo: boolean
}

/** `importing` and `incomplete` sources are never shown as whole. */
export type SourceStatus = 'complete' | 'importing' | 'incomplete' | 'cancelled'

export interface SourceInfo {
  readonly id: number
  readonly label: string
  readonly kind: string
  /** Path on this machine where it was read. */
  readonly originalPath: string
  readonly sha256: string | null
  readonly sizeBytes: number
  readonly addedAtMs: number
  readonly status: SourceStatus
  readonly platform: string
  /** Device facts as stated by the extraction, in reading order. */
  readonly device: readonly { readonly label: string; readonly value: string }[]
  readonly ownerName: string | null
  readonly recordCounts: Readonly<Record<string, number>>
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly warnings: readonly string[]
}

/**
 * - `parsed`: read by a parser
 * - `partly-parsed`: read, but damage or a crash stopped it: rows before the damage are kept
 * - `not-parsed`: a known store is present but no parser reads it
 * - `unreadable`: cannot be opened
 * - `missing`: the extraction lists the file but its bytes are not there
 * - `not-expected`: this kind of acquisition normally does not contain the store
 * - `absent`: could be there, is not
 */
export type CoverageStatus = 'parsed' | 'partly-parsed' | 'not-parsed' | 'unreadable' | 'missing' | 'not-expected' | 'absent'

export interface CoverageRow {
  readonly source: number
  /** Store in words, or the file name when no store is known. */
  readonly store: string
  readonly file: string | null
  readonly sha256: string | null
  readonly parser: string | null
  readonly status: CoverageStatus
  readonly rowsRead: number
  readonly records: number
  /** Further records from the same rows (earlier texts, reactions). */
  readonly derived: number
  readonly skipped: number
  /** Reason -> number of rows. */
  readonly skippedReasons: Readonly<Record<string, number>>
  /** Problems and notes in words. */
  readonly notes: readonly string[]
}

export interface ImportProgress {
  readonly jobId: string
  readonly sourceId: number | null
  readonly label: string
  readonly stage: 'recognising' | 'hashing' | 'parsing' | 'indexing' | 'finished' | 'failed' | 'cancelled'
  /** What is being read right now, in words. */
  readonly current: string
  /** Databases and groups of pictures that are there to be read; both 0 until they are known. */
  readonly storesDone: number
  readonly storesTotal: number
  /** Of this stage: bytes to hash, then bytes of the stores. */
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly records: number
  readonly elapsedMs: number
  /** Estimated time left of this stage, or null when it cannot be told. */
  readonly remainingMs: number | null
  /** Set when `stage` is `failed`: one plain sentence. */
  readonly failure: string | null
  /** What kind of failure it is; absent or null while there is none. */
  readonly failureKind?: FailureKind | null
  /** Label under which the case holds this extraction already, when the import ended by finding that. */
  readonly presentAs?: string
}

export interface ImportSummary {
  readonly sourceId: number
  readonly label: string
  /** True when the same extraction (by hash) was already in the case: nothing was added. */
  readonly alreadyPresent: boolean
  readonly records: number
  readonly skipped: number
  readonly missingFiles: number
  readonly notices: readonly string[]
}

export interface AuditEntry {
  readonly number: number
  readonly atMs: number
  readonly actor: string
  readonly action: string
  readonly detail: string
}

/** A folder listing for choosing an extraction where no system dialog exists. */
export interface FolderListing {
  readonly path: string
  readonly parent: string | null
  readonly entries: readonly { readonly name: string; readonly path: string; readonly isFolder: boolean; readonly sizeBytes: number }[]
}

export interface CaseCalls {
  /** The open case, or null. */
  'case.current'(args: Record<string, never>): CaseInfo | null
  'case.recent'(
    args: Record<string, never>,
  ): readonly { readonly path: string; readonly name: string; readonly openedAtMs: number; readonly exists: boolean }[]
  'case.create'(args: { path: string; name: string; number: string; examiner: string; timezone: string }): CaseInfo
  'case.open'(args: { path: string }): CaseInfo
  'case.close'(args: Record<string, never>): { readonly closed: boolean }
  'case.update'(args: { name: string; number: string; examiner: string; timezone: string }): CaseInfo
  /** Builds the synthetic demo (or opens it when it is there) and opens it. Runs as a job like an import. */
  'case.openDemo'(args: Record<string, never>): { readonly jobId: string }
  'case.coverage'(args: { sourceId: number | null }): readonly CoverageRow[]
  'case.audit'(args: { afterNumber: number; limit: number }): readonly AuditEntry[]
  /**
   * Starts an import in a child process. One at a time. Progress comes as `import.progress` events. What is encrypted is opened with
   * the credentials, which are kept in memory until the case is closed, and nowhere else. Without them, or with wrong ones, the import
   * fails with the kind `password`.
   */
  'import.start'(args: { path: string; label: string } & Credentials): { readonly jobId: string }
  /** Starts the import again that has just failed with the kind `password`. Fails with `not-found` when none has. */
  'import.retry'(args: Credentials): { readonly jobId: string }
  'import.status'(args: Record<string, never>): ImportProgress | null
  'import.cancel'(args: { jobId: string }): { readonly cancelled: boolean }
  /** Goes on with a source whose import was killed; without credentials, with those that opened it before. */
  'import.resume'(args: { sourceId: number } & Credentials): { readonly jobId: string }
  /** Takes an incomplete source out of the case. Logged. */
  'import.discard'(args: { sourceId: number }): { readonly removed: boolean }
  'files.list'(args: { path: string | null }): FolderListing
}

/** What main tells the renderer. Events say that something changed; they do not carry the data (but for progress). */
export interface ContractEvents {
  'import.progress': ImportProgress
  /** The case was opened or closed, or its records, people or bookmarks changed. */
  'case.changed': { readonly what: 'opened' | 'closed' | 'records' | 'people' | 'bookmarks' }
}
