/**
 * A picture or movie file to a media record: what the file claims about time, place and camera, and what is wrong with it.
 * Every file gives a record, however damaged. Nothing is decoded to pixels.
 *
 * The times and positions are claims of the file. A picture that was received carries its sender's position and time.
 */
import type { EvidenceFile, Facts, Instant, MediaRecord, SkippedRow } from '../../model/index.ts'
import { readHeifSize } from './exifHeif.ts'
import { readJpegFrame } from './exifJpeg.ts'
import { positionOf } from './exifPosition.ts'
import { ratio, readExifTags } from './exifTags.ts'
import type { ExifTags } from './exifTags.ts'
import { gpsTimeOf, takenTimeOf, zoneSuggestedByGps } from './exifTime.ts'
import type { PositionReading } from './exifPosition.ts'
import type { TakenTime } from './exifTime.ts'
import { isAppleDouble, mediaTypeOf } from './imageType.ts'
import type { MediaType } from './imageType.ts'
import { viewOf } from './isoBoxes.ts'
import { appleTag, headerInstant, recordedPositionOf, recordedTimeOf } from './movieFacts.ts'
import { readMovie } from './movieMetadata.ts'
import { NO_INSTANT } from '../../model/index.ts'

/** Files up to this size are read whole; of larger ones the beginning, and the end for the header of a movie. */
export const MEDIA_READING = { maxBytes: 32 * 1024 * 1024, tailBytes: 8 * 1024 * 1024 } as const

/** What was found in one file, before it becomes a record. */
interface Claims {
  readonly taken: TakenTime
  readonly gpsAt: Instant | null
  readonly position: PositionReading
  readonly make: string | null
  readonly model: string | null
  readonly widthPixels: number | null
  readonly heightPixels: number | null
  readonly facts: Readonly<Record<string, string | null>>
  readonly problems: readonly (string | null)[]
}

/** The record, and the make that the file claims, by which an app's parser may judge its origin. */
export interface ReadMediaFile {
  readonly type: 'read'
  readonly record: MediaRecord
  readonly make: string | null
}

const NOTHING: Claims = {
  taken: { at: NO_INSTANT, tag: null },
  gpsAt: null,
  position: { position: null, problem: null },
  make: null,
  model: null,
  widthPixels: null,
  heightPixels: null,
  facts: {},
  problems: [],
}

/** In words, how the picture is to be turned for viewing (Exif 2.3, 4.6.4 A). */
const ORIENTATIONS = [
  'upright',
  'mirrored',
  'to be turned by 180 degrees',
  'mirrored, to be turned by 180 degrees',
  'mirrored, to be turned clockwise by 270 degrees',
  'to be turned clockwise by 90 degrees',
  'mirrored, to be turned clockwise by 90 degrees',
  'to be turned clockwise by 270 degrees',
]

/**
 * Reads one file. `origin` of the record is `unknown`: only an app's parser knows what its folder means. The one thing that
 * is skipped is an AppleDouble companion, which holds no picture.
 */
export function readMediaFile(file: EvidenceFile): ReadMediaFile | SkippedRow {
  const from = { table: '(file)', rowId: file.path, ordinal: 0 }
  if (isAppleDouble(file.bytes)) return { type: 'skipped', from, reason: 'attributes that macOS keeps beside a file, no picture' }
  const type = mediaTypeOf(file.bytes)
  const claims = claimsOf(file, type)
  const { position, problem } = claims.position
  const facts = { 'time from': claims.taken.tag, ...claims.facts, problem: problemText(file, type, [...claims.problems, problem]) }
  const record: MediaRecord = {
    type: 'media',
    from,
    state: 'live',
    path: file.path,
    mime: type?.mime ?? null,
    sizeBytes: file.sizeBytes,
    takenAt: claims.taken.at,
    latitude: position?.latitude ?? null,
    longitude: position?.longitude ?? null,
    accuracyMetres: position?.accuracyMetres ?? null,
    gpsAt: claims.gpsAt,
    origin: 'unknown',
    widthPixels: claims.widthPixels,
    heightPixels: claims.heightPixels,
    camera: cameraName(claims.make, claims.model),
    facts: withoutNulls(facts),
  }
  return { type: 'read', record, make: claims.make }
}

function claimsOf(file: EvidenceFile, type: MediaType | null): Claims {
  if (type === null || type.container === 'bmp') return NOTHING
  return type.container === 'movie' ? movieClaims(file) : pictureClaims(file, type)
}

function pictureClaims(file: EvidenceFile, type: MediaType): Claims {
  const isWhole = file.bytes.length >= file.sizeBytes
  const frame = type.container === 'jpeg' ? readJpegFrame(file.bytes, isWhole) : null
  const tags = readExifTags(frame === null ? file.bytes : file.bytes.subarray(0, Math.max(frame.headerBytes, 4)))
  const size = frame ?? containerSize(file.bytes, type, tags)
  const taken = takenTimeOf(tags)
  const gpsAt = gpsTimeOf(tags)
  return {
    taken,
    gpsAt,
    position: positionOf(tags),
    make: tags.text('Make'),
    model: tags.text('Model'),
    widthPixels: size?.widthPixels ?? null,
    heightPixels: size?.heightPixels ?? null,
    facts: { 'zone suggested by GPS time': zoneSuggestedByGps(taken.at, gpsAt), ...pictureFacts(tags, taken.at) },
    problems: [frame?.problem ?? null, tags.problem],
  }
}

function pictureFacts(tags: ExifTags, taken: Instant): Record<string, string | null> {
  const changed = tags.text('DateTime')
  const altitude = ratio(tags.rationals('GPSAltitude')[0])
  const orientation = tags.integer('Orientation') ?? Number(tags.xmp('Orientation') ?? NaN)
  const direction = ratio(tags.rationals('GPSImgDirection')[0])
  return {
    orientation: Number.isNaN(orientation) ? null : `${orientation} (${ORIENTATIONS[orientation - 1] ?? 'unknown'})`,
    'changed at (local time)': changed === null || taken.asStored?.startsWith(changed) === true ? null : changed,
    software: tags.text('Software') ?? tags.xmp('CreatorTool'),
    lens: tags.text('LensModel'),
    'camera owner': tags.text('CameraOwnerName'),
    'camera serial number': tags.text('BodySerialNumber'),
    'altitude in metres': altitude === null ? null : String(tags.integer('GPSAltitudeRef') === 1 ? -altitude : altitude),
    'direction of view in degrees': direction === null ? null : String(direction),
    'GPS method': tags.text('GPSProcessingMethod'),
    'GPS status': tags.text('GPSStatus'),
  }
}

function containerSize(bytes: Uint8Array, { container }: MediaType, tags: ExifTags): { widthPixels: number; heightPixels: number } | null {
  const view = viewOf(bytes)
  if (container === 'heif') return readHeifSize(bytes)
  if (container === 'png' && bytes.length >= 24) return { widthPixels: view.getUint32(16), heightPixels: view.getUint32(20) }
  if (container === 'gif' && bytes.length >= 10) return { widthPixels: view.getUint16(6, true), heightPixels: view.getUint16(8, true) }
  const width = tags.integer('ImageWidth') ?? tags.integer('PixelXDimension')
  const height = tags.integer('ImageLength') ?? tags.integer('PixelYDimension')
  return tags.containerSize ?? (width === null || height === null ? null : { widthPixels: width, heightPixels: height })
}

function movieClaims(file: EvidenceFile): Claims {
  const { movie, problem } = readMovie(file)
  if (movie === null) return { ...NOTHING, problems: [problem] }
  const header = headerInstant(movie.createdSeconds1904)
  const taken = recordedTimeOf(movie)
  return {
    ...NOTHING,
    taken,
    position: recordedPositionOf(movie),
    make: appleTag(movie, 'make') ?? movie.tags.get('©mak') ?? null,
    model: appleTag(movie, 'model') ?? movie.tags.get('©mod') ?? null,
    widthPixels: movie.widthPixels,
    heightPixels: movie.heightPixels,
    facts: {
      'movie header created at': header?.utcMs == null || header.utcMs === taken.at.utcMs ? null : new Date(header.utcMs).toISOString(),
      'duration in seconds': movie.durationSeconds === null ? null : String(Math.round(movie.durationSeconds * 1000) / 1000),
      software: appleTag(movie, 'software') ?? movie.tags.get('©swr') ?? null,
      'Live Photo identifier': appleTag(movie, 'content.identifier'),
    },
    problems: [problem],
  }
}

function problemText(file: EvidenceFile, type: MediaType | null, problems: readonly (string | null)[]): string | null {
  const isEmpty = file.sizeBytes === 0
  const unknown = type === null && !isEmpty ? 'the content is no known picture or movie format' : null
  const isPartly = type !== null && type.container !== 'movie' && file.bytes.length < file.sizeBytes
  const partly = isPartly ? `only the first ${file.bytes.length} bytes were examined` : null
  const found = [isEmpty ? 'the file is empty' : null, unknown, partly, ...problems].filter((problem) => problem !== null)
  return found.length === 0 ? null : found.join('; ')
}

/** `Apple iPhone 12`; the make is not repeated when the model begins with it (`Canon EOS 5D`). */
function cameraName(make: string | null, model: string | null): string | null {
  if (make === null || model === null) return model ?? make
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`
}

function withoutNulls(facts: Readonly<Record<string, string | null>>): Facts {
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== null))
}
