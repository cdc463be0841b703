/**
 * Google's watch for unknown trackers on Android (`personalsafety_db` of Play services): AirTags and the like that were noticed nearby, and
 * those of which it keeps a state of warning.
 *
 * Tables and times (Unix milliseconds) as ALEAPP reads them on phones of Android 13 to 16. The parts of the two protobufs have no published
 * meaning: on 86 rows of real phones, field 2 of bleScan fitted a strength of reception, fields 4 and 5 of locationScan fitted degrees
 * times 1e7, but nobody compared them with other positions. They stand in the facts, said to be so, and give no position on the map.
 * Trackers away from their owner change their address about daily, so one tracker can have several addresses.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { fieldsBeside, fieldsInWords } from '../../../formats/binary/protobufRest.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Facts } from '../../../model/index.ts'

const SCANS = 'Scan'
const DEVICES = 'DeviceData'
const SCAN_COLUMNS = ['creationTimestampMillis', 'macAddress']
const SCAN_OPTIONAL = ['lastUpdatedTimestampMillis', 'state', 'bleScan', 'locationScan']
const DEVICE_COLUMNS = ['creationTimestampMillis', 'macAddress', 'alertStatus']
const DEVICE_OPTIONAL = ['lastUpdatedTimestampMillis', 'deviceType', 'optionalDeviceData', 'alertLifecycleId']
const E7 = 1e7

export const androidTrackerScans = defineSqliteParser({
  id: 'android-tracker-scans',
  version: 1,
  app: 'Unknown trackers',
  platform: 'android',
  store: 'Trackers noticed nearby (personalsafety_db)',
  reads: ['**/com.google.android.gms/databases/personalsafety_db', '**/personalsafety_db'],
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: [
    'whose a tracker is (not stored), and whether it went with the phone or lay where the phone was',
    'the meaning of states, kinds of device and of the protobufs: shown as stored; possible positions are not put on the map',
    'whether a warning was shown, and the files personalsafety_info.pb and personalsafety_optin.pb',
  ],
  requires: { [SCANS]: SCAN_COLUMNS, [DEVICES]: DEVICE_COLUMNS },
  optional: { [SCANS]: SCAN_OPTIONAL, [DEVICES]: DEVICE_OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: SCANS, columns: [...SCAN_COLUMNS, ...SCAN_OPTIONAL] }))
      yield trackerRecord(SCANS, row, { ...signalFacts(row), ...positionFacts(row) })
    for (const row of evidenceRows(database, { table: DEVICES, columns: [...DEVICE_COLUMNS, ...DEVICE_OPTIONAL] }))
      yield trackerRecord(DEVICES, row, deviceFacts(row))
  },
})

function trackerRecord(table: string, row: StoredRow, more: Facts | undefined): Emitted {
  const changed = instantOf(timeValueOf(row['lastUpdatedTimestampMillis']), 'unix-ms')
  const facts = {
    ...factsOf({
      'what it is':
        table === SCANS ? 'noticed by the watch for unknown trackers' : 'kept by the watch for unknown trackers with a state of warning',
      'last changed': changed.utcMs === null ? null : instantInWords(changed),
    }),
    ...more,
  }
  return {
    type: 'network',
    from: placeOf(table, row),
    state: 'live',
    medium: 'bluetooth',
    activity: 'seen',
    name: null,
    address: textOf(row['macAddress']),
    at: instantOf(timeValueOf(row['creationTimestampMillis']), 'unix-ms'),
    endAt: null,
    position: null,
    facts,
  }
}

function signalFacts(row: StoredRow): Facts | undefined {
  const bytes = bytesOf(row['bleScan'])
  const strength = bytes === null ? null : new ProtobufMessage(bytes).int32(2)
  return factsOf({
    'state (as stored)': textOf(row['state']),
    'possible strength of reception': strength === null ? null : `${strength} (meaning not established)`,
    'other fields of bleScan': bytes === null ? textOf(row['bleScan']) : fieldsInWords(fieldsBeside(bytes, [2])),
  })
}

function positionFacts(row: StoredRow): Facts | undefined {
  const bytes = bytesOf(row['locationScan'])
  if (bytes === null) return factsOf({ 'locationScan (as stored)': textOf(row['locationScan']) })
  const message = new ProtobufMessage(bytes)
  const [latitude, longitude] = [message.int32(4), message.int32(5)]
  const position = degreesOf(latitude === null ? null : latitude / E7, longitude === null ? null : longitude / E7)
  const isFitting = typeof position !== 'string'
  return factsOf({
    'possible position': isFitting ? `${position.latitude}, ${position.longitude} (meaning and scale not established)` : null,
    'other fields of locationScan': fieldsInWords(fieldsBeside(bytes, isFitting ? [4, 5] : [])),
  })
}

function deviceFacts(row: StoredRow): Facts | undefined {
  const bytes = bytesOf(row['optionalDeviceData'])
  return factsOf({
    'state of warning (as stored)': textOf(row['alertStatus']),
    'kind of device (as stored)': textOf(row['deviceType']),
    'identifier of the warning': textOf(row['alertLifecycleId']),
    'further data': bytes === null ? textOf(row['optionalDeviceData']) : fieldsInWords(fieldsBeside(bytes, [])),
  })
}
