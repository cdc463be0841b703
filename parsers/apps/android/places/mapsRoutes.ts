/**
 * Routes that Google Maps was asked for, `gmm_storage.db`: addresses of the form `/dir/start/destination/...` inside the app's cache.
 * A route that was asked for is neither a journey nor a stay: one web search per address, and a position of class `searched` for each
 * of its ends that stands there in degrees. No time is stored.
 *
 * Meanings (artifacts 2.12, ALEAPP's reading of real images, and the public form of these addresses): the part after `/dir/` is the
 * start, then the destination, in degrees or as words; `!1d` is the longitude and `!2d` the latitude of a place, the last one of the
 * destination. Where an address ends is told by the length before it, and where that does not fit by the last printable character.
 */
import type { Degrees } from '../../../formats/values/degrees.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'

const TABLE = 'gmm_storage_table'
const MARK = new TextEncoder().encode('/dir/')
const HOST = 'https://www.google.com/maps'
const LONGEST_HOST = 64

export const androidMapsRoutes = defineSqliteParser({
  id: 'android-maps-routes',
  version: 1,
  app: 'Google Maps',
  platform: 'android',
  store: 'Routes that were asked for (gmm_storage.db)',
  reads: ['**/gmm_storage.db'],
  yields: ['web', 'location'],
  proof: 'source-verified',
  doesNotCover: ['everything else in the cache of the app (counted as skipped)', 'when a route was asked for: not stored'],
  requires: { [TABLE]: ['_data'] },
  optional: { [TABLE]: ['_key_pri', '_key_sec'] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['_data', '_key_pri', '_key_sec'] })) yield* routeRecords(row)
  },
})

function* routeRecords(row: StoredRow): Generator<Emitted> {
  const kind = textOf(row['_key_pri'])
  const routes = routesIn(bytesOf(row['_data']))
  let ordinal = 0
  for (const route of routes) {
    const facts = factsOf({
      'what it is': 'a route that was asked for: neither that it was driven nor when is stored',
      start: route.start,
      destination: route.destination,
      'address as stored': route.stored === route.url ? null : route.stored,
      'end of the address': route.isEndCertain ? null : 'not certain: it may hold a character too many',
      'kind in the cache': kind,
      'key in the cache': textOf(row['_key_sec']),
    })
    const title = `route from ${route.start ?? 'a place not named'} to ${route.destination ?? 'a place not named'}`
    const shared = { state: 'live', at: NO_INSTANT, ...(facts === undefined ? {} : { facts }) } as const
    yield { ...shared, type: 'web', from: placeOf(TABLE, row, ordinal++), webKind: 'search', service: 'Google Maps', url: route.url, title }
    const ends = [
      { position: route.startPosition, label: route.start, method: 'Google Maps: start of a route that was asked for' },
      { position: route.destinationPosition, label: route.destination, method: 'Google Maps: destination of a route that was asked for' },
    ]
    for (const { position, label, method } of ends) {
      if (position === null) continue
      yield { ...NO_LOCATION_FIELDS, ...shared, from: placeOf(TABLE, row, ordinal++), ...position, class: 'searched', method, label }
    }
  }
  if (ordinal === 0)
    yield { type: 'skipped', from: placeOf(TABLE, row), reason: `holds no route that was asked for (kind: ${kind ?? 'not stored'})` }
}

interface Route {
  /** With the host of Google Maps, also where it is not stored. */
  readonly url: string
  readonly stored: string
  readonly start: string | null
  readonly destination: string | null
  readonly startPosition: Degrees | null
  readonly destinationPosition: Degrees | null
  readonly isEndCertain: boolean
}

/** Different routes in the order in which they stand in the cache. */
function routesIn(bytes: Uint8Array | null): Route[] {
  const routes = new Map<string, Route>()
  if (bytes === null) return []
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let index = view.indexOf(MARK); index !== -1; index = view.indexOf(MARK, index + MARK.length)) {
    const address = addressAt(view, index)
    const route = routeOf(address)
    const isEmpty = route.start === null && route.destination === null && route.destinationPosition === null
    if (!isEmpty && !routes.has(address.path)) routes.set(address.path, route)
  }
  return [...routes.values()]
}

const isPrintable = (byte: number | undefined): boolean => byte !== undefined && byte > 0x20 && byte < 0x7f

interface Address {
  readonly host: string
  /** From `/dir/` on. */
  readonly path: string
  readonly isEndCertain: boolean
}

function addressAt(bytes: Buffer, start: number): Address {
  let end = start
  while (isPrintable(bytes[end])) end++
  const before = bytes.subarray(Math.max(0, start - LONGEST_HOST), start).toString('latin1')
  // A whole address (`https://www.google.com/maps/dir/...`) has its length before the host.
  const host = /https?:\/\/[a-z.]+\/maps$/.exec(before)?.[0] ?? ''
  const stated = lengthBefore(bytes, start - host.length)
  const isEndCertain = stated !== null && stated > host.length + MARK.length && start - host.length + stated <= end
  const to = isEndCertain ? start - host.length + stated : end
  return { host, path: bytes.subarray(start, to).toString('latin1'), isEndCertain }
}

/** The protobuf length that ends right before an offset: one byte, or two where the first has its high bit set. */
function lengthBefore(bytes: Buffer, offset: number): number | null {
  const [first, second] = [bytes[offset - 2], bytes[offset - 1]]
  if (second === undefined || second >= 0x80) return null
  return first !== undefined && first >= 0x80 ? (first & 0x7f) | (second << 7) : second
}

function routeOf({ host, path, isEndCertain }: Address): Route {
  const parts = path.slice('/dir/'.length).split('/')
  const places = parts.slice(0, firstOther(parts))
  // An address may end with a slash, which names no further place.
  const named = places.length > 2 && places.at(-1) === '' ? places.slice(0, -1) : places
  const [from, to] = [named[0] ?? '', named.length > 1 ? (named.at(-1) ?? '') : '']
  // The last pair is the destination's, as far as the address names one.
  const pair = [...path.matchAll(/!1d(-?\d+(?:\.\d+)?)!2d(-?\d+(?:\.\d+)?)/g)].at(-1)
  const ofPair = pair === undefined ? null : positionOrNull(pair[2], pair[1])
  return {
    url: `${host === '' ? HOST : host}${path}`,
    stored: `${host}${path}`,
    start: wordsOf(from),
    destination: wordsOf(to),
    startPosition: positionOf(from),
    destinationPosition: positionOf(to) ?? ofPair,
    isEndCertain,
  }
}

/** Index of the first part that is no place: the map's centre (`@...`) or `data=`. */
function firstOther(parts: readonly string[]): number {
  const index = parts.findIndex((part) => part.startsWith('@') || part.startsWith('data=') || part.startsWith('am='))
  return index === -1 ? parts.length : index
}

const positionOrNull = (latitude: string | undefined, longitude: string | undefined): Degrees | null => {
  const position = degreesOf(latitude ?? null, longitude ?? null)
  return typeof position === 'string' ? null : position
}

function positionOf(part: string): Degrees | null {
  const match = /^(-?\d+(?:\.\d+)?),\+?(-?\d+(?:\.\d+)?)$/.exec(part)
  return match === null ? null : positionOrNull(match[1], match[2])
}

function wordsOf(part: string): string | null {
  if (part === '') return null
  const spaced = part.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
