/** Streams of Biome about the phone itself: zone, starts, system, networks, camera. Fields as iLEAPP (MIT) publishes them in 2026. */
import type { EvidenceRecord } from '../../../model/index.ts'
import { factsObject } from './biomeReading.ts'
import type { StreamRecord } from './biomeReading.ts'

/** Field 2 name of the zone, at the time of writing: where the phone's clock was set to, by its network or by hand. */
export function timeZone({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord | string {
  const zone = message.text(2)
  if (zone === null) return 'the record names no time zone'
  return { type: 'device-event', from, state, activity: 'time-zone', detail: zone, at: writtenAt, endAt: null }
}

/**
 * Field 1 the session's identifier, 2 1 opened and 0 closed (by the pattern of four public images). At a restart both have one time, so that
 * the time of a close is not when the phone went off.
 */
export function bootSession({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord {
  const code = message.integer(2)
  const id = message.bytes(1)
  const isKnown = code === 0n || code === 1n
  const detail = code === 0n ? 'a session of running was closed; the phone may have gone off before' : null
  return {
    type: 'device-event',
    from,
    state,
    activity: code === 1n ? 'started' : 'other',
    detail,
    at: writtenAt,
    endAt: null,
    ...factsObject({
      session: id === null ? null : Buffer.from(id).toString('hex'),
      value: isKnown ? null : code === null ? 'none' : `unknown (${code})`,
    }),
  }
}

/** Field 2 (or 4) the build of the system when the record was written; 3 a code whose meaning is not published. */
export function deviceMetadata({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord | string {
  const build = message.text(2) ?? message.text(4)
  if (build === null) return 'the record names no build'
  const facts = factsObject({ 'kind as stored': message.integer(3)?.toString() })
  return {
    type: 'device-event',
    from,
    state,
    activity: 'other',
    detail: `build of the system: ${build}`,
    at: writtenAt,
    endAt: null,
    ...facts,
  }
}

/**
 * Field 1 the network part of an address with its host bits at zero, 3 their number, 4 interface, 5 radio, 7 country, 8 zone: read from the
 * values alone, and said so. It narrows down a network and a country, never an endpoint.
 */
export function edgeSelection({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord {
  const [address, bits] = [message.text(1), message.integer(3)]
  return {
    type: 'network',
    from,
    state,
    medium: 'other',
    activity: 'seen',
    name: null,
    address: address === null ? null : bits === null ? address : `${address}/${bits}`,
    at: writtenAt,
    endAt: null,
    position: null,
    ...factsObject({
      'what it is': 'network part of a public address; the meaning of the fields is read from their values',
      interface: message.text(4),
      radio: message.text(5),
      country: message.text(7),
      'time zone': message.text(8),
    }),
  }
}

/** Field 1 which camera focused: the camera was in use, whether or not a picture was kept. */
export function cameraFocus({ from, state, writtenAt, message }: StreamRecord): EvidenceRecord {
  const camera = message.text(1) ?? 'not named'
  const detail = `the camera was in use: ${camera}`
  return { type: 'device-event', from, state, activity: 'other', detail, at: writtenAt, endAt: null }
}
