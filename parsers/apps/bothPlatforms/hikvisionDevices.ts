/**
 * Cameras and recorders of Hik-Connect (Hikvision), `database.hik`, on Android and iOS: devices that the app was set up to watch, and their
 * channels.
 *
 * Columns as ALEAPP and iLEAPP read them (the two name one column differently). The names are those that somebody gave to cameras: they may say
 * what stands where. Nothing says when a device was added or watched. Stored passwords are not read.
 */
import { withFacts } from '../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, textOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../model/index.ts'
import type { Emitted, EvidenceDatabase } from '../../model/index.ts'

const DEVICES = 'deviceinfo'
const CHANNELS = 'channelinfo'
const DEVICE = ['nDeviceID', 'chDeviceName', 'chDeviceSerialNo']
const DEVICE_DETAILS = ['nDevicePort', 'nChannelNum', 'chDDNSAddress', 'chDDNSAddr', 'nDDNSPort']
const CHANNEL = ['nDeviceID', 'nChannelNo', 'chChannelName', 'nEnable']
const STATES: Readonly<Record<number, string>> = { 0: 'disabled', 1: 'enabled' }

export const hikvisionDevices = defineSqliteParser({
  id: 'hikvision-devices',
  version: 1,
  app: 'Hik-Connect',
  platform: 'any',
  store: 'Cameras of Hik-Connect (database.hik)',
  reads: ['**/database.hik'],
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['when a device was added or watched', 'passwords of devices', 'pictures'],
  requires: { [DEVICES]: DEVICE },
  optional: { [DEVICES]: DEVICE_DETAILS, [CHANNELS]: CHANNEL },
  *parse(database) {
    const names = readNames(database)
    for (const row of evidenceRows(database, { table: DEVICES, columns: [...DEVICE, ...DEVICE_DETAILS] })) yield device(row)
    for (const row of evidenceRows(database, { table: CHANNELS, columns: CHANNEL })) yield channel(row, names)
  },
})

const KNOWN = { type: 'network', state: 'live', medium: 'other', activity: 'known', at: NO_INSTANT, endAt: null, position: null } as const

function readNames(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const row of sideRows(database, { table: DEVICES, columns: DEVICE })) {
    const [id, name] = [textOf(row['nDeviceID']), textOf(row['chDeviceName']) ?? textOf(row['chDeviceSerialNo'])]
    if (id !== null && name !== null) names.set(id, name)
  }
  return names
}

function device(row: StoredRow): Emitted {
  const from = placeOf(DEVICES, row)
  const [name, serial] = [textOf(row['chDeviceName']), textOf(row['chDeviceSerialNo'])]
  if (name === null && serial === null) return { type: 'skipped', from, reason: 'the device has neither a name nor a number' }
  return {
    ...KNOWN,
    from,
    name,
    address: serial,
    ...withFacts({
      'what it is': 'a camera system that Hik-Connect was set up to watch',
      'serial number': serial,
      channels: textOf(row['nChannelNum']),
      port: textOf(row['nDevicePort']),
      'address on the internet': textOf(row['chDDNSAddress']) ?? textOf(row['chDDNSAddr']),
      'port on the internet': textOf(row['nDDNSPort']),
    }),
  }
}

function channel(row: StoredRow, names: ReadonlyMap<string, string>): Emitted {
  const from = placeOf(CHANNELS, row)
  const [name, number, id] = [textOf(row['chChannelName']), textOf(row['nChannelNo']), textOf(row['nDeviceID'])]
  if (name === null && number === null) return { type: 'skipped', from, reason: 'the channel has neither a name nor a number' }
  return {
    ...KNOWN,
    from,
    name,
    address: null,
    ...withFacts({
      'what it is': 'a channel (camera) of a camera system in Hik-Connect',
      'number of the channel': number,
      'camera system': id === null ? null : (names.get(id) ?? `device ${id}`),
      state: codeInWords(row['nEnable'], STATES),
    }),
  }
}
