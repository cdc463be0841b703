/**
 * What the user supplied to open encrypted stores inside an extraction (SQLCipher databases, for example). It comes with the import job
 * or, for source rows, from what `SourceReaders` remembers; it stays in memory and must enter no message, note, log or file.
 *
 * Whether a key fits is for whoever opens the store to find out: one key file may hold keys of several stores, and most stores need none.
 */
import { TextDecoder } from 'node:util'

export interface SuppliedKeys {
  /** As typed, or null. Opens backups; a store may take it for a passphrase of its own. */
  readonly password: string | null
  /** Content of the file given with `--key-file`, or null. */
  readonly keyBytes: Uint8Array | null
  /** The same content where it is text (hexadecimal digits, `name: key` lines, JSON), without byte order mark and outer white space; else null. */
  readonly keyText: string | null
}

export function suppliedKeys({ password, keyFile }: { readonly password?: string; readonly keyFile?: Uint8Array }): SuppliedKeys {
  return { password: password ?? null, keyBytes: keyFile ?? null, keyText: keyFile === undefined ? null : textOf(keyFile) }
}

function textOf(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes).trim()
    return text === '' || text.includes('\0') ? null : text
  } catch {
    // A binary key.
    return null
  }
}
