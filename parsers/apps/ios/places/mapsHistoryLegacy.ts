/**
 * History of Apple Maps until iOS 13, `GeoHistory.mapsdata`: a property list of records, each with the time of its last change and a protocol
 * buffer. One search per record: what was typed (6: 1 words, 2 where), a way that was asked for (7.1), or a place that was opened (8.2).
 *
 * Fields as iLEAPP reads them, which also looks for what was typed at 8.2.1.201.2.2.1. Phones that moved to iOS 14 keep the file, and its
 * times are then the real ones (published by Mahalik). No record says where the phone was.
 */
import { dateIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'
import { mapsMessage, placeInWords, placeOf, pointsInWords, pointsOf } from './mapsPlaces.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'records'

interface Entry extends DocumentRow {
  readonly entry: PlistDict
}

export const iosMapsHistoryLegacy = defineDocumentParser({
  id: 'ios-maps-history-legacy',
  version: 1,
  app: 'Maps',
  platform: 'ios',
  store: 'Maps history until iOS 13 (GeoHistory.mapsdata)',
  reads: ['**/Maps/GeoHistory.mapsdata', '**/GeoHistory.mapsdata'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: [
    'positions inside the records',
    'older files (History.mapsdata, Directions.mapsdata)',
    'which point of a way is its start',
  ],
  *parse(document): Iterable<Emitted> {
    const root = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
    for (const row of document.read(TABLE, entriesOf(root))) yield search(row)
  },
})

/** `MSPHistory` / `records` / the record's identifier; names of the outer two are not relied on. */
function* entriesOf(root: PlistDict): Generator<Entry> {
  for (const [outer, group] of Object.entries(root)) {
    if (!isPlistDict(group)) continue
    for (const [inner, records] of Object.entries(group)) {
      if (!isPlistDict(records)) continue
      for (const [id, entry] of Object.entries(records)) if (isPlistDict(entry)) yield { rowId: `${outer}/${inner}/${id}`, entry }
    }
  }
}

function search({ rowId, entry }: Entry): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const contents = entry['contents']
  const message = mapsMessage(contents instanceof Uint8Array ? contents : null)
  if (message === null) return { type: 'skipped', from, reason: 'the record has no contents' }
  const typed = message.message(6)
  const query = typed?.text(1) ?? message.message(8)?.message(2)?.message(1)?.message(201)?.message(2)?.message(2)?.text(1) ?? null
  const way = pointsInWords(pointsOf(message.message(7)?.message(1) ?? null))
  const place = placeOf(message.message(8)?.message(2) ?? null)
  const title = query ?? (way === null ? null : `way: ${way}`) ?? (place === null ? null : placeInWords(place))
  if (title === null) return { type: 'skipped', from, reason: 'the record has neither words nor a place that can be decoded' }
  const facts = factsOf({
    where: typed?.text(2),
    way: way === null || title === `way: ${way}` ? null : way,
    place: place === null || title === placeInWords(place) ? null : placeInWords(place),
    'order of the points': way === null ? null : 'as stored; which is the start is not published',
    time: 'of the last change of the record',
  })
  return {
    type: 'web',
    from,
    state: 'live',
    webKind: 'search',
    service: 'Apple Maps',
    url: null,
    title,
    at: dateIn(entry, 'modificationDate') ?? NO_INSTANT,
    ...(facts === undefined ? {} : { facts }),
  }
}
