/**
 * `Timeline Edits.json` and `Settings.json` of Google Takeout: positions that devices delivered together with what was edited, and the
 * devices of the account with whether they report positions. Forms from public samples; other kinds of edit are skipped with that reason.
 */
import type { Degrees } from '../../formats/values/degrees.ts'
import { jsonAt, type JsonElement, jsonElements, jsonNumber, jsonText } from '../../formats/text/jsonStream.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, NO_INSTANT, type RowRef } from '../../model/index.ts'
import { measuredPlace, positionE7 } from './googlePlaces.ts'
import { looksLike } from './recognising.ts'

interface Row extends DocumentRow {
  readonly offset: number
  readonly value: unknown
}

function* rowsOf(section: string, elements: Iterable<JsonElement>): Generator<Row> {
  for (const { section: found, index, offset, value } of elements)
    if (found === section && index !== null) yield { rowId: index, offset, value }
}

export const googleTimelineEdits = defineDocumentParser({
  id: 'google-timeline-edits',
  version: 1,
  app: 'Google location history',
  platform: 'web',
  store: 'Edits of a Google account’s timeline (Timeline Edits.json)',
  reads: ['**/Timeline Edits.json'],
  recognises: (head) => looksLike(head, /^\s*\{\s*"timelineEdits"\s*:\s*\[/),
  yields: ['location'],
  proof: 'data-proven',
  doesNotCover: ['edits other than raw positions'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read('timelineEdits', rowsOf('timelineEdits', jsonElements(document.chunks())))) yield edit(row)
  },
})

function edit({ rowId, value }: Row): Emitted {
  const from: RowRef = { table: 'timelineEdits', rowId: String(rowId), ordinal: 0 }
  const signal = jsonAt(value, 'rawSignal', 'signal', 'position')
  const position: Degrees | string = positionE7(jsonAt(signal, 'point'))
  if (typeof position === 'string')
    return { type: 'skipped', from, reason: signal === undefined ? 'This kind of edit holds no raw position' : position }
  const accuracyMm = jsonNumber(jsonAt(signal, 'accuracyMm'))
  const altitude = jsonNumber(jsonAt(signal, 'altitudeMeters'))
  return measuredPlace({
    from,
    position,
    at: writtenInstant(jsonAt(signal, 'timestamp')),
    class: 'device-fix',
    method: 'Google timeline, raw position beside an edit',
    accuracyMetres: accuracyMm === null ? null : accuracyMm / 1000,
    altitudeMetres: altitude,
    speedMetresPerSecond: jsonNumber(jsonAt(signal, 'speedMetersPerSecond')),
    courseDegrees: null,
    facts: factsOf({ 'device id': jsonText(jsonAt(value, 'deviceId')) }),
  })
}

export const googleLocationSettings = defineDocumentParser({
  id: 'google-location-settings',
  version: 1,
  app: 'Google location history',
  platform: 'web',
  store: 'Devices that report positions to a Google account (Settings.json)',
  reads: ['**/Location History*/Settings.json'],
  recognises: (head) =>
    looksLike(head, /^\s*\{(?:\s*"[A-Za-z]+"\s*:\s*(?:"[^"]*"|true|false|null|-?\d+)\s*,)*\s*"deviceSettings"\s*:\s*\[/),
  yields: ['device-event'],
  proof: 'data-proven',
  doesNotCover: ['settings of the account other than its devices'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read('deviceSettings', rowsOf('deviceSettings', jsonElements(document.chunks())))) yield device(row)
  },
})

function device({ rowId, value }: Row): Emitted {
  const spec = jsonAt(value, 'deviceSpec')
  const name = ['manufacturer', 'brand', 'model'].map((part) => jsonText(jsonAt(spec, part))).filter((part) => part !== null)
  const facts = factsOf({
    'device tag': jsonText(jsonAt(value, 'deviceTag')),
    'reports positions': jsonText(jsonAt(value, 'reportingEnabled')),
    'name given': jsonText(jsonAt(value, 'devicePrettyName')),
    platform: jsonText(jsonAt(value, 'platformType')),
    created: jsonText(jsonAt(value, 'deviceCreationTime')),
  })
  const changed = jsonAt(value, 'latestLocationReportingSettingChange', 'reportingEnabledModificationTime')
  return {
    type: 'device-event',
    from: { table: 'deviceSettings', rowId: String(rowId), ordinal: 0 },
    state: 'live',
    activity: 'setting',
    detail: `device of the Google account: ${name.length === 0 ? 'not named' : name.join(' ')}`,
    at: changed === undefined ? NO_INSTANT : writtenInstant(changed),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
