/**
 * What a QuickTime or MP4 movie says of itself, without decoding it. Sources: QuickTime File Format (movie header atom,
 * metadata atoms `keys` and `ilst`, user data `©xyz`), ISO 14496-12. Times count seconds since 1904-01-01 in UTC.
 */
import { boxAt, boxesIn, boxHeader, viewOf } from './isoBoxes.ts'
import type { IsoBox } from './isoBoxes.ts'

export interface MovieMetadata {
  /** Creation time of the movie header, seconds since 1904 as text; null when 0 or absent. */
  readonly createdSeconds1904: string | null
  readonly durationSeconds: number | null
  readonly widthPixels: number | null
  readonly heightPixels: number | null
  /** Metadata by key: `com.apple.quicktime.creationdate`, and `©xyz` and the like from user data. */
  readonly tags: ReadonlyMap<string, string>
}

export interface MovieReading {
  readonly movie: MovieMetadata | null
  /** Why there are no metadata, in words, or null. */
  readonly problem: string | null
}

/** A file of which the beginning and perhaps the end are in memory. */
export interface PartlyReadFile {
  readonly sizeBytes: number
  readonly bytes: Uint8Array
  readonly tail?: Uint8Array
}

/** Longest text value and largest number of values taken from one movie. */
const MAX_TEXT_BYTES = 4_096
const MAX_TAGS = 200
const MAX_TOP_LEVEL_BOXES = 10_000

/** Finds the movie box wherever it lies and reads it. Never throws: damage gives what was read and a problem. */
export function readMovie(file: PartlyReadFile): MovieReading {
  const found = findMovieBox(file)
  if (found.part === null) return { movie: null, problem: found.problem }
  try {
    return { movie: movieOf(found.part), problem: null }
  } catch (error) {
    if (error instanceof RangeError) return { movie: null, problem: 'the movie header is damaged' }
    throw error
  }
}

/** Walks the top-level boxes by their lengths; the media data between them need not be in memory. */
function findMovieBox(file: PartlyReadFile): { part: Uint8Array | null; problem: string | null } {
  let offset = 0
  for (let count = 0; count < MAX_TOP_LEVEL_BOXES && offset + 8 <= file.sizeBytes; count += 1) {
    const head = headerPart(file, offset)
    if (head === null) return { part: null, problem: 'the movie header was not read: the file is too large' }
    const box = boxHeader(head, 0, file.sizeBytes - offset)
    if (box === null) break
    if (box.type === 'moov') {
      const part = partOf(file, offset + box.start, offset + box.end)
      return { part, problem: part === null ? 'the movie header breaks off or was not read' : null }
    }
    offset += box.end
  }
  return { part: null, problem: 'the movie has no header: it is damaged or breaks off' }
}

/** Up to 16 bytes at an offset: the longest header. Fewer where the read part ends, as long as the shortest fits. */
function headerPart(file: PartlyReadFile, offset: number): Uint8Array | null {
  const end = Math.min(offset + 16, file.sizeBytes)
  return partOf(file, offset, end) ?? partOf(file, offset, Math.min(end, Math.max(offset + 8, file.bytes.length)))
}

function partOf(file: PartlyReadFile, start: number, end: number): Uint8Array | null {
  if (end <= file.bytes.length) return file.bytes.subarray(start, end)
  const tailStart = file.sizeBytes - (file.tail?.length ?? 0)
  if (file.tail === undefined || start < tailStart || end > file.sizeBytes) return null
  return file.tail.subarray(start - tailStart, end - tailStart)
}

function movieOf(moov: Uint8Array): MovieMetadata {
  const tags = new Map<string, string>()
  addUserData(moov, tags)
  addAllMetadata(moov, tags)
  return { ...headerOf(moov), ...pictureSize(moov), tags }
}

function headerOf(moov: Uint8Array): { createdSeconds1904: string | null; durationSeconds: number | null } {
  const mvhd = boxAt(moov, ['mvhd'])
  if (mvhd === null) return { createdSeconds1904: null, durationSeconds: null }
  const view = viewOf(moov)
  const isLong = view.getUint8(mvhd.start) === 1
  const created = isLong ? view.getBigUint64(mvhd.start + 4) : BigInt(view.getUint32(mvhd.start + 4))
  const unitsPerSecond = view.getUint32(mvhd.start + (isLong ? 20 : 12))
  const duration = isLong ? Number(view.getBigUint64(mvhd.start + 24)) : view.getUint32(mvhd.start + 16)
  const durationSeconds = unitsPerSecond === 0 ? null : duration / unitsPerSecond
  return { createdSeconds1904: created === 0n ? null : String(created), durationSeconds }
}

/** Width and height of the first video track, fixed-point 16.16 at the end of its header. */
function pictureSize(moov: Uint8Array): { widthPixels: number | null; heightPixels: number | null } {
  const view = viewOf(moov)
  for (const track of boxesIn(moov)) {
    if (track.type !== 'trak') continue
    const header = boxAt(moov, ['tkhd'], track.start, track.end)
    if (header === null) continue
    const [widthPixels, heightPixels] = [view.getUint32(header.end - 8) >>> 16, view.getUint32(header.end - 4) >>> 16]
    if (widthPixels > 0 && heightPixels > 0) return { widthPixels, heightPixels }
  }
  return { widthPixels: null, heightPixels: null }
}

/** `udta`: atoms whose type begins with U+00A9 hold a 16-bit length, a language and text. */
function addUserData(moov: Uint8Array, tags: Map<string, string>): void {
  const udta = boxAt(moov, ['udta'])
  if (udta === null) return
  const view = viewOf(moov)
  for (const box of boxesIn(moov, udta.start, udta.end)) {
    if (box.type === 'loci') addLocation(moov, box, tags)
    if (!box.type.startsWith('\u00a9') || box.end - box.start < 4 || tags.size >= MAX_TAGS) continue
    const end = Math.min(box.end, box.start + 4 + view.getUint16(box.start))
    addText(tags, box.type, moov, box.start + 4, end)
  }
}

/** 3GPP TS 26.244, 8.2.10: version, language, a name ended by 0, the role, then longitude and latitude as signed 16.16. */
function addLocation(moov: Uint8Array, box: IsoBox, tags: Map<string, string>): void {
  const nameEnd = moov.indexOf(0, box.start + 6)
  if (nameEnd < 0 || nameEnd + 10 > box.end) return
  const view = viewOf(moov)
  const isoText = (offset: number, digits: number): string => {
    const degrees = view.getInt32(offset) / 65_536
    return `${degrees < 0 ? '-' : '+'}${Math.abs(degrees)
      .toFixed(5)
      .padStart(digits + 6, '0')}`
  }
  tags.set('loci', `${isoText(nameEnd + 6, 2)}${isoText(nameEnd + 2, 3)}/`)
}

/** Apple keeps metadata in `meta` of the movie, others in that of the user data. */
function addAllMetadata(moov: Uint8Array, tags: Map<string, string>): void {
  for (const path of [['meta'], ['udta', 'meta']]) {
    const meta = boxAt(moov, path)
    if (meta !== null) addMetadata(moov, meta, tags)
  }
}

/** `ilst` holds values by 1-based index into `keys`, or by a type with U+00A9. An MP4 `meta` has four more bytes in front. */
function addMetadata(moov: Uint8Array, meta: IsoBox, tags: Map<string, string>): void {
  const start = boxAt(moov, ['ilst'], meta.start, meta.end) === null ? meta.start + 4 : meta.start
  const [keys, ilst] = [boxAt(moov, ['keys'], start, meta.end), boxAt(moov, ['ilst'], start, meta.end)]
  if (ilst === null) return
  const names = keys === null ? [] : keyNames(moov, keys)
  const view = viewOf(moov)
  for (const item of boxesIn(moov, ilst.start, ilst.end)) {
    const name = item.type.startsWith('\u00a9') ? item.type : names[view.getUint32(item.start - 4) - 1]
    const data = boxAt(moov, ['data'], item.start, item.end)
    const isText = data !== null && data.end - data.start >= 8 && view.getUint32(data.start) === 1
    if (name !== undefined && isText && tags.size < MAX_TAGS) addText(tags, name, moov, data.start + 8, data.end)
  }
}

/** Each entry of `keys` has the frame of a box: length, namespace (`mdta`), name. */
function keyNames(moov: Uint8Array, keys: IsoBox): string[] {
  return [...boxesIn(moov, keys.start + 8, keys.end)].map(({ start, end }) => Buffer.from(moov.subarray(start, end)).toString('latin1'))
}

function addText(tags: Map<string, string>, name: string, moov: Uint8Array, start: number, end: number): void {
  const text = Buffer.from(moov.subarray(start, Math.min(end, start + MAX_TEXT_BYTES)))
    .toString('utf8')
    .replace(/\0+$/, '')
    .trim()
  if (text !== '' && !tags.has(name)) tags.set(name, text)
}
