/**
 * Records.json of Google Takeout: every position that devices of an account sent to Google, one element of `locations` each. Streamed.
 *
 * Meanings (artifacts 2.12 and public samples): latitudeE7/longitudeE7 are degrees times 1e7; `timestamp` is ISO 8601 UTC, in older
 * exports `timestampMs`; `source` says what the fix rests on; `deviceTag` is a number per device of the account, so that the rows need
 * not come from the examined phone. The account holder can delete rows. Wi-Fi scans and guessed activities are kept as facts.
 */
import { jsonAt, type JsonElement, jsonElements, jsonList, jsonNumber, jsonText } from '../../formats/text/jsonStream.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, type RowRef } from '../../model/index.ts'
import { measuredPlace, positionE7 } from './googlePlaces.ts'
import { looksLike } from './recognising.ts'

interface Row extends DocumentRow {
  readonly offset: number
  readonly value: unknown
}

export const googleRecords = defineDocumentParser({
  id: 'google-records',
  version: 1,
  app: 'Google location history',
  platform: 'web',
  store: 'Location history of a Google account (Records.json)',
  reads: ['**/Location History*/Records.json', '**/Standortverlauf*/Records.json'],
  recognises: (head) => looksLike(head, /^\s*\{\s*"locations"\s*:\s*\[/),
  yields: ['location'],
  proof: 'data-proven',
  doesNotCover: ['which device of the account a row comes from, beyond its deviceTag', 'access points of a scan (counted only)'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read('locations', rowsOf(jsonElements(document.chunks())))) yield record(row)
  },
})

function* rowsOf(elements: Iterable<JsonElement>): Generator<Row> {
  for (const { section, index, offset, value } of elements)
    if (section === 'locations' && index !== null) yield { rowId: index, offset, value }
}

function record({ rowId, value }: Row): Emitted {
  const from: RowRef = { table: 'locations', rowId: String(rowId), ordinal: 0 }
  const position = positionE7(value)
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const source = jsonText(jsonAt(value, 'source'))
  return measuredPlace({
    from,
    position,
    at: writtenInstant(jsonAt(value, 'timestamp') ?? jsonAt(value, 'timestampMs')),
    class: 'device-fix',
    method: `Google location history${source === null ? '' : `, source ${source}`}`,
    accuracyMetres: jsonNumber(jsonAt(value, 'accuracy')),
    altitudeMetres: jsonNumber(jsonAt(value, 'altitude')),
    speedMetresPerSecond: jsonNumber(jsonAt(value, 'velocity')),
    courseDegrees: jsonNumber(jsonAt(value, 'heading')),
    facts: factsOf({
      'device tag': jsonText(jsonAt(value, 'deviceTag')),
      platform: jsonText(jsonAt(value, 'platformType')),
      'form factor': jsonText(jsonAt(value, 'formFactor')),
      'vertical accuracy (m)': jsonText(jsonAt(value, 'verticalAccuracy')),
      activity: activityOf(value),
      'access points scanned': countOf(jsonAt(value, 'activeWifiScan', 'accessPoints')),
      'reached Google': jsonText(jsonAt(value, 'serverTimestamp')),
    }),
  })
}

const countOf = (list: unknown): string | null => (Array.isArray(list) ? String(list.length) : null)

/** The likeliest activity of the first guess, in Google's word. */
function activityOf(value: unknown): string | null {
  const first = jsonList(jsonAt(jsonList(jsonAt(value, 'activity'))[0], 'activity'))[0]
  const type = jsonText(jsonAt(first, 'type'))
  return type === null ? null : `${type}, confidence ${jsonText(jsonAt(first, 'confidence')) ?? 'not stored'}`
}
