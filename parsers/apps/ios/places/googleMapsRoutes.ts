/**
 * Ways that Google Maps computed, `CachedRoutes/<milliseconds>.plist`: one position per point that the archive holds.
 *
 * As iLEAPP reads them: objects of the keyed archive with `_coordinateLat` and `_coordinateLong`; the file is named after a time in milliseconds
 * since 1970, of which nobody says what it marks. A way was shown, not travelled: its points are places that were looked up.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted, Instant } from '../../../model/index.ts'

const MAX_BYTES = 128 * 1024 * 1024
const TABLE = 'points'
const NAME = /\/(\d{12,14})\.plist$/u

interface Point extends DocumentRow {
  readonly latitude: number | null
  readonly longitude: number | null
}

export const iosGoogleMapsRoutes = defineDocumentParser({
  id: 'ios-google-maps-routes',
  version: 1,
  app: 'Google Maps',
  platform: 'ios',
  store: 'Ways that were computed (CachedRoutes)',
  reads: ['**/Library/Application Support/CachedRoutes/*.plist'],
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: ['what the time of a file marks', 'names and instructions of a way', 'whether it was travelled'],
  *parse(document, context): Iterable<Emitted> {
    const root = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
    const named = NAME.exec(`/${context.path}`)?.[1]
    const at = named === undefined ? NO_INSTANT : instantOf(named, 'unix-ms')
    for (const point of document.read(TABLE, pointsIn(root))) yield location(point, at)
  },
})

/** The points, by their place in the archive. */
function* pointsIn(root: PlistDict): Generator<Point> {
  const objects = root['$objects']
  if (!Array.isArray(objects)) throw new Error('the property list is no keyed archive')
  for (const [index, object] of objects.entries()) {
    if (!isPlistDict(object) || !Object.hasOwn(object, '_coordinateLat')) continue
    const [latitude, longitude] = [object['_coordinateLat'], object['_coordinateLong']]
    yield {
      rowId: index,
      latitude: typeof latitude === 'number' ? latitude : null,
      longitude: typeof longitude === 'number' ? longitude : null,
    }
  }
}

function location({ rowId, latitude, longitude }: Point, at: Instant): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const position = degreesOf(latitude, longitude)
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  return {
    type: 'location',
    from,
    state: 'live',
    at,
    endAt: null,
    ...position,
    accuracyMetres: null,
    radiusMeaning: null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'searched',
    method: 'point of a way that Google Maps computed',
    label: null,
    facts: {
      'what it is': 'a point of a way that was shown; that it was travelled is not said',
      time: 'the name of the file; what it marks is not published',
    },
  }
}
