/**
 * Camera systems of Dahua's DMSS on Android, `devicechannel.db`, with their channels.
 *
 * Columns as ALEAPP reads them: `uid` is what identifies a device; address, port, user and password are encrypted and not read.
 */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import { knownDevice } from '../../bothPlatforms/dahuaAlarms.ts'

const DEVICES = ['id', 'devicename', 'uid']
const CHANNELS = ['did', 'num', 'name', 'isfavorite']

export const androidDahuaDevices = defineSqliteParser({
  id: 'android-dahua-devices',
  version: 1,
  app: 'DMSS',
  platform: 'android',
  store: 'Camera systems of DMSS (devicechannel.db)',
  reads: ['**/com.mm.android.DMSS/databases/devicechannel.db', '**/devicechannel.db'],
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['when a device was added or watched', 'addresses and passwords, which are encrypted'],
  requires: { devices: DEVICES },
  optional: { devices: ['channelcount'], channels: CHANNELS },
  *parse(database) {
    const names = new Map<string, string>()
    for (const row of sideRows(database, { table: 'devices', columns: DEVICES })) {
      const [id, name] = [textOf(row['id']), textOf(row['devicename']) ?? textOf(row['uid'])]
      if (id !== null && name !== null) names.set(id, name)
    }
    for (const row of evidenceRows(database, { table: 'devices', columns: [...DEVICES, 'channelcount'] })) {
      yield knownDevice({
        from: placeOf('devices', row),
        what: 'a camera system that DMSS was set up to watch',
        name: textOf(row['devicename']),
        serial: textOf(row['uid']),
        facts: { channels: textOf(row['channelcount']) },
      })
    }
    for (const row of evidenceRows(database, { table: 'channels', columns: CHANNELS })) {
      const device = textOf(row['did'])
      yield knownDevice({
        from: placeOf('channels', row),
        what: 'a channel (camera) of a camera system in DMSS',
        name: textOf(row['name']),
        serial: null,
        facts: {
          'number of the channel': textOf(row['num']),
          'camera system': device === null ? null : (names.get(device) ?? `device ${device}`),
          favourite: flagOf(row['isfavorite']) === true ? 'yes' : null,
        },
      })
    }
  },
})
