/**
 * Find My: `Items.data` (tags and things that carry one) and `Devices.data` (devices of the account and the family). One position per
 * object: the last that Apple's network knew. It is the object's, not this phone's, except for the entry that says `thisDevice`.
 *
 * JSON as several published tools read it: `location` with latitude, longitude, horizontalAccuracy, timeStamp (milliseconds since 1970),
 * isOld, positionType; `crowdSourcedLocation` likewise; `address` with mapItemFullAddress or formattedAddressLines; `name`, `serialNumber`,
 * `identifier`, `productType.type`, `deviceDisplayName`, `role.name`. Newer systems encrypt the files with a key of the keychain.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt, jsonElements, jsonList, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, LocationRecord } from '../../../model/index.ts'

const TABLE = 'objects'

interface FoundObject extends DocumentRow {
  readonly value: unknown
}

export const iosFindMy = defineDocumentParser({
  id: 'ios-find-my',
  version: 1,
  app: 'Find My',
  platform: 'ios',
  store: 'Places of items and devices (Find My)',
  reads: ['**/com.apple.findmy.fmipcore/Items.data', '**/com.apple.findmy.fmipcore/Devices.data'],
  inBackups: false,
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: [
    'encrypted files of newer systems',
    'earlier places of an object (not stored)',
    'places of friends (fmfcore)',
    'safe places',
  ],
  *parse(document): Iterable<Emitted> {
    for (const object of document.read(TABLE, objects(document))) yield* records(object)
  },
})

function* objects(document: EvidenceDocument): Generator<FoundObject> {
  for (const chunk of document.chunks()) {
    if (Buffer.from(chunk.subarray(0, 6)).toString('latin1') === 'bplist') {
      throw new Error('this system encrypts the file, and its key lies in the keychain')
    }
    break
  }
  let number = 0
  for (const { value } of jsonElements(document.chunks())) yield { rowId: ++number, value }
}

function* records({ rowId, value }: FoundObject): Generator<Emitted> {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const main = placeRecord(value, 'location', from)
  if (typeof main === 'string') yield { type: 'skipped', from, reason: main }
  else yield main
  const crowd = placeRecord(value, 'crowdSourcedLocation', { ...from, ordinal: 1 })
  // Most objects repeat their place there.
  const isOther = typeof crowd !== 'string' && (typeof main === 'string' || crowd.at.utcMs !== main.at.utcMs)
  if (isOther) yield crowd
}

function placeRecord(value: unknown, key: string, from: LocationRecord['from']): LocationRecord | string {
  const place = jsonAt(value, key)
  const position = degreesOf(jsonNumber(jsonAt(place, 'latitude')), jsonNumber(jsonAt(place, 'longitude')))
  if (typeof position === 'string') return `${jsonText(jsonAt(value, 'name')) ?? 'the object'}: ${position}`
  const accuracy = jsonNumber(jsonAt(place, 'horizontalAccuracy'))
  const isThisPhone = jsonAt(value, 'thisDevice') === true
  const facts = factsOf({
    object: jsonText(jsonAt(value, 'name')),
    kind:
      jsonText(jsonAt(value, 'deviceDisplayName')) ??
      jsonText(jsonAt(value, 'productType', 'type')) ??
      jsonText(jsonAt(value, 'role', 'name')),
    'serial number': jsonText(jsonAt(value, 'serialNumber')),
    identifier: jsonText(jsonAt(value, 'identifier')),
    address: addressOf(value),
    old: jsonAt(place, 'isOld') === true ? 'yes, says the app' : null,
    'kind of position': jsonText(jsonAt(place, 'positionType')),
    battery: jsonText(jsonAt(value, 'batteryLevel')),
    whose: isThisPhone ? 'this phone' : 'the object’s or device’s, not this phone’s',
    reported: key === 'crowdSourcedLocation' ? 'by devices of other people nearby' : null,
  })
  const record: LocationRecord = {
    type: 'location',
    from,
    state: 'live',
    at: instantOf(jsonNumber(jsonAt(place, 'timeStamp')), 'unix-ms'),
    endAt: null,
    ...position,
    accuracyMetres: accuracy !== null && accuracy >= 0 ? accuracy : null,
    radiusMeaning: accuracy !== null && accuracy >= 0 ? 'accuracy as the service states it' : null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: isThisPhone ? 'device-fix' : 'other-device',
    method: 'Find My',
    label: jsonText(jsonAt(value, 'name')),
  }
  return facts === undefined ? record : { ...record, facts }
}

function addressOf(value: unknown): string | null {
  const full = jsonText(jsonAt(value, 'address', 'mapItemFullAddress'))
  if (full !== null) return full
  const lines = jsonList(jsonAt(value, 'address', 'formattedAddressLines'))
    .map(jsonText)
    .filter((line) => line !== null)
  return lines.length === 0 ? null : lines.join(', ')
}
