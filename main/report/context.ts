/** What every export is given. */
import type { CaseFile } from '../casefile/caseFile.ts'
import type { Directory } from '../casefile/read/directory.ts'
import type { ExportFormat, GraphAnswer, Lens, RedactionArguments } from '../contract/index.ts'
import type { Signer } from './signing/signature.ts'

/** Reads bytes of the extractions again, for media of exhibits. */
export interface MediaReader {
  bytes(sourceId: number, path: string): Promise<{ content: Buffer; sha256: string }>
  /** Hashes of a whole file, however large. */
  digests(sourceId: number, path: string): Promise<MediaDigests>
}

/** MD5 and SHA-1 only for comparing with lists of others; SHA-256 for integrity. Hexadecimal, lower case. */
export interface MediaDigests {
  readonly md5: string
  readonly sha1: string
  readonly sha256: string
  readonly sizeBytes: number
}

export interface SmallPicture {
  readonly mime: string
  readonly bytes: Buffer
}

export interface ReportContext {
  readonly file: CaseFile
  readonly directory: Directory
  readonly readers: MediaReader
  readonly actor: string
  /** The agency's key, made when it is first asked for: only what is signed asks. */
  readonly signer: () => Signer
  /**
   * Who was in contact with whom in the lens: report and analysis are neighbours that do not know each other. Asked with the reading
   * of the export, which sees no opening of the legal scope.
   */
  readonly graph: (reading: Pick<ReportContext, 'file' | 'directory'>, lens: Lens) => GraphAnswer
  /** Prints a page to a PDF file, where the program is a browser itself; otherwise an installed one is looked for. */
  readonly printPdf?: ((page: string, file: string) => Promise<void>) | undefined
  /** The whole picture, re-encoded and turned upright: nothing of the file but its pixels. */
  readonly picture: (key: number, attachmentId: number | null) => Promise<SmallPicture>
  /** A small re-encoded picture of a media record or attachment; throws a `CaseError` when there is none. */
  readonly smallPicture: (key: number, attachmentId: number | null) => Promise<SmallPicture>
}

export interface ExportRequest extends RedactionArguments {
  readonly format: ExportFormat
  /** Absolute path: a folder for `csv`, a folder or (ending in .zip) one file for `package`, a file for the others. */
  readonly target: string
  /** Null = everything. */
  readonly lens: Lens | null
  readonly bookmarkedOnly: boolean
}

/** What an exporter hands back; the caller adds format and target. */
export interface Exported {
  readonly records: number
  readonly files: number
  readonly sha256: string
  readonly warnings: readonly string[]
  /** Of a package: what reviews of it refer to. */
  readonly left?: { readonly packageId: string; readonly audience: string; readonly exhibits: number }
}
