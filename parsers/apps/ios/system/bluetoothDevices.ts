/**
 * Bluetooth devices that were paired, `com.apple.MobileBluetooth.devices.plist`: one record per device, by its address.
 *
 * Keys as iLEAPP reads them: LastSeenTime counts seconds since 1970 UTC; UserNameKey is the name that the user gave, Name what the device
 * calls itself, DefaultName its name from the factory. Cars, headsets and speakers stand here: where and when they were met does not.
 */
import { countIn, textIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistValue } from '../../../formats/plist/plist.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'devices'

interface Device extends DocumentRow {
  readonly entry: PlistValue
}

export const iosBluetoothDevices = defineDocumentParser({
  id: 'ios-bluetooth-devices',
  version: 1,
  app: 'Bluetooth',
  platform: 'ios',
  store: 'Paired Bluetooth devices (MobileBluetooth.devices.plist)',
  reads: ['**/com.apple.MobileBluetooth.devices.plist'],
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['when a device was paired, and earlier connections (not stored)'],
  *parse(document): Iterable<Emitted> {
    for (const device of document.read(TABLE, devices(document.bytes(MAX_BYTES)))) yield record(device)
  },
})

function* devices(bytes: Uint8Array): Generator<Device> {
  const root = parsePlist(bytes)
  if (!isPlistDict(root)) throw new Error('the property list is not a dictionary of devices')
  for (const [address, entry] of Object.entries(root)) yield { rowId: address, entry }
}

function record({ rowId, entry }: Device): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  if (!isPlistDict(entry)) return { type: 'skipped', from, reason: 'the entry is no device' }
  const [given, own, factory] = [textIn(entry, 'UserNameKey'), textIn(entry, 'Name'), textIn(entry, 'DefaultName')]
  const name = given ?? own ?? factory
  const facts = factsOf({
    'name given by the user': given,
    'name of the device': own === name ? null : own,
    'name from the factory': factory === name ? null : factory,
    'product number': textIn(entry, 'DeviceIdProduct'),
    time: 'when it was last seen',
  })
  return {
    type: 'network',
    from,
    state: 'live',
    medium: 'bluetooth',
    activity: 'paired',
    name,
    address: String(rowId),
    at: countIn(entry, 'LastSeenTime', 'unix-s') ?? NO_INSTANT,
    endAt: null,
    position: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
