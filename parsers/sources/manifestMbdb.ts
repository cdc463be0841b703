/**
 * `Manifest.mbdb`, the manifest of backups up to iOS 9: after six bytes of header one record per file, folder or link. A
 * text is its length (two bytes, big-endian) and that many bytes; length 0xFFFF means none. Numbers are big-endian.
 *
 *     domain, path, link target, SHA-1 of the content, wrapped key      texts
 *     mode 2, inode 8, user 4, group 4, modified 4, accessed 4, changed 4, size 8, protection class 1, properties 1
 *     and for each property a name and a value                          texts
 */
import { createHash } from 'node:crypto'
import { readFileKey } from './backupManifest.ts'
import type { ManifestEntryType, ManifestRow } from './backupManifest.ts'
import { SourceError } from './extraction.ts'
import type { NoticeBook } from './notices.ts'

const HEADER = 'mbdb'
const HEADER_BYTES = 6
const NONE = 0xffff
const FIXED_BYTES = 40
const DAMAGED = 'The Manifest.mbdb of this backup is damaged: copy the backup again, or add its databases one by one.'

const TYPE_MASK = 0xf000
const TYPES: Readonly<Record<number, ManifestEntryType>> = { 0x4000: 'folder', 0x8000: 'file', 0xa000: 'link' }

/** Reads the whole manifest. Records before damage are kept, and a notice says so; throws `SourceError` when there are none. */
export function readMbdb(bytes: Buffer, notices: NoticeBook): ManifestRow[] {
  if (bytes.toString('latin1', 0, HEADER.length) !== HEADER) throw new SourceError(DAMAGED)
  const rows: ManifestRow[] = []
  let at = HEADER_BYTES
  while (at < bytes.length) {
    const record = readRecord(bytes, at)
    if (record === null) {
      if (rows.length === 0) throw new SourceError(DAMAGED)
      notices.say(
        `Manifest.mbdb is damaged after ${rows.length} records; files that it lists after that are kept under their stored names.`,
      )
      break
    }
    rows.push(record.row)
    at = record.end
  }
  return rows
}

/** The record at a position and where it ends; null when the bytes end before it does. */
function readRecord(bytes: Buffer, start: number): { row: ManifestRow; end: number } | null {
  let at = start
  const text = (): Buffer | null => {
    const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : 0
    at += 2
    const value = length === NONE ? null : bytes.subarray(at, at + length)
    at += value === null ? 0 : length
    return value
  }
  const [domain, path] = [text(), text()]
  text()
  text()
  const key = text()
  const fixed = at
  at += FIXED_BYTES
  if (at > bytes.length) return null
  for (let property = bytes[fixed + 39] ?? 0; property > 0 && at <= bytes.length; property -= 1) {
    text()
    text()
  }
  if (at > bytes.length) return null
  return {
    row: rowOf(domain?.toString('utf8') ?? '', path?.toString('utf8') ?? '', key, bytes.subarray(fixed, fixed + FIXED_BYTES)),
    end: at,
  }
}

function rowOf(domain: string, relativePath: string, key: Buffer | null, fixed: Buffer): ManifestRow {
  const mode = fixed.readUInt16BE(0)
  const type = TYPES[mode & TYPE_MASK]
  const modifiedS = fixed.readUInt32BE(18)
  const size = fixed.readBigUInt64BE(30)
  return {
    fileId: createHash('sha1').update(`${domain}-${relativePath}`).digest('hex'),
    domain,
    relativePath,
    type: type ?? 'file',
    unknownType: type === undefined ? `0x${mode.toString(16)}` : null,
    sizeBytes: size <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(size) : null,
    modifiedAtMs: modifiedS > 0 ? modifiedS * 1000 : null,
    encryption: key === null || key.length === 0 ? null : readFileKey(key, fixed[38] ?? null),
    hasFacts: true,
  }
}
