/**
 * The frame of a JPEG file (ITU T.81, annex B): its segments up to the first scan. Gives the dimensions, the part that can
 * hold metadata, and what is wrong with the file. Reads no pixels.
 */

export interface JpegFrame {
  readonly widthPixels: number | null
  readonly heightPixels: number | null
  /** Offset at which the compressed picture begins: all metadata lie before it. */
  readonly headerBytes: number
  /** What is wrong, in words; null when the frame is whole. */
  readonly problem: string | null
}

const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9

/** Walks the segments. `isWhole` says whether `bytes` is the whole file, so that a missing end means damage. */
export function readJpegFrame(bytes: Uint8Array, isWhole: boolean): JpegFrame {
  let size: { widthPixels: number; heightPixels: number } | null = null
  let offset = 2
  for (;;) {
    const marker = markerAt(bytes, offset)
    if (marker === null) return frameOf(size, offset, isWhole ? 'the JPEG header breaks off or is damaged' : null)
    if (marker.code === END_OF_IMAGE) return frameOf(size, marker.end, 'the JPEG file holds no picture')
    if (marker.code === START_OF_SCAN) return frameOf(size, marker.end, isWhole ? problemOfScan(bytes, marker.end, size !== null) : null)
    if (isFrameHeader(marker.code) && marker.end - marker.start >= 7) size ??= sizeAt(bytes, marker.start)
    offset = marker.end
  }
}

interface Marker {
  readonly code: number
  /** Content after the length field, and its end. */
  readonly start: number
  readonly end: number
}

/** The marker segment at an offset; fill bytes (0xFF) before it are passed over. Null when there is none or it does not fit. */
function markerAt(bytes: Uint8Array, offset: number): Marker | null {
  if (bytes[offset] !== 0xff) return null
  let codeOffset = offset + 1
  while (bytes[codeOffset] === 0xff) codeOffset += 1
  const code = bytes[codeOffset]
  if (code === undefined || code === 0) return null
  if (code === END_OF_IMAGE || code === 0x01 || (code >= 0xd0 && code <= 0xd8)) return { code, start: codeOffset + 1, end: codeOffset + 1 }
  const length = ((bytes[codeOffset + 1] ?? 0) << 8) | (bytes[codeOffset + 2] ?? 0)
  const end = codeOffset + 1 + length
  return length < 2 || end > bytes.length ? null : { code, start: codeOffset + 3, end }
}

/** SOF0 to SOF15, without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
function isFrameHeader(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc
}

function sizeAt(bytes: Uint8Array, start: number): { widthPixels: number; heightPixels: number } {
  const at = (index: number): number => ((bytes[start + index] ?? 0) << 8) | (bytes[start + index + 1] ?? 0)
  return { heightPixels: at(1), widthPixels: at(3) }
}

function problemOfScan(bytes: Uint8Array, scanStart: number, hasSize: boolean): string | null {
  if (!hasSize) return 'the JPEG file does not state its size'
  const scan = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return scan.lastIndexOf(Buffer.from([0xff, END_OF_IMAGE])) < scanStart ? 'the JPEG file breaks off: it has no end marker' : null
}

function frameOf(size: { widthPixels: number; heightPixels: number } | null, headerBytes: number, problem: string | null): JpegFrame {
  return { widthPixels: size?.widthPixels ?? null, heightPixels: size?.heightPixels ?? null, headerBytes, problem }
}
