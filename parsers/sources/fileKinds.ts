/** What a file is, from its first bytes. Extensions are not asked. */
import { isTarHeader } from './tarHeaders.ts'

export const HEAD_BYTES = 4096

export type FileKind =
  | 'zip'
  | 'gzip'
  | 'zstd'
  | 'tar'
  | 'sqlite'
  | 'sqlite-log'
  | 'picture'
  | 'android-backup'
  | 'document'
  | 'empty'
  | 'unknown'

const SQLITE_HEADER = 'SQLite format 3\0'
const PICTURE_HEADERS = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF87a', 'GIF89a', 'II*\0', 'MM\0*'] as const
const PICTURE_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1', 'avif'] as const

export function fileKindOf(head: Buffer): FileKind {
  const start = head.toString('latin1', 0, 16)
  if (head.length === 0) return 'empty'
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06') || start.startsWith('PK\x06\x06')) return 'zip'
  if (start.startsWith('\x1f\x8b')) return 'gzip'
  if (start.startsWith('\x28\xb5\x2f\xfd')) return 'zstd'
  if (isSqlite(head)) return 'sqlite'
  if (start.startsWith('\x37\x7f\x06\x82') || start.startsWith('\x37\x7f\x06\x83')) return 'sqlite-log'
  if (start.startsWith('ANDROID BACKUP')) return 'android-backup'
  if (isPicture(start)) return 'picture'
  if (isTarHeader(head.subarray(0, 512))) return 'tar'
  return isDocument(head) ? 'document' : 'unknown'
}

/** Text of any kind (JSON, XML, vCard, CSV), or a binary property list: what other programs export. */
function isDocument(head: Buffer): boolean {
  if (head.toString('latin1', 0, 8) === 'bplist00') return true
  if (head.toString('latin1', 0, 5) === '%PDF-') return false
  const mark = head.length > 2 ? head.readUInt16BE(0) : 0
  if (mark === 0xfeff || mark === 0xfffe) return true
  try {
    // The head may end within a character, so the stream is not said to have ended.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    for (const character of text) if (isControl(character)) return false
    return true
  } catch {
    return false
  }
}

/** Tabs, line ends, form feeds and escapes occur in texts; other control characters do not. */
const isControl = (character: string): boolean => character < ' ' && !'\t\n\v\f\r\u001b'.includes(character)

export function isSqlite(head: Buffer): boolean {
  return head.toString('latin1', 0, 16) === SQLITE_HEADER
}

function isPicture(start: string): boolean {
  if (PICTURE_HEADERS.some((header) => start.startsWith(header))) return true
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return true
  return start.slice(4, 8) === 'ftyp' && PICTURE_BRANDS.some((brand) => start.slice(8, 12) === brand)
}
