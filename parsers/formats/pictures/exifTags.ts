/**
 * Exif and XMP tags of JPEG, HEIF, AVIF, PNG, WebP and TIFF files, read with exifreader and narrowed to plain values.
 * What the tags mean is decided elsewhere (`exifTime.ts`, `exifPosition.ts`); nothing is interpreted here.
 */
import { Buffer } from 'node:buffer'
import ExifReader from 'exifreader'

/** Exif tags that are read. Maker notes are left out: they are large, undocumented and not needed. */
const EXIF_TAGS = [
  'Make',
  'Model',
  'Software',
  'DateTime',
  'Orientation',
  'ImageWidth',
  'ImageLength',
  'PixelXDimension',
  'PixelYDimension',
  'DateTimeOriginal',
  'DateTimeDigitized',
  'OffsetTimeOriginal',
  'OffsetTimeDigitized',
  'SubSecTimeOriginal',
  'SubSecTimeDigitized',
  'LensModel',
  'CameraOwnerName',
  'BodySerialNumber',
  'GPSLatitudeRef',
  'GPSLatitude',
  'GPSLongitudeRef',
  'GPSLongitude',
  'GPSAltitudeRef',
  'GPSAltitude',
  'GPSTimeStamp',
  'GPSDateStamp',
  'GPSProcessingMethod',
  'GPSImgDirection',
  'GPSHPositioningError',
  'GPSStatus',
] as const
const XMP_TAGS = ['CreateDate', 'DateTimeOriginal', 'DateCreated', 'Orientation', 'CreatorTool'] as const

export type ExifTagName = (typeof EXIF_TAGS)[number]
export type XmpTagName = (typeof XMP_TAGS)[number]

/** Numerator and denominator as stored. */
export type Rational = readonly [number, number]

export interface ExifTags {
  /** Text without padding and NUL, or null when absent or empty. */
  text(tag: ExifTagName): string | null
  /** A whole number, or null. */
  integer(tag: ExifTagName): number | null
  /** One or more rationals; empty when the tag is absent. */
  rationals(tag: ExifTagName): readonly Rational[]
  xmp(tag: XmpTagName): string | null
  /** Width and height that the container states (WebP), or null. */
  readonly containerSize: { readonly widthPixels: number; readonly heightPixels: number } | null
  /** Why the tags could not be read, in words; null when they could, or when there are none. */
  readonly problem: string | null
}

type TagGroup = Readonly<Record<string, unknown>>

/** Reads the tags of a whole file (or of the part that holds its metadata). Never throws. */
export function readExifTags(bytes: Uint8Array): ExifTags {
  const { groups, problem } = loadGroups(bytes)
  const valueOf = (group: string, tag: string): unknown => field(field(groups[group], tag), 'value')
  return {
    text: (tag) => plainText(valueOf('exif', tag)) ?? (tag === 'GPSProcessingMethod' ? describedText(groups, tag) : null),
    integer: (tag) => integerOf(valueOf('exif', tag)),
    rationals: (tag) => rationalsOf(valueOf('exif', tag)),
    xmp: (tag) => plainText(valueOf('xmp', tag)),
    containerSize: sizeOf(valueOf('riff', 'ImageWidth'), valueOf('riff', 'ImageHeight')),
    problem,
  }
}

function loadGroups(bytes: Uint8Array): { groups: TagGroup; problem: string | null } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const groups = ExifReader.load(buffer, { expanded: true, includeTags: { exif: [...EXIF_TAGS], xmp: [...XMP_TAGS], riff: true } })
    return { groups: { exif: groups.exif, xmp: groups.xmp, riff: groups.riff }, problem: null }
  } catch (error) {
    if (error instanceof ExifReader.errors.MetadataMissingError) return { groups: {}, problem: null }
    return { groups: {}, problem: `the metadata cannot be read (${error instanceof Error ? error.message : 'unknown error'})` }
  }
}

function field(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name) ? Reflect.get(holder, name) : undefined
}

/** ASCII tags come as a list of strings, XMP values as a string. Longer than 1,000 characters is no value of these tags. */
function plainText(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value
  const text = typeof first === 'string' ? first.replace(/\0[^]*$/, '').trim() : ''
  return text === '' ? null : text.slice(0, 1000)
}

/** Tags with a character-code prefix come as bytes; exifreader's description holds the decoded text. */
function describedText(groups: TagGroup, tag: string): string | null {
  return plainText(field(field(groups['exif'], tag), 'description'))
}

function integerOf(value: unknown): number | null {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'number' && Number.isInteger(first) ? first : null
}

function rationalsOf(value: unknown): readonly Rational[] {
  if (isRational(value)) return [value]
  return Array.isArray(value) && value.every(isRational) ? value : []
}

function isRational(value: unknown): value is Rational {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number')
}

function sizeOf(width: unknown, height: unknown): { widthPixels: number; heightPixels: number } | null {
  return typeof width === 'number' && typeof height === 'number' ? { widthPixels: width, heightPixels: height } : null
}

/** The value of a rational, or null for division by zero. */
export function ratio(rational: Rational | undefined): number | null {
  if (rational === undefined || rational[1] === 0) return null
  const value = rational[0] / rational[1]
  return Number.isFinite(value) ? value : null
}
