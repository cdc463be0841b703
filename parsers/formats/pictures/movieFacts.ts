/** Time and position that a movie claims, from its metadata. */
import { checkedPosition } from './exifPosition.ts'
import type { PositionReading } from './exifPosition.ts'
import { instantOfText } from './exifTime.ts'
import type { TakenTime } from './exifTime.ts'
import type { MovieMetadata } from './movieMetadata.ts'
import { NO_INSTANT } from '../../model/index.ts'
import type { Instant } from '../../model/index.ts'

const APPLE = 'com.apple.quicktime.'
/** 1904-01-01T00:00:00Z to 1970-01-01T00:00:00Z. */
const QUICKTIME_EPOCH_S = 2_082_844_800n
/** Beyond the dates that JavaScript can express. */
const MAX_SECONDS = 8_640_000_000_000n

/** A value of Apple's metadata keys (`creationdate`), or null. */
export function appleTag(movie: MovieMetadata, name: string): string | null {
  return movie.tags.get(APPLE + name) ?? null
}

/** When the movie was recorded: Apple's creation date with its offset, else the user data's date, else the movie header's. */
export function recordedTimeOf(movie: MovieMetadata): TakenTime {
  const dated = [
    [appleTag(movie, 'creationdate'), `${APPLE}creationdate`],
    [movie.tags.get('©day') ?? null, '©day'],
  ] as const
  for (const [stored, tag] of dated) {
    const at = stored === null ? NO_INSTANT : instantOfText(stored, 'iso-text')
    if (at.utcMs !== null || at.localText !== null) return { at, tag: `QuickTime ${tag}` }
  }
  const header = headerInstant(movie.createdSeconds1904)
  return header === null ? { at: NO_INSTANT, tag: null } : { at: header, tag: 'QuickTime movie header' }
}

/** Creation time of the movie header, UTC by the format's definition; null when it states none. */
export function headerInstant(seconds1904: string | null): Instant | null {
  if (seconds1904 === null) return null
  const unixSeconds = BigInt(seconds1904) - QUICKTIME_EPOCH_S
  const isTime = unixSeconds > -QUICKTIME_EPOCH_S && unixSeconds < MAX_SECONDS
  const utcMs = isTime ? Number(unixSeconds) * 1000 : null
  return { utcMs, asStored: seconds1904, unit: 'quicktime-s', zoneBasis: 'utc', localText: null }
}

/** The recording position (ISO 6709 text such as `+43.4674+011.8851+123.4/`). */
export function recordedPositionOf(movie: MovieMetadata): PositionReading {
  const stored = appleTag(movie, 'location.ISO6709') ?? movie.tags.get('©xyz') ?? movie.tags.get('loci') ?? null
  if (stored === null) return { position: null, problem: null }
  const [, latitude, longitude] = /^([+-]\d{2,6}(?:\.\d+)?)([+-]\d{3,7}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?(?:CRS.*)?\/?$/.exec(stored) ?? []
  if (latitude === undefined || longitude === undefined) return { position: null, problem: 'the position of the movie cannot be read' }
  const accuracy = Number(appleTag(movie, 'location.accuracy.horizontal') ?? NaN)
  return checkedPosition(sexagesimal(latitude, 2), sexagesimal(longitude, 3), accuracy > 0 ? accuracy : null)
}

/** `DD.D`, `DDMM.M` or `DDMMSS.S` to degrees; `degreeDigits` is 2 for latitude and 3 for longitude. */
function sexagesimal(text: string, degreeDigits: number): number {
  const sign = text.startsWith('-') ? -1 : 1
  const [whole = '', fraction = ''] = text.slice(1).split('.')
  const parts = [whole.slice(0, degreeDigits), ...(whole.slice(degreeDigits).match(/\d{2}/g) ?? [])]
  const last = parts.length - 1
  return sign * parts.reduce((sum, part, index) => sum + Number(index === last ? `${part}.${fraction}0` : part) / 60 ** index, 0)
}
