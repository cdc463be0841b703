/**
 * Boxes of ISO base media files (ISO 14496-12) and atoms of QuickTime files, which have the same frame: 4 bytes length,
 * 4 bytes type, 8 bytes length when the first is 1. A length that does not fit ends the walk: damage costs what follows.
 */

export interface IsoBox {
  /** Four characters, each one byte (`©xyz` is U+00A9 and three letters). */
  readonly type: string
  /** Offset of the content and of its end, in bytes of the file (or buffer) that was walked. */
  readonly start: number
  readonly end: number
}

/** No real file comes near it; a made one could hold millions of empty boxes. */
const MAX_BOXES = 20_000

/** The boxes between two offsets of a buffer, in order. `end` of a box never exceeds `end`. */
export function* boxesIn(bytes: Uint8Array, start = 0, end = bytes.length): Generator<IsoBox> {
  let offset = start
  for (let count = 0; count < MAX_BOXES && offset + 8 <= end; count += 1) {
    const header = boxHeader(bytes, offset, end)
    if (header === null || header.end > end) return
    yield header
    offset = header.end
  }
}

/** Reads one header at an offset; null when it cannot be one. Does not check that the content lies within the buffer. */
export function boxHeader(bytes: Uint8Array, offset: number, fileEnd: number): IsoBox | null {
  if (offset + 8 > bytes.length) return null
  const view = viewOf(bytes)
  const type = fourCharacters(bytes, offset + 4)
  const length = view.getUint32(offset)
  if (length === 0) return { type, start: offset + 8, end: fileEnd }
  if (length !== 1) return length < 8 ? null : { type, start: offset + 8, end: offset + length }
  if (offset + 16 > bytes.length) return null
  const longLength = Number(view.getBigUint64(offset + 8))
  return longLength < 16 || !Number.isSafeInteger(offset + longLength) ? null : { type, start: offset + 16, end: offset + longLength }
}

/** The first box at the end of a path of types (`['moov', 'mvhd']`), or null. */
export function boxAt(bytes: Uint8Array, path: readonly string[], start = 0, end = bytes.length): IsoBox | null {
  const [first, ...rest] = path
  for (const box of boxesIn(bytes, start, end)) {
    if (box.type === first) return rest.length === 0 ? box : boxAt(bytes, rest, box.start, box.end)
  }
  return null
}

/** Big-endian access to the whole of `bytes`. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function fourCharacters(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4))
}
