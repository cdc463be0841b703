/** What every export is given. */
import type { CaseFile } from '../casefile/caseFile.ts'
import type { Directory } from '../casefile/read/directory.ts'
import type { ExportFormat, Lens } from '../contract/index.ts'

/** Reads bytes of the extractions again, for media of exhibits. */
export interface MediaReader {
  bytes(sourceId: number, path: string): Promise<{ content: Buffer; sha256: string }>
}

export interface ReportContext {
  readonly file: CaseFile
  readonly directory: Directory
  readonly readers: MediaReader
  readonly actor: string
}

export interface ExportRequest {
  readonly format: ExportFormat
  /** Absolute path: a folder for `html` and `csv`, a file for the others. */
  readonly target: string
  /** Null = everything. */
  readonly lens: Lens | null
  readonly bookmarkedOnly: boolean
}
