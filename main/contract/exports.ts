/** What leaves the case, and how it is checked afterwards. */
import type { Credentials } from './credentials.ts'
import type { Lens } from './lens.ts'
import type { RedactionArguments } from './redaction.ts'

export const EXPORT_FORMATS = [
  'package',
  'pdf',
  'csv',
  'xlsx',
  'geojson',
  'kml',
  'gpx',
  'jsonl',
  'timesketch',
  'case',
  'rsmf',
  'links',
  'hashes',
  'preservation',
] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportSummary {
  readonly format: ExportFormat
  readonly target: string
  readonly records: number
  readonly files: number
  /** SHA-256 of the manifest (package) or of the file. */
  readonly sha256: string
  readonly warnings: readonly string[]
}

export interface VerifyReport {
  readonly what: 'case' | 'package' | 'extraction'
  readonly ok: boolean
  readonly checked: number
  /** One sentence per difference, naming the file or entry. */
  readonly problems: readonly string[]
  /** Of a package: the key whose signature holds. Null for a case, and where no signature holds (which is among the problems). */
  readonly signature: PackageSignature | null
}

export interface PackageSignature {
  /** SHA-256 of the public key, hexadecimal: to be compared with what the agency states by another way. */
  readonly fingerprint: string
  /** Whether this installation has signed with that key. */
  readonly isOurs: boolean
}

/** The public half of the key that signs packages. The private one never passes the contract. */
export interface SigningKey {
  /** SHA-256 of the public key, hexadecimal. */
  readonly fingerprint: string
  readonly publicKeyPem: string
}

/** Files that stand in it are listed, and neither shown nor exported. */
export interface HashSet {
  readonly id: number
  readonly name: string
  readonly fileName: string
  readonly fileSha256: string
  readonly entries: number
  readonly by: string
  readonly addedAtMs: number
  /** Files of the case that stand in it. */
  readonly hits: number
}

export interface HashSetAdded {
  readonly set: HashSet
  /** Files that stand in any set of the case. */
  readonly hits: number
  /** Files whose bytes could not be read to compare them. */
  readonly notCompared: number
}

/** One file that stands in a set. The category is the set's own number: what it means differs from country to country. */
export interface HashHit {
  readonly sourceId: number
  readonly source: string
  readonly path: string
  readonly setName: string
  readonly category: string | null
  readonly algorithm: 'md5' | 'sha1' | 'sha256'
  readonly md5: string | null
  readonly sha1: string | null
  readonly sha256: string | null
  /** Keys of the records that name the file. */
  readonly records: readonly number[]
}

export interface ExportCalls {
  /** A list of hashes (text, CSV) or JSON in the shape of VICS. Files that records name are read and compared. Logged. */
  'hashset.add'(args: { path: string; name: string }): HashSetAdded
  'hashset.list'(args: Record<string, never>): readonly HashSet[]
  'hashset.hits'(args: Record<string, never>): readonly HashHit[]
  'export.run'(
    args: { format: ExportFormat; target: string; lens: Lens | null; bookmarkedOnly: boolean } & RedactionArguments,
  ): ExportSummary
  'export.verify'(args: { path: string | null }): VerifyReport
  /**
   * Reads the extraction once more and compares the exhibits that came from it with what it says now, field by field; `all` compares
   * every record. Logged. Takes as long as the import did.
   */
  'export.verifyAgainst'(args: { path: string; all: boolean } & Credentials): VerifyReport
  /** The key that packages are signed with; made now when there is none yet. */
  'export.key'(args: Record<string, never>): SigningKey
  /** From now on a new key signs; the old one is kept, so that its packages are still known as ours. */
  'export.rotateKey'(args: Record<string, never>): { readonly before: string | null; readonly now: string }
}
