/**
 * Camera systems of Dahua's DMSS on iOS, `Devices.sqlite3`, with their channels and addresses on the internet.
 *
 * Columns as iLEAPP reads them: IP holds an address, a serial number or a name of the device; DDNSCONFIG names its device by that. Passwords are
 * encrypted and not read.
 */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase } from '../../../model/index.ts'
import { knownDevice } from '../../bothPlatforms/dahuaAlarms.ts'

const DEVICES = ['ID', 'NAME', 'IP']
const CHANNELS = ['CHANNELID', 'NAME', 'DEVICEID']
const INTERNET = ['DEVICEID', 'DDNSENABLE', 'DDNSADDRESS', 'DDNSDOMAIN', 'DDNSUSERNAME', 'DDNSALIAS']
const ON_OFF: Readonly<Record<number, string>> = { 0: 'off', 1: 'on' }

export const iosDahuaDevices = defineSqliteParser({
  id: 'ios-dahua-devices',
  version: 1,
  app: 'DMSS',
  platform: 'ios',
  store: 'Camera systems of DMSS (Devices.sqlite3)',
  reads: ['**/Library/Support/Devices.sqlite3'],
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['when a device was added or watched', 'passwords, which are encrypted', 'the PIN of the app'],
  requires: { DEVICES: DEVICES, CHANNELS: CHANNELS },
  optional: { DEVICES: ['PORT', 'USER'], DDNSCONFIG: INTERNET },
  *parse(database) {
    const [names, internet] = prepare(database)
    for (const row of evidenceRows(database, { table: 'DEVICES', columns: [...DEVICES, 'PORT', 'USER'] })) {
      const address = textOf(row['IP'])
      const online = internet.get(address ?? '')
      yield knownDevice({
        from: placeOf('DEVICES', row),
        what: 'a camera system that DMSS was set up to watch',
        name: textOf(row['NAME']),
        serial: address,
        facts: {
          port: textOf(row['PORT']),
          user: textOf(row['USER']),
          'name on the internet': codeInWords(online?.['DDNSENABLE'], ON_OFF),
          'address on the internet': textOf(online?.['DDNSADDRESS']),
          domain: textOf(online?.['DDNSDOMAIN']),
          'user on the internet': textOf(online?.['DDNSUSERNAME']),
          alias: textOf(online?.['DDNSALIAS']),
        },
      })
    }
    for (const row of evidenceRows(database, { table: 'CHANNELS', columns: CHANNELS })) {
      const device = textOf(row['DEVICEID'])
      yield knownDevice({
        from: placeOf('CHANNELS', row),
        what: 'a channel (camera) of a camera system in DMSS',
        name: textOf(row['NAME']),
        serial: null,
        facts: {
          'number of the channel': textOf(row['CHANNELID']),
          'camera system': device === null ? null : (names.get(device) ?? `device ${device}`),
        },
      })
    }
  },
})

function prepare(database: EvidenceDatabase): readonly [ReadonlyMap<string, string>, ReadonlyMap<string, StoredRow>] {
  const [names, internet] = [new Map<string, string>(), new Map<string, StoredRow>()]
  for (const row of sideRows(database, { table: 'DEVICES', columns: DEVICES })) {
    const [id, name] = [textOf(row['ID']), textOf(row['NAME']) ?? textOf(row['IP'])]
    if (id !== null && name !== null) names.set(id, name)
  }
  for (const row of sideRows(database, { table: 'DDNSCONFIG', columns: INTERNET })) {
    const device = textOf(row['DEVICEID'])
    if (device !== null) internet.set(device, row)
  }
  return [names, internet]
}
