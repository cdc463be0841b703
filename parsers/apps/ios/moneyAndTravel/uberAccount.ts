/**
 * What Uber keeps of its rider between starts, `RealtimeRider.StreamModelKey`: `client` (the account) and `eyeball` (the last screen, with
 * the address that was shown for the rider and the vehicles near it).
 *
 * JSON as iLEAPP reads it: `mobileDigits` with `mobileCountryIso2`, `email`, `uuid`; `reverseGeocode` with degrees and `longAddress`;
 * `nearbyVehicles`, whose paths carry times in milliseconds since 1970 UTC. The address itself has no time.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonNumber, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import type { JsonObject } from '../../../formats/text/jsonStream.ts'
import { factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024

interface State extends DocumentRow {
  readonly state: JsonObject
}

export const iosUberAccount = defineDocumentParser({
  id: 'ios-uber-account',
  version: 1,
  app: 'Uber',
  platform: 'ios',
  store: 'Account and last screen of Uber (RealtimeRider)',
  reads: ['**/RealtimeRider.StreamModelKey/client', '**/RealtimeRider.StreamModelKey/eyeball'],
  yields: ['account', 'location'],
  proof: 'source-verified',
  doesNotCover: ['cards and other ways to pay', 'positions of the vehicles'],
  *parse(document): Iterable<Emitted> {
    const state = parseJsonObject(document.bytes(MAX_BYTES))
    if (state === null) throw new Error('the file is no JSON object')
    const isScreen = document.path.endsWith('eyeball')
    const rows: State[] = [{ rowId: 1, state }]
    if (isScreen) for (const row of document.read('eyeball', rows)) yield screen(row.state)
    else for (const row of document.read('client', rows)) yield account(row.state)
  },
})

function account(client: JsonObject): Emitted {
  const from = { table: 'client', rowId: '1', ordinal: 0 }
  const text = (name: string): string | null => jsonText(client[name])
  const [phone, email, id] = [text('mobileDigits'), text('email'), text('uuid')]
  const raw = phone ?? email ?? id
  if (raw === null) return { type: 'skipped', from, reason: 'the file names no number, address or id' }
  const names = [text('firstName'), text('lastName')].filter((part) => part !== null)
  const name = names.length === 0 ? null : names.join(' ')
  const country = text('mobileCountryIso2')?.toUpperCase() ?? null
  const isCountry = raw === phone && country !== null && /^[A-Z]{2}$/u.test(country)
  const facts = factsOf({
    'e-mail address': raw === email ? null : email,
    id: raw === id ? null : id,
    'kind of profile': text('profileType'),
    'code to share': text('referralCode'),
    picture: text('pictureUrl'),
  })
  return {
    type: 'account',
    from,
    state: 'live',
    service: 'Uber',
    identity: { scheme: raw === id ? 'other' : 'address', raw, name, country: isCountry ? country : null },
    name,
    isOwner: true,
    ...(facts === undefined ? {} : { facts }),
  }
}

function screen(eyeball: JsonObject): Emitted {
  const from = { table: 'eyeball', rowId: '1', ordinal: 0 }
  const address = eyeball['reverseGeocode']
  const position = degreesOf(jsonNumber(jsonAt(address, 'latitude')), jsonNumber(jsonAt(address, 'longitude')))
  if (typeof position === 'string') return { type: 'skipped', from, reason: 'no address was shown' }
  const seen = lastVehicle(eyeball['nearbyVehicles'])
  const facts = factsOf({
    'vehicles near it last moved': seen === null ? null : instantInWords(instantOf(seen, 'unix-ms')),
    id: jsonText(jsonAt(address, 'uuid')),
  })
  return {
    type: 'location',
    from,
    state: 'live',
    at: NO_INSTANT,
    endAt: null,
    ...position,
    accuracyMetres: null,
    radiusMeaning: null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'mentioned',
    method: 'Uber: the address that the app showed for its rider last',
    label: jsonText(jsonAt(address, 'longAddress')),
    ...(facts === undefined ? {} : { facts }),
  }
}

/** The latest time of any vehicle that was shown, or null. */
function lastVehicle(vehicles: unknown): number | null {
  let latest: number | null = null
  for (const vehicle of isJsonObject(vehicles) ? Object.values(vehicles) : []) {
    const paths = jsonAt(vehicle, 'vehiclePaths')
    for (const path of isJsonObject(paths) ? Object.values(paths) : []) {
      for (const point of jsonList(path)) {
        const time = jsonNumber(jsonAt(point, 'epoch'))
        if (time !== null && (latest === null || time > latest)) latest = time
      }
    }
  }
  return latest
}
