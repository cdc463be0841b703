/** What leaves the case, and how it is checked afterwards. */
import type { Credentials } from './credentials.ts'
import type { Lens } from './lens.ts'

export const EXPORT_FORMATS = [
  'package',
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

export interface ExportCalls {
  'export.run'(args: { format: ExportFormat; target: string; lens: Lens | null; bookmarkedOnly: boolean }): ExportSummary
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
