/**
 * What a picture or movie file is, by its first bytes and never by its name: names in evidence are often wrong.
 * Signatures: JPEG, PNG, GIF, TIFF, RIFF/WebP and the brands of ISO base media files (HEIF, AVIF, MP4, QuickTime).
 */

export type MediaContainer = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'bmp' | 'heif' | 'movie'

export interface MediaType {
  readonly container: MediaContainer
  readonly mime: string
}

/** Endings of picture and movie files that phones keep. */
const MEDIA_ENDINGS = [
  'jpg',
  'jpeg',
  'jpe',
  'heic',
  'heif',
  'hif',
  'avif',
  'png',
  'gif',
  'webp',
  'tif',
  'tiff',
  'dng',
  'bmp',
  'mov',
  'qt',
  'mp4',
  'm4v',
  '3gp',
  '3g2',
]

/** Path patterns of all media files below a folder pattern: `mediaIn('**' + '/Media/DCIM/**')`. */
export function mediaIn(folder: string): string[] {
  return MEDIA_ENDINGS.map((ending) => `${folder}/*.${ending}`)
}

/** Major brands of ISO base media files that hold still pictures. Anything else with an `ftyp` box is a movie or sound. */
const STILL_BRANDS: Readonly<Record<string, string>> = {
  heic: 'image/heic',
  heix: 'image/heic',
  heim: 'image/heic',
  heis: 'image/heic',
  hevc: 'image/heic-sequence',
  hevx: 'image/heic-sequence',
  mif1: 'image/heif',
  mif2: 'image/heif',
  msf1: 'image/heif-sequence',
  avif: 'image/avif',
  avis: 'image/avif',
}
const MOVIE_BRANDS: Readonly<Record<string, string>> = {
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  'M4V ': 'video/x-m4v',
  '3gp4': 'video/3gpp',
  '3gp5': 'video/3gpp',
  '3gp6': 'video/3gpp',
}
/** Atoms that a QuickTime file without `ftyp` begins with. */
const QUICKTIME_ATOMS = ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']

/** Whether the bytes are an AppleDouble companion (`._NAME`), in which macOS keeps a file's attributes. */
export function isAppleDouble(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x00, 0x05, 0x16, 0x07])
}

/** Recognises a file by its first 32 bytes, or null when it is none of the known types. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { container: 'jpeg', mime: 'image/jpeg' }
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { container: 'png', mime: 'image/png' }
  if (/^GIF8[79]a$/.test(text(bytes, 0, 6))) return { container: 'gif', mime: 'image/gif' }
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return { container: 'webp', mime: 'image/webp' }
  if (startsWith(bytes, [0x49, 0x49, 0x2a, 0]) || startsWith(bytes, [0x4d, 0x4d, 0, 0x2a])) return { container: 'tiff', mime: 'image/tiff' }
  if (text(bytes, 0, 2) === 'BM' && startsWith(bytes.subarray(6), [0, 0, 0, 0])) return { container: 'bmp', mime: 'image/bmp' }
  return isoMediaType(text(bytes, 4, 8), text(bytes, 8, 12))
}

function isoMediaType(atom: string, brand: string): MediaType | null {
  if (atom !== 'ftyp') return QUICKTIME_ATOMS.includes(atom) ? { container: 'movie', mime: 'video/quicktime' } : null
  const still = STILL_BRANDS[brand]
  if (still !== undefined) return { container: 'heif', mime: still }
  return { container: 'movie', mime: MOVIE_BRANDS[brand] ?? 'video/mp4' }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((value, index) => bytes[index] === value)
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}
