/** Streams of Biome that place the phone: networks, devices, cars and visits. Fields as iLEAPP (MIT) and its sources publish them. */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import type { EvidenceRecord } from '../../../model/index.ts'
import { codeField, factsObject } from './biomeReading.ts'
import type { StreamRecord } from './biomeReading.ts'

/** Field 1 name of the network, 2 1 joined and 0 left, at the time of writing (a known network was joined in the same second). */
export function wifi({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord {
  const code = message.integer(2)
  return {
    type: 'network',
    from,
    state,
    medium: 'wifi',
    activity: code === 1n ? 'connected' : code === 0n ? 'disconnected' : 'seen',
    name: message.text(1),
    address: null,
    at: writtenAt,
    endAt: null,
    position: null,
    ...factsObject({ value: code === 0n || code === 1n ? null : codeField(message, 2, {}) }),
  }
}

/** Field 1 address, 2 name. Lists of devices share one time: presence in the stream is no connection. */
export function bluetooth({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord {
  const facts = factsObject({ time: 'of writing; the device need not have been connected then' })
  const [address, name] = [message.text(1), message.text(2)]
  return {
    type: 'network',
    from,
    state,
    medium: 'bluetooth',
    activity: 'seen',
    name,
    address,
    at: writtenAt,
    endAt: null,
    position: null,
    ...facts,
  }
}

export function carplay({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord {
  const code = message.integer(1)
  return {
    type: 'network',
    from,
    state,
    medium: 'carplay',
    activity: code === 1n ? 'connected' : code === 0n ? 'disconnected' : 'seen',
    name: null,
    address: null,
    at: writtenAt,
    endAt: null,
    position: null,
    ...factsObject({ value: code === 0n || code === 1n ? null : codeField(message, 1, {}) }),
  }
}

/**
 * Field 4 arrival, 5 departure, 1 detection (Unix seconds), 3 position (1 latitude, 2 longitude, 3 accuracy, 4 altitude), 6 confidence,
 * 8 place (1 visit, 5 with 2 name, 3 address, 4 category). Records are written in batches long after: the time of writing is no time of
 * the visit, and the detection does not fit the other two.
 */
export function locationVisit({ from, state, writtenAt, message, isOfOtherDevice }: StreamRecord): EvidenceRecord | string {
  const geo = message.message(3)
  const position = degreesOf(geo?.double(1) ?? null, geo?.double(2) ?? null)
  if (typeof position === 'string') return position
  const [arrival, departure, detection] = [4, 5, 1].map((field) => instantOf(message.double(field), 'unix-s'))
  const accuracy = geo?.double(3) ?? null
  const altitude = geo?.double(4) ?? null
  const place = message.message(8)
  const detail = place?.message(5)
  const iso = (at: typeof arrival): string | null => (at === undefined || at.utcMs === null ? null : new Date(at.utcMs).toISOString())
  return {
    type: 'location',
    from,
    state: state === 'live' ? 'inferred' : state,
    at: arrival?.utcMs === null || arrival === undefined ? (detection ?? writtenAt) : arrival,
    endAt: departure === undefined || departure.utcMs === null ? null : departure,
    ...position,
    accuracyMetres: accuracy !== null && accuracy >= 0 ? accuracy : null,
    radiusMeaning: accuracy !== null && accuracy >= 0 ? 'horizontal accuracy, meaning not published' : null,
    altitudeMetres: altitude,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: isOfOtherDevice ? 'other-device' : 'visit',
    method: 'Biome visit (inferred by the phone)',
    label: detail?.text(2) ?? null,
    ...factsObject({
      'place address': detail?.text(3),
      'place category': detail?.text(4),
      confidence: message.double(6)?.toString(),
      detected: iso(detection),
      written: iso(writtenAt),
      times: 'arrival and departure by the phone’s own reckoning; written in batches later',
    }),
  }
}
