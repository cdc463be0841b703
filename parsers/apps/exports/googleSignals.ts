/** Raw signals of an exported Google timeline: positions that the phone measured, scans of access points, guessed activities. */
import { jsonAt, jsonList, jsonNumber, jsonText } from '../../formats/text/jsonStream.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import type { Emitted, NetworkRecord, RowRef } from '../../model/index.ts'
import { measuredPlace, positionText } from './googlePlaces.ts'

type Place = (ordinal: number) => RowRef

export function* signalRecords(signal: unknown, place: Place): Generator<Emitted> {
  const position = jsonAt(signal, 'position')
  if (position !== undefined) yield* positionRecord(position, place)
  const scan = jsonAt(signal, 'wifiScan')
  if (scan !== undefined) yield* scanRecords(scan, place)
  const activity = jsonAt(signal, 'activityRecord')
  if (activity !== undefined) yield* activityRecord(activity, place)
}

function* positionRecord(signal: unknown, place: Place): Generator<Emitted> {
  const position = positionText(jsonAt(signal, 'LatLng') ?? jsonAt(signal, 'latLng'))
  if (typeof position === 'string') return
  const source = jsonText(jsonAt(signal, 'source'))
  yield measuredPlace({
    from: place(0),
    position,
    at: writtenInstant(jsonAt(signal, 'timestamp')),
    class: 'device-fix',
    method: `Google Maps timeline, raw signal${source === null ? '' : `, source ${source}`}`,
    accuracyMetres: jsonNumber(jsonAt(signal, 'accuracyMeters')),
    altitudeMetres: jsonNumber(jsonAt(signal, 'altitudeMeters')),
    speedMetresPerSecond: jsonNumber(jsonAt(signal, 'speedMetersPerSecond')),
    courseDegrees: null,
  })
}

function* scanRecords(scan: unknown, place: Place): Generator<NetworkRecord> {
  const at = writtenInstant(jsonAt(scan, 'deliveryTime'))
  let ordinal = 0
  for (const device of jsonList(jsonAt(scan, 'devicesRecords'))) {
    const mac = jsonAt(device, 'mac')
    const facts = factsOf({ 'signal (dBm)': jsonText(jsonAt(device, 'rawRssi')), mac: typeof mac === 'number' ? String(mac) : null })
    yield {
      type: 'network',
      from: place(ordinal++),
      state: 'live',
      medium: 'wifi',
      activity: 'seen',
      name: null,
      address: macText(mac),
      at,
      endAt: null,
      position: null,
      ...(facts === undefined ? {} : { facts }),
    }
  }
}

/** The 48 bits of an access point's address, stored as one number. */
function macText(stored: unknown): string | null {
  if (typeof stored !== 'number' || !Number.isSafeInteger(stored) || stored < 0 || stored >= 2 ** 48) return jsonText(stored)
  return (stored.toString(16).padStart(12, '0').match(/../g) ?? []).join(':')
}

function* activityRecord(activity: unknown, place: Place): Generator<Emitted> {
  const guesses = jsonList(jsonAt(activity, 'probableActivities')).flatMap((guess) => {
    const type = jsonText(jsonAt(guess, 'type'))
    return type === null ? [] : [`${type} ${jsonText(jsonAt(guess, 'confidence')) ?? ''}`.trim()]
  })
  if (guesses.length === 0) return
  yield {
    type: 'device-event',
    from: place(0),
    state: 'inferred',
    activity: 'motion',
    detail: guesses.join(', '),
    at: writtenInstant(jsonAt(activity, 'timestamp')),
    endAt: null,
  }
}
