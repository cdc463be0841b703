/**
 * Boarding passes of Ryanair: JSON, encrypted by the app with a key that lies in its own settings.
 *
 * As ALEAPP found them: AES-256 in CFB mode (128 bits) with sixteen zero bytes before it; the key is `encryptionKeyBase64` of the settings.
 * Times that end in `UTC` in their name count in UTC, the others are local at the airport.
 */
import { openedAesCfb } from '../../../formats/binary/aesCfb.ts'
import { readAndroidSettings } from '../../../formats/values/androidSettings.ts'
import { isJsonObject, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import type { JsonObject } from '../../../formats/text/jsonStream.ts'
import { joinedParts, NO_CALENDAR_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, textOf } from '../../../formats/values/storedValues.ts'
import { utcTextInstant } from '../../../formats/values/utcText.ts'
import type { Emitted, ParserContext } from '../../../model/index.ts'

export const RYANAIR_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  settings: ['**/com.ryanair.cheapflights/shared_prefs/com.ryanair.cheapflights_preferences.xml'],
}

/** Null without the settings or a key in them. */
export function boardingPassKey(context: ParserContext): Uint8Array | null {
  const text = readAndroidSettings(context.sideFile('settings')).get('encryptionKeyBase64')
  return text === undefined ? null : Buffer.from(text, 'base64')
}

function opened(body: Uint8Array, key: Uint8Array): JsonObject | null {
  const plain = openedAesCfb(body, key)
  return plain === null ? null : parseJsonObject(plain)
}

export function boardingPassRecord(row: StoredRow, key: Uint8Array | null): Emitted {
  const from = placeOf('boardingpass', row)
  const body = bytesOf(row['body'])
  if (body === null) return { type: 'skipped', from, reason: 'the row holds no pass' }
  if (key === null) return { type: 'skipped', from, reason: "encrypted, and the key is not in the app's settings" }
  const pass = opened(body, key)
  if (pass === null) return { type: 'skipped', from, reason: "the key of the app's settings does not open it" }
  const text = (name: string): string | null => jsonText(pass[name])
  const flight = joinedParts([text('carrierCode'), text('flightNumber')], '')
  const route = joinedParts([text('departureStationCode'), text('arrivalStationCode')], ' to ')
  const end = utcTextInstant(pass['arrivalTimeUTC'])
  const document = isJsonObject(pass['boardingPassDocument']) ? pass['boardingPassDocument'] : {}
  return {
    ...NO_CALENDAR_FIELDS,
    from,
    service: 'Ryanair',
    title: joinedParts(['boarding pass', flight, route], ', '),
    place: route,
    calendar: 'Boarding passes of Ryanair',
    startsAt: utcTextInstant(pass['departureTimeUTC']),
    endsAt: end.asStored === null ? null : end,
    ...withFacts({
      passenger: joinedParts([text('paxTitle'), text('paxFirstName'), text('paxLastName')], ' '),
      'kind of passenger as stored': text('paxType'),
      seat: joinedParts([text('seatRow'), text('seatColumn')], ''),
      'number in sequence': text('sequenceNumber'),
      gate: text('gate'),
      'record locator': text('reservationNumber'),
      'departure there, local': text('departureTime'),
      'boarding there, local': text('boardingTime'),
      downloaded: text('downloadTime'),
      'nationality in the travel document': jsonText(document['docNationality']),
      'travel document issued by': jsonText(document['docCountryOfIssue']),
      'text of the barcode': text('barcodeData'),
      'id of the pass': textOf(row['uid']),
      'how it was read': "decrypted with the key of the app's settings",
    }),
  }
}
