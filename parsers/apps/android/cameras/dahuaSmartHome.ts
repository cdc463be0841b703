/**
 * Sensors, devices and alarms of Dahua's DMSS on Android: one database per account, `.db` for use without one.
 *
 * Columns as ALEAPP reads them: `alarmTime` counts Unix milliseconds, `alarmTimeStr` is what the device reported; states 0 off, 1 on; sensitivity
 * 1 low, 2 medium, 3 high.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, flagOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'
import { accountInWords, alarmRecord, knownDevice } from '../../bothPlatforms/dahuaAlarms.ts'

const SENSORS = ['name', 'model', 'sn', 'type', 'alarmState', 'deviceSn', 'fullDayAlarm', 'sensitivity', 'batteryPercent']
const DEVICES = ['devicename', 'deviceModel', 'channelcount', 'isOnline', 'receiveShare', 'sendShare', 'username', 'port']
const ALARMS = [
  'alarmTime',
  'alarmTimeStr',
  'areaName',
  'nickName',
  'sensorName',
  'alarmDeviceId',
  'alarmMessageId',
  'alarmTypeStr',
  'checked',
]
const ON_OFF: Readonly<Record<number, string>> = { 0: 'off', 1: 'on' }
const SENSITIVITY: Readonly<Record<number, string>> = { 1: 'low', 2: 'medium', 3: 'high' }
const TABLES = ['AlarmPartEntity', 'CloudDevices', 'GeneralAlarmMessage']

export const androidDahuaSmartHome = defineSqliteParser({
  id: 'android-dahua-smart-home',
  version: 1,
  app: 'DMSS',
  platform: 'android',
  store: 'Sensors, devices and alarms of DMSS (a database per account)',
  reads: ['**/com.mm.android.DMSS/databases/*.db'],
  yields: ['network', 'app-use'],
  proof: 'source-verified',
  doesNotCover: ['when a device was added', 'what a device can do', 'pictures of alarms'],
  requires: {},
  requiresOneOf: TABLES,
  optional: { AlarmPartEntity: SENSORS, CloudDevices: DEVICES, GeneralAlarmMessage: ALARMS },
  *parse(database, { path }) {
    const account = accountInWords((path.split('/').at(-1) ?? '').replace(/\.db$/u, ''), '')
    for (const row of evidenceRows(database, { table: 'AlarmPartEntity', columns: SENSORS })) yield sensor(row, account)
    for (const row of evidenceRows(database, { table: 'CloudDevices', columns: DEVICES })) yield device(row, account)
    for (const row of evidenceRows(database, { table: 'GeneralAlarmMessage', columns: ALARMS })) yield alarm(row, account)
  },
})

function sensor(row: StoredRow, account: string): Emitted {
  return knownDevice({
    from: placeOf('AlarmPartEntity', row),
    what: 'a sensor that DMSS was set up with',
    name: textOf(row['name']),
    serial: textOf(row['sn']),
    facts: {
      account,
      model: textOf(row['model']),
      'kind as stored': textOf(row['type']),
      alarm: codeInWords(row['alarmState'], ON_OFF),
      'alarm all day': codeInWords(row['fullDayAlarm'], ON_OFF),
      sensitivity: codeInWords(row['sensitivity'], SENSITIVITY),
      'battery in percent': textOf(row['batteryPercent']),
      'serial number of its hub': textOf(row['deviceSn']),
    },
  })
}

function device(row: StoredRow, account: string): Emitted {
  return knownDevice({
    from: placeOf('CloudDevices', row),
    what: 'a device of the account in DMSS',
    name: textOf(row['devicename']),
    serial: null,
    facts: {
      account,
      model: textOf(row['deviceModel']),
      channels: textOf(row['channelcount']),
      'online, as stored': textOf(row['isOnline']),
      'shared by': textOf(row['receiveShare']),
      'shared with': textOf(row['sendShare']),
      user: textOf(row['username']),
      port: textOf(row['port']),
    },
  })
}

function alarm(row: StoredRow, account: string): Emitted {
  const checked = flagOf(row['checked'])
  return alarmRecord(
    {
      from: placeOf('GeneralAlarmMessage', row),
      type: textOf(row['alarmTypeStr']),
      area: textOf(row['areaName']),
      device: textOf(row['sensorName']),
      at: instantOf(timeValueOf(row['alarmTime']), 'unix-ms'),
      facts: {
        account,
        'by (nickname)': textOf(row['nickName']),
        'time that the device reported': textOf(row['alarmTimeStr']),
        device: textOf(row['alarmDeviceId']),
        'id of the alarm': textOf(row['alarmMessageId']),
        'looked at': checked === null ? null : checked ? 'yes' : 'no',
      },
    },
    'com.mm.android.DMSS',
  )
}
