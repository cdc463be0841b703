/**
 * Walks the headers of a tar archive (ustar, GNU long names, pax) with positioned reads; the data are skipped.
 *
 * Layout: POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
 */
import type { BlockReader } from './blockReader.ts'
import { type OrderedAttributes, type SparseMap, sparseMapOfAttributes, sparseMapOfHeader } from './tarSparse.ts'

const RECORD_BYTES = 512
export const TAR_HEADER_BYTES = RECORD_BYTES
/** Longer names and attribute records than this are not made by any tool; they would only eat memory. */
const MAX_EXTRA_BYTES = 1024 * 1024

export interface TarEntry {
  readonly name: string
  /** Type flag as stored: `0` file, `1` hard link, `2` symbolic link, `5` folder, `S` sparse ... */
  readonly type: string
  readonly linkName: string
  /** Bytes that the entry takes in the archive behind its header. */
  readonly sizeBytes: number
  readonly dataAt: number
  readonly modifiedAtMs: number | null
  /** Of a sparse file: null where its map is damaged or of an unknown form. Absent for all others. */
  readonly sparse?: SparseMap | null
}

export interface TarIndex {
  readonly entries: readonly TarEntry[]
  /** Why the walk ended before the archive's end mark, or null. */
  readonly endedEarly: string | null
}

/** Attributes that apply to the next entry (pax `x`, GNU `L` and `K`) or to all (pax `g`). */
type Attributes = ReadonlyMap<string, string>

const SPARSE_KEY = 'GNU.sparse.'

/** True when these first bytes are a tar header: its checksum is right. */
export function isTarHeader(record: Buffer): boolean {
  if (record.length < RECORD_BYTES || record[0] === 0) return false
  const stated = parseInt(textAt(record, 148, 8).trim(), 8)
  let sum = 0
  for (let i = 0; i < RECORD_BYTES; i += 1) sum += i >= 148 && i < 156 ? 0x20 : (record[i] ?? 0)
  return sum === stated
}

/** Indexes the archive. Never throws for damage. */
export function readTarIndex(reader: BlockReader): TarIndex {
  const entries: TarEntry[] = []
  let shared: Attributes = new Map()
  let own = new Map<string, string>()
  let ordered: OrderedAttributes = []
  for (let at = 0; ;) {
    const record = reader.read(at, RECORD_BYTES)
    if (record.length === 0) return { entries, endedEarly: entries.length === 0 ? 'it is empty' : null }
    if (record.length < RECORD_BYTES) return { entries, endedEarly: 'it is cut off in the middle of a header' }
    if (record.every((byte) => byte === 0)) return { entries, endedEarly: null }
    if (!isTarHeader(record)) return { entries, endedEarly: 'a header is damaged' }
    const entry = entryOf(record, at + RECORD_BYTES, new Map([...shared, ...own]))
    if (!Number.isSafeInteger(entry.sizeBytes) || entry.sizeBytes < 0) return { entries, endedEarly: 'a header states an impossible size' }
    const extra = isExtra(entry.type) && entry.sizeBytes <= MAX_EXTRA_BYTES ? reader.read(entry.dataAt, entry.sizeBytes) : null
    if (entry.type === 'x' && extra !== null) {
      ordered = paxAttributes(extra)
      own = new Map([...own, ...ordered])
    } else if (entry.type === 'g' && extra !== null) shared = new Map([...shared, ...paxAttributes(extra)])
    else if (entry.type === 'L' && extra !== null) own.set('path', untilNul(extra))
    else if (entry.type === 'K' && extra !== null) own.set('linkpath', untilNul(extra))
    else {
      entries.push(entry.type === 'S' ? { ...entry, sparse: sparseMapOf(reader, record, entry, ordered) } : entry)
      own = new Map()
      ordered = []
    }
    const dataAt = isOldSparse(record) ? afterSparseMaps(reader, record, entry.dataAt) : entry.dataAt
    at = dataAt + Math.ceil(entry.sizeBytes / RECORD_BYTES) * RECORD_BYTES
  }
}

const isOldSparse = (record: Buffer): boolean => record[156] === 0x53

function sparseMapOf(reader: BlockReader, record: Buffer, entry: TarEntry, attributes: OrderedAttributes): SparseMap | null {
  return isOldSparse(record)
    ? sparseMapOfHeader(reader, record, entry.dataAt, numberAt)
    : sparseMapOfAttributes(reader, attributes, entry.dataAt)
}

const isExtra = (type: string): boolean => type === 'x' || type === 'g' || type === 'L' || type === 'K'

function entryOf(record: Buffer, dataAt: number, attributes: Attributes): TarEntry {
  const type = String.fromCharCode(record[156] ?? 0x30).replace('\0', '0')
  // Attributes speak of the file that follows, not of the records that carry other attributes.
  const stated = isExtra(type) ? new Map<string, string>() : attributes
  const prefix = textAt(record, 257, 6) === 'ustar' && record[263] === 0x30 ? textAt(record, 345, 155) : ''
  const short = textAt(record, 0, 100)
  const seconds = stated.get('mtime')
  const modifiedS = seconds === undefined ? numberAt(record, 136, 12) : Number(seconds)
  return {
    name: stated.get('GNU.sparse.name') ?? stated.get('path') ?? (prefix === '' ? short : `${prefix}/${short}`),
    type: [...stated.keys()].some((key) => key.startsWith(SPARSE_KEY)) ? 'S' : type,
    linkName: stated.get('linkpath') ?? textAt(record, 157, 100),
    sizeBytes: stated.has('size') ? Number(stated.get('size')) : numberAt(record, 124, 12),
    dataAt,
    modifiedAtMs: Number.isFinite(modifiedS) ? Math.round(modifiedS * 1000) : null,
  }
}

function untilNul(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end)
}

const textAt = (record: Buffer, offset: number, length: number): string => untilNul(record.subarray(offset, offset + length))

/** Octal text, or base-256 when the first bit is set (sizes from 8 GiB on). */
function numberAt(record: Buffer, offset: number, length: number): number {
  const first = record[offset] ?? 0
  if ((first & 0x80) === 0) {
    const text = textAt(record, offset, length).trim()
    return text === '' ? 0 : /^[0-7]+$/.test(text) ? parseInt(text, 8) : NaN
  }
  let value = first === 0xff ? -1 : first & 0x7f
  for (let i = offset + 1; i < offset + length; i += 1) value = value * 256 + (record[i] ?? 0)
  return value
}

/** `LENGTH KEY=VALUE\n` records; the length counts bytes of the whole record. */
function paxAttributes(bytes: Buffer): OrderedAttributes {
  const attributes: [string, string][] = []
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at)
    const length = space === -1 ? NaN : Number(bytes.toString('latin1', at, space))
    if (!Number.isInteger(length) || length <= space - at || at + length > bytes.length) break
    const record = bytes.toString('utf8', space + 1, at + length - 1)
    const equals = record.indexOf('=')
    if (equals > 0) attributes.push([record.slice(0, equals), record.slice(equals + 1)])
    at += length
  }
  return attributes
}

/** Old GNU sparse files continue their map in further records, each saying at byte 504 whether one more follows. */
function afterSparseMaps(reader: BlockReader, record: Buffer, dataAt: number): number {
  let at = dataAt
  let continues = record[482] === 1
  while (continues) {
    const map = reader.read(at, RECORD_BYTES)
    if (map.length < RECORD_BYTES) return at
    continues = map[504] === 1
    at += RECORD_BYTES
  }
  return at
}
