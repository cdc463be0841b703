/** What an extraction IS, whatever it is packed in. Every source implements this one interface. */

/**
 * `zip`, `tar` and `folder` hold a phone's file system; whatever holds only databases and pictures is
 * `loose-files`; `android-backup` is a file of `adb backup`, `whatsapp-backup` a database that WhatsApp encrypted, `ufdr` the report of another program; `document` is one exported file (JSON, XML, text) by itself.
 */
export type ExtractionKind =
  | 'folder'
  | 'itunes-backup'
  | 'android-backup'
  | 'whatsapp-backup'
  | 'ufdr'
  | 'zip'
  | 'tar'
  | 'database'
  | 'document'
  | 'loose-files'

/** One entry of an extraction. Names are data: never used as a path of this machine. */
export interface ExtractionEntry {
  /**
   * File-system path without leading slash, `/` as separator: `private/var/mobile/Library/SMS/sms.db`. For a backup
   * it is built from domain and relative path, so that one pattern serves backups and images.
   */
  readonly path: string
  /** Where the bytes lie inside the extraction as delivered (`3d/3d0d7e...`, the zip entry's name). */
  readonly storedAs: string
  readonly sizeBytes: number
  /** Modification time that the container states, UTC milliseconds, or null. */
  readonly modifiedAtMs: number | null
  /** False when the extraction lists the file but its bytes are not there. */
  readonly isPresent: boolean
  /** Identifier of the app (or app group) in whose container it lies, as the extraction states it; package on Android. Absent elsewhere. */
  readonly app?: string
  /** Number of the Android user whose file it is: 0 is the first; work profiles, secure folders and guests have others. Absent elsewhere. */
  readonly user?: number
  /** `path` with the app's identifier in place of the UUID that names its container, so that patterns by identifier find it. */
  readonly namedPath?: string
  /** What an archive states of its content. */
  readonly crc32?: number
  /** Why it is given to no parser, although it is listed and can be opened. */
  readonly setAside?: SetAside
}

/**
 * `opened`: an archive whose files are listed; `locked`: encrypted, its key missing or wrong; `unread`: left alone for the reason in `note`,
 * such as a backup of a store that is read itself. `note` is a sentence or two.
 */
export interface SetAside {
  readonly kind: 'opened' | 'locked' | 'unread'
  readonly note: string
}

/** Facts about the device that the extraction itself states (Info.plist ...). Null where it does not. */
export interface DeviceFacts {
  readonly name: string | null
  readonly model: string | null
  readonly osVersion: string | null
  readonly serialNumber: string | null
  readonly imei: string | null
  readonly phoneNumber: string | null
  readonly iccid: string | null
  /** ISO 3166-1 alpha-2, derived from what the extraction states (phone number, locale), or null. */
  readonly country: string | null
  readonly lastBackupAtMs: number | null
  /** The same facts and others as stored, key -> value, for display. */
  readonly stated: Readonly<Record<string, string>>
}

/** Something the examiner must know about the container (an entry refused, a manifest without files). */
export interface ExtractionNotice {
  readonly path: string | null
  readonly problem: string
}

/** Receives progress in bytes; lets a long read be cancelled. */
export interface ReadControl {
  readonly signal?: AbortSignal
  onBytes?(count: number): void
}

export interface Extraction {
  readonly kind: ExtractionKind
  /** Base name of what was added, for labels. */
  readonly name: string
  readonly platform: 'ios' | 'android' | 'unknown'
  readonly device: DeviceFacts
  readonly notices: readonly ExtractionNotice[]
  /** Every file entry, sorted by path (code-unit order), present or not. Directories and links are left out. */
  list(): readonly ExtractionEntry[]
  /** The entry at a path or named path (exact), or null. */
  stat(path: string): ExtractionEntry | null
  /** Streams the bytes of a present entry. Throws `SourceError` when they cannot be read. */
  open(path: string): Promise<NodeJS.ReadableStream>
  /**
   * Copies an entry to a file of the private working folder and returns its SHA-256 (hex, lower case) and size.
   * The extraction itself is only read.
   */
  materialise(path: string, target: string, control?: ReadControl): Promise<{ sha256: string; sizeBytes: number }>
  /**
   * SHA-256 that identifies the whole extraction: of the bytes for a single container file; for a folder or backup,
   * of the list of `sha256  storedAs` lines of all its files, sorted by `storedAs`. `files` gives the hash of each file that
   * it read one by one, by `path` (not those inside an archive). The files of an encrypted backup count as they are stored,
   * so that it is recognised without its password; `files` then gives the hashes of their plain contents.
   * Throws the signal's reason when cancelled.
   */
  fingerprint(control?: ReadControl): Promise<{ sha256: string; bytes: number; files: ReadonlyMap<string, string> }>
  close(): Promise<void>
}

/** The input cannot be read. `message` is one plain sentence: what is wrong and what to do. Exit code 3. */
export class SourceError extends Error {
  override readonly name: string = 'SourceError'
}

/** The input is encrypted, and its password is missing or wrong. The message never holds the password. */
export class PasswordError extends SourceError {
  override readonly name = 'PasswordError'
}
