/**
 * Bluetooth Low Energy devices: `com.apple.MobileBluetooth.ledevices.paired.db` and `.other.db`. One record per row.
 *
 * Tables and columns as iLEAPP reads them (PairedDevices, OtherDevices). The unit of LastSeenTime and LastConnectionTime is not published:
 * both are kept as stored and no time is made of them. Rows of OtherDevices were in reach at some time; nothing says that they were used.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { NetworkRecord } from '../../../model/index.ts'

const REQUIRED = ['Name', 'Address']
const PAIRED_COLUMNS = ['Uuid', 'NameOrigin', 'ResolvedAddress', 'LastSeenTime', 'LastConnectionTime']
const OTHER_COLUMNS = ['Uuid', 'LastSeenTime']

const DESCRIPTION = {
  app: 'Bluetooth',
  platform: 'ios',
  inBackups: false,
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['the times of a device, whose unit is not published: they are shown as stored'],
} as const

export const iosBluetoothPaired = defineSqliteParser({
  ...DESCRIPTION,
  id: 'ios-bluetooth-paired',
  version: 1,
  store: 'Paired Bluetooth LE devices (ledevices.paired.db)',
  reads: ['**/com.apple.MobileBluetooth.ledevices.paired.db'],
  requires: { PairedDevices: REQUIRED },
  optional: { PairedDevices: PAIRED_COLUMNS },
  *parse(database) {
    const columns = [...REQUIRED, ...PAIRED_COLUMNS]
    for (const row of evidenceRows(database, { table: 'PairedDevices', columns })) yield device('PairedDevices', row, 'paired')
  },
})

export const iosBluetoothOthers = defineSqliteParser({
  ...DESCRIPTION,
  id: 'ios-bluetooth-others',
  version: 1,
  store: 'Bluetooth LE devices in reach (ledevices.other.db)',
  reads: ['**/com.apple.MobileBluetooth.ledevices.other.db'],
  requires: { OtherDevices: REQUIRED },
  optional: { OtherDevices: OTHER_COLUMNS },
  *parse(database) {
    const columns = [...REQUIRED, ...OTHER_COLUMNS]
    for (const row of evidenceRows(database, { table: 'OtherDevices', columns })) yield device('OtherDevices', row, 'seen')
  },
})

function device(table: string, row: StoredRow, activity: 'paired' | 'seen'): NetworkRecord {
  const facts = factsOf({
    'resolved address': textOf(row['ResolvedAddress']),
    'source of the name': textOf(row['NameOrigin']),
    'last seen as stored': textOf(row['LastSeenTime']),
    'last connection as stored': textOf(row['LastConnectionTime']),
    identifier: textOf(row['Uuid']),
  })
  return {
    type: 'network',
    from: placeOf(table, row),
    state: 'live',
    medium: 'bluetooth',
    activity,
    name: textOf(row['Name']),
    address: textOf(row['Address']),
    at: NO_INSTANT,
    endAt: null,
    position: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
