/**
 * The parser contract: what a parser declares, what evidence access it is given and what it yields.
 * Types only, so that apps, fixtures and ingest agree without knowing each other.
 */
import type { IdentifierScheme } from './identity.ts'
import type { SkippedRow } from './provenance.ts'
import type { EvidenceRecord, RecordKind } from './records.ts'

export type Platform = 'ios' | 'android' | 'web' | 'any'

/** How far the meaning of the columns is supported (style guide: evidence tiers). */
export type ProofTier = 'data-proven' | 'source-verified' | 'unexercised'

/** What a parser yields for each row it reads: one record (more with ordinal > 0), or a skip with its reason. */
export type Emitted = EvidenceRecord | SkippedRow

/** Facts about the extraction that a parser may need. */
export interface ParserContext {
  /** Path of the store inside the extraction. */
  readonly path: string
  /** ISO 3166-1 alpha-2 country of the device, or null when not known. */
  readonly country: string | null
  /** Whether the extraction lists this path (present or not), for resolving attachment paths. */
  hasFile(path: string): boolean
  /** An optional side database declared in `companions`, or null when it is absent or unreadable. */
  companion(name: string): EvidenceDatabase | null
  /** A small side file declared in `sideFiles` (settings, own account), or null when it is absent, unreadable or too large. */
  sideFile(name: string): SideFile | null
  /** Notes a problem that costs no row but that the coverage table must show, once per text. */
  readonly note: (problem: string) => void
}

/** A file beside a store, whole. */
export interface SideFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Column values as SQLite gives them. Integers that may exceed 2^53 must be read with `CAST(x AS TEXT)`. */
export type SqlValue = string | number | bigint | Uint8Array | null

/**
 * One SQLite database of the evidence, opened from a private copy. Read-only. Knows its schema, so that a parser
 * decides by what is there and never by the version of an operating system.
 */
export interface EvidenceDatabase {
  /** Whether the table (and column) exists in this file. Case-insensitive, as SQLite is. */
  has(table: string, column?: string): boolean
  /** SQL that names a row: `alias.rowid`, or the primary key in words where the table has no row numbers (`WITHOUT ROWID`). */
  rowId(table: string, alias?: string): string
  /** `alias.column` when the column exists, `NULL` otherwise: for optional columns inside one SQL statement. */
  column(table: string, column: string, alias?: string): string
  /**
   * Reads the rows of the table that the records come from. The statement must give `rowId` and one row per row of
   * `table`; each row is counted. A damaged page ends the iteration, keeps what was read and is reported.
   */
  read<Row extends { rowId: number | string }>(table: string, sql: string, ...parameters: SqlValue[]): Iterable<Row>
  /** Side look-ups (names, participants). Not counted. Damage ends the iteration and is reported as a note. */
  lookup<Row extends object>(sql: string, ...parameters: SqlValue[]): Iterable<Row>
}

interface ParserDescription {
  /** `platform-app-store`, kebab case, unique: `ios-messages`. */
  readonly id: string
  /** Raised when the output changes. */
  readonly version: number
  /** Name of the app as its users know it. */
  readonly app: string
  readonly platform: Platform
  /** What the store is, for the coverage table: `Messages (sms.db)`. */
  readonly store: string
  /**
   * Glob patterns on file-system paths without leading slash, case-insensitive. A double star stands for any number
   * of folders (also none), a single star for anything but a slash. The same pattern serves backups and images.
   */
  readonly reads: readonly string[]
  /** Restricts the parser to extractions of these kinds (pictures anywhere in a folder of loose files, for example). */
  readonly onlyIn?: readonly ('loose-files' | 'document' | 'ufdr')[]
  /**
   * False when iTunes/Finder backups normally do not contain the store, `encrypted` when only those with a password do: coverage then
   * says so.
   */
  readonly inBackups?: boolean | 'encrypted'
  /** Phones on which a store of no single platform is known to be kept: coverage says where it is absent from one. */
  readonly keptOn?: readonly ('ios' | 'android')[]
  readonly yields: readonly RecordKind[]
  readonly proof: ProofTier
  /** What the parser does not read, in words for the README. */
  readonly doesNotCover: readonly string[]
  /**
   * Side files: name -> file name beside the store, `*.ending` for the store's own name with an ending, or globs on the whole extraction. Of several that match, the one whose path has
   * most in common with the store's is taken. Their absence costs columns, never rows.
   */
  readonly sideFiles?: Readonly<Record<string, readonly string[]>>
}

/** A store that its app encrypts with SQLCipher: the settings in which apps differ, and where its key is looked for. */
export interface SqlCipherStore {
  /** What has to be supplied, in words: `the database key of Signal`. */
  readonly keyName: string
  /** The app as key files name it, in lower case: a key that is filed under other names only is not tried. */
  readonly apps: readonly string[]
  /** `raw`: the key itself. `passphrase`: its hexadecimal digits are stretched like a password. */
  readonly key: 'raw' | 'passphrase'
  readonly kdfRounds: number
  readonly hash: 'sha1' | 'sha512'
  readonly pageBytes: number
  /** Bytes of the file's start left in clear; the key is then followed by 16 bytes of salt. */
  readonly plainHeaderBytes: 0 | 32
  /** Globs of files in the extraction that hold the key, besides those that the user supplies. */
  readonly keyFiles: readonly string[]
}

/** Where the picture of a row lies as bytes in a database: shown with the record, never copied into the case. */
export interface RowPicture {
  /** Table of the records that have it. */
  readonly table: string
  /** File name of the database beside the store that holds it; absent: the store itself. */
  readonly beside?: string
  /** One blob by the id of the record's row, the largest that there is. */
  readonly sql: string
}

export interface SqliteParser extends ParserDescription {
  readonly input: 'sqlite'
  /** Set when the app encrypts the store. A copy that another tool has decrypted is read as it is. */
  readonly encryption?: SqlCipherStore
  /**
   * Tables and columns without which the file is not this store. Also used to recognise a bare database. Of parsers of one file that
   * require a table in common the first that fits runs; those that require other tables run beside it.
   */
  readonly requires: Readonly<Record<string, readonly string[]>>
  /** Tables of which one at least must be there too: for stores that number their tables by version. */
  readonly requiresOneOf?: readonly string[]
  /** Columns that are used when present; each is dropped in turn by the laws. */
  readonly optional: Readonly<Record<string, readonly string[]>>
  /** Columns that hold passwords or tokens, by table: never read into a case, nor shown when a row is looked up in its source. */
  readonly secrets?: Readonly<Record<string, readonly string[]>>
  /** Columns of one row that hold a secret where others do not (a card number among form entries): not shown in the source row either. */
  readonly secretsOfRow?: (table: string, row: Readonly<Record<string, string | null>>) => readonly string[]
  /** Side databases: name -> file name beside the store (or a glob). Their absence costs columns, never rows. */
  readonly companions?: Readonly<Record<string, readonly string[]>>
  /** Pictures of its rows, tried in their order. */
  readonly pictures?: readonly RowPicture[]
  /** Identifier scheme of the service, for the support table. */
  readonly scheme?: IdentifierScheme
  parse(database: EvidenceDatabase, context: ParserContext): Iterable<Emitted>
}

/** One file of the evidence whose content is the record (a photo). */
export interface EvidenceFile {
  readonly path: string
  readonly sizeBytes: number
  /** Modification time that the container states, or null. */
  readonly modifiedAtMs: number | null
  /** The whole file, or its first `maxBytes` when it is larger. */
  readonly bytes: Uint8Array
  /** The last `tailBytes` of a file larger than `maxBytes`, where the parser asks for them; otherwise absent. */
  readonly tail?: Uint8Array
}

export interface FileParser extends ParserDescription {
  readonly input: 'file'
  /** Larger files are recorded without reading their content into memory. */
  readonly maxBytes: number
  /** Movies keep their metadata at the end: how many bytes of the end of a larger file are wanted. Absent: none. */
  readonly tailBytes?: number
  /** Exactly one record with ordinal 0, or one skip, per file. */
  parse(file: EvidenceFile, context: ParserContext): Iterable<Emitted>
}

/** One row of a document, as its decoder gives it and uninterpreted: what is shown when the record is checked against its source. */
export interface DocumentRow {
  /** Where it lies, in words that find it again: its number (from 1), key path, or byte offset. Unique within its table. */
  readonly rowId: number | string
}

/**
 * One file that holds many rows and is no database: JSON, XML, property lists, text, logs. Read as a stream, so that a file of
 * gigabytes needs no memory.
 */
export interface EvidenceDocument {
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedAtMs: number | null
  /** The content from its start, piece by piece. Every call starts anew. */
  chunks(): Iterable<Uint8Array>
  /** The whole content. Throws when the file is larger than `maxBytes`. */
  bytes(maxBytes: number): Uint8Array
  /**
   * Hands on the rows that a decoder draws from the content, and counts them as rows of `table` (a name for the kind of row:
   * `locations`, `wpt`). A decoder that throws ends the iteration; what was read is kept, and the damage is reported.
   */
  read<Row extends DocumentRow>(table: string, rows: Iterable<Row>): Iterable<Row>
}

export interface DocumentParser extends ParserDescription {
  readonly input: 'document'
  /**
   * Whether a file is of this kind, by its first 4,096 bytes and its name: for files that lie outside a phone's folders, where no
   * path speaks for them. Absent: recognised by path only.
   */
  readonly recognises?: (head: Uint8Array, name: string) => boolean
  /** One record or one skip per row that `document.read` gave. Throws only when the file as a whole cannot be read. */
  parse(document: EvidenceDocument, context: ParserContext): Iterable<Emitted>
}

export type Parser = SqliteParser | FileParser | DocumentParser

/** Declares a parser over one SQLite store. Identity function: gives the literal its type. */
export function defineSqliteParser(parser: Omit<SqliteParser, 'input'>): SqliteParser {
  return { input: 'sqlite', ...parser }
}

/** Declares a parser over single files. */
export function defineFileParser(parser: Omit<FileParser, 'input'>): FileParser {
  return { input: 'file', ...parser }
}

/** Declares a parser over documents. */
export function defineDocumentParser(parser: Omit<DocumentParser, 'input'>): DocumentParser {
  return { input: 'document', ...parser }
}
