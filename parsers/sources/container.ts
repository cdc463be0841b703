/** What files are packed in, before anything is known of their meaning. `Extraction`s are built over one container. */
import type { Readable } from 'node:stream'
import type { ExtractionNotice, SetAside } from './extraction.ts'

/** One regular file of a container. */
export interface StoredFile {
  /** Cleaned relative path, `/` between parts; unique only together with `storedAs` and position. */
  readonly path: string
  /** The name exactly as stored. */
  readonly storedAs: string
  readonly sizeBytes: number
  readonly modifiedAtMs: number | null
  /** Why the bytes cannot be had (encrypted, unknown compression, cut off), or null. */
  readonly unreadable: string | null
  /** As the archive states it, of the whole content. */
  readonly crc32?: number
  /** As in `ExtractionEntry`. */
  readonly setAside?: SetAside
  /** Set for a file of an encrypted backup; `sizeBytes` is then that of the plain content. */
  readonly decryption?: FileDecryption
}

/** What it takes to decrypt one file of an encrypted backup. */
export interface FileDecryption {
  /** The file as the container holds it. */
  readonly original: StoredFile
  /** Null when it cannot be had; `problem` then says why, without the file's name. */
  readonly key: Buffer | null
  readonly problem: string | null
}

/** A stretch of an open file. Whoever gave it closes the file. */
export interface FileRange {
  readonly descriptor: number
  readonly startByte: number
  readonly sizeBytes: number
}

/** A file of this machine, or a stretch of one that is open. */
export type FilePlace = { readonly path: string; readonly range?: undefined } | { readonly path?: undefined; readonly range: FileRange }

export interface Container {
  readonly packing: 'folder' | 'zip' | 'tar' | 'database' | 'picture' | 'document' | 'android-backup' | 'whatsapp-backup'
  /** Base name of what was added. */
  readonly name: string
  /** The single file that holds everything, or null for several files: its bytes identify the extraction. */
  readonly wholeFile: string | null
  /** Folder of this machine in which `storedAs` of each file lies, or the archive. */
  readonly folder: string
  readonly files: readonly StoredFile[]
  /** What identifies the extraction where that is not `files`: archives among them were opened. */
  readonly hashedFiles?: readonly StoredFile[]
  /** True when its content was decrypted with a password or key. */
  readonly isDecrypted?: boolean
  readonly notices: readonly ExtractionNotice[]
  /** Bytes of one of `files`. Throws `SourceError` in words; the stream may fail with the system's or the decoder's error. */
  open(file: StoredFile): Promise<Readable>
  /** Where the plain bytes of a file can be read at random, or null where they are compressed. */
  locate?(file: StoredFile): FilePlace | null
  close(): Promise<void>
}
