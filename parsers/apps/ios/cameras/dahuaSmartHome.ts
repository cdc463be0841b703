/**
 * Sensors, devices and alarms of Dahua's DMSS on iOS, `<account>/DMSSCloud.sqlite` (folder `0`: without an account).
 *
 * Columns as iLEAPP reads them: states 0 off, 1 on. The TIME of an alarm is local by iLEAPP's account, so it is never taken for UTC.
 */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, flagOf, textOf } from '../../../formats/values/storedValues.ts'
import { localTextInstant } from '../../../formats/values/utcText.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Instant, SqlValue } from '../../../model/index.ts'
import { accountInWords, alarmRecord, knownDevice } from '../../bothPlatforms/dahuaAlarms.ts'

const SENSORS = [
  'partName',
  'partModel',
  'partSN',
  'paasType',
  'alarmState',
  'batteryPercent',
  'boxSN',
  'onLineState',
  'doorState',
  'fullDayAlarm',
]
const DEVICES = ['name', 'sn']
const DEVICE_DETAILS = ['serial', 'devType', 'channelCount', 'deviceIsOnline', 'ReceiveShare', 'SendShareStr', 'userName', 'mPort', 'hwId']
const ALARMS = ['TIME', 'SensorName', 'SensorSN', 'AreaName', 'NickName', 'DEVICEID', 'ALARMID', 'TYPE', 'ISCHECKED']
const ON_OFF: Readonly<Record<number, string>> = { 0: 'off', 1: 'on' }

export const iosDahuaSmartHome = defineSqliteParser({
  id: 'ios-dahua-smart-home',
  version: 1,
  app: 'DMSS',
  platform: 'ios',
  store: 'Sensors, devices and alarms of DMSS (DMSSCloud.sqlite)',
  reads: ['**/Library/Support/*/DMSSCloud.sqlite'],
  yields: ['network', 'app-use'],
  proof: 'source-verified',
  doesNotCover: ['when a device was added', 'the zone of the times of alarms', 'pictures of alarms'],
  requires: { DEVICES },
  optional: { DEVICES: DEVICE_DETAILS, GatewayPartTable: SENSORS, CHNALARMMESSAGE: ALARMS },
  *parse(database, { path }) {
    const account = accountInWords(path.split('/').at(-2) ?? '', '0')
    const names = new Map<string, string>()
    for (const row of sideRows(database, { table: 'DEVICES', columns: DEVICES })) {
      const [serial, name] = [textOf(row['sn']), textOf(row['name'])]
      if (serial !== null && name !== null) names.set(serial, name)
    }
    for (const row of evidenceRows(database, { table: 'GatewayPartTable', columns: SENSORS })) yield sensor(row, account)
    for (const row of evidenceRows(database, { table: 'DEVICES', columns: [...DEVICES, ...DEVICE_DETAILS] })) yield device(row, account)
    for (const row of evidenceRows(database, { table: 'CHNALARMMESSAGE', columns: ALARMS })) yield alarm(row, account, names)
  },
})

function sensor(row: StoredRow, account: string): Emitted {
  return knownDevice({
    from: placeOf('GatewayPartTable', row),
    what: 'a sensor that DMSS was set up with',
    name: textOf(row['partName']),
    serial: textOf(row['partSN']),
    facts: {
      account,
      model: textOf(row['partModel']),
      'kind as stored': textOf(row['paasType']),
      alarm: codeInWords(row['alarmState'], ON_OFF),
      'alarm all day': codeInWords(row['fullDayAlarm'], ON_OFF),
      online: codeInWords(row['onLineState'], ON_OFF),
      'state of the door, as stored': textOf(row['doorState']),
      'battery in percent': textOf(row['batteryPercent']),
      'serial number of its hub': textOf(row['boxSN']),
    },
  })
}

function device(row: StoredRow, account: string): Emitted {
  return knownDevice({
    from: placeOf('DEVICES', row),
    what: 'a device of the account in DMSS',
    name: textOf(row['name']),
    serial: textOf(row['sn']),
    facts: {
      account,
      model: textOf(row['serial']),
      'kind as stored': textOf(row['devType']),
      channels: textOf(row['channelCount']),
      'online, as stored': textOf(row['deviceIsOnline']),
      'shared by': textOf(row['ReceiveShare']),
      'shared with': textOf(row['SendShareStr']),
      user: textOf(row['userName']),
      port: textOf(row['mPort']),
      'id of the hardware': textOf(row['hwId']),
    },
  })
}

function alarm(row: StoredRow, account: string, names: ReadonlyMap<string, string>): Emitted {
  const [checked, deviceId] = [flagOf(row['ISCHECKED']), textOf(row['DEVICEID'])]
  return alarmRecord(
    {
      from: placeOf('CHNALARMMESSAGE', row),
      type: textOf(row['TYPE']),
      area: textOf(row['AreaName']),
      device: textOf(row['SensorName']),
      at: localMoment(row['TIME']),
      facts: {
        account,
        'by (nickname)': textOf(row['NickName']),
        'serial number of the sensor': textOf(row['SensorSN']),
        device: deviceId === null ? null : (names.get(deviceId) ?? deviceId),
        'id of the alarm': textOf(row['ALARMID']),
        'looked at': checked === null ? null : checked ? 'yes' : 'no',
      },
    },
    'DMSS',
  )
}

/** A written time as local time; a bare number is of a form that nobody has described and stays as it is stored. */
function localMoment(stored: SqlValue | undefined): Instant {
  const text = textOf(stored)
  const { localText } = writtenInstant(typeof stored === 'string' ? stored : null)
  return localTextInstant(text, localText)
}
