/**
 * Positions of access points and cells, locationd's `cache_encryptedB.db` (older phones: `cache_encryptedA.db`, `lockCache_encryptedA.db`,
 * `consolidated.db` of iOS 4): one position per row.
 *
 * Apple sends the phone the positions of networks around it; they are stored here whether or not the phone met them. A row is the place of
 * a network, never the phone's, and its time is not that of a visit (iLEAPP on the public images; artifacts 1.6). Times count seconds since
 * 2001 UTC, -1 is no time; MAC is the access point's address as a number. WifiAssociatedApWifiHarvestTable is named after access points
 * that the phone was associated with; what writes a row is not published, so its rows are networks noticed, with that remark.
 */
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { macAddressOf } from '../../../formats/values/macAddress.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ClassedPosition, Emitted, Facts, LocationRecord, NetworkRecord, RowRef, SqlValue } from '../../../model/index.ts'
import { HARVEST_OPTIONAL, harvested } from './locationdHarvest.ts'

const WIFI = 'WifiLocation'
const HARVEST = 'WifiAssociatedApWifiHarvestTable'
const POSITION_COLUMNS = ['Timestamp', 'Latitude', 'Longitude', 'HorizontalAccuracy', 'Altitude', 'Confidence']
const WIFI_REQUIRED = ['MAC', 'Timestamp', 'Latitude', 'Longitude']
const WIFI_COLUMNS = [...POSITION_COLUMNS, 'Channel', 'Score', 'AlsQueryTimestamp']
const HARVEST_COLUMNS = [...POSITION_COLUMNS, 'ScanTimestamp', 'Rssi', 'Channel', 'LoiType']
/** Table -> its radio and the columns that name a cell, as iLEAPP lists them. */
const CELLS: Readonly<Record<string, { readonly radio: string; readonly names: readonly string[] }>> = {
  CellLocation: { radio: 'GSM or UMTS', names: ['MCC', 'MNC', 'LAC', 'CI', 'UARFCN', 'PSC'] },
  CellLocationLocal: { radio: 'GSM or UMTS (local table)', names: ['MCC', 'MNC', 'LAC', 'CI', 'UARFCN', 'PSC'] },
  LteCellLocation: { radio: 'LTE', names: ['MCC', 'MNC', 'TAC', 'CI', 'UARFCN', 'PID'] },
  LteCellLocationLocal: { radio: 'LTE (local table)', names: ['MCC', 'MNC', 'TAC', 'CI', 'UARFCN', 'PID'] },
  NrCellLocation: { radio: '5G', names: ['MCC', 'MNC', 'TAC', 'CI', 'NRARFCN', 'PID'] },
  ScdmaCellLocation: { radio: 'TD-SCDMA', names: ['MCC', 'MNC', 'LAC', 'CI', 'UARFCN', 'PSC'] },
  CdmaCellLocation: { radio: 'CDMA', names: ['MCC', 'SID', 'NID', 'BSID', 'ZONEID', 'BANDCLASS', 'CHANNEL', 'PNOFFSET'] },
  CdmaCellLocationLocal: {
    radio: 'CDMA (local table)',
    names: ['MCC', 'SID', 'NID', 'BSID', 'ZONEID', 'BANDCLASS', 'CHANNEL', 'PNOFFSET'],
  },
}

export const iosLocationdCache = defineSqliteParser({
  id: 'ios-locationd-cache',
  version: 2,
  app: 'Location services',
  platform: 'ios',
  store: 'Positions of networks (cache_encryptedB.db, cache_encryptedA.db)',
  reads: [
    '**/locationd/cache_encryptedB.db',
    '**/locationd/cache_encryptedA.db',
    '**/locationd/lockCache_encryptedA.db',
    '**/locationd/consolidated.db',
    '**/com.apple.routined/cache_encryptedB.db',
  ],
  inBackups: false,
  yields: ['location', 'network'],
  proof: 'source-verified',
  doesNotCover: [
    'map tiles of networks (WifiTileHeader), neighbours of cells',
    'calibration of sensors (gyroCal.db)',
    'whose place the degrees of harvest tables are',
    'what the time of a row marks',
  ],
  requires: { [WIFI]: WIFI_REQUIRED },
  optional: {
    [WIFI]: WIFI_COLUMNS.filter((name) => !WIFI_REQUIRED.includes(name)),
    [HARVEST]: ['MAC', ...HARVEST_COLUMNS],
    ...HARVEST_OPTIONAL,
    ...Object.fromEntries(Object.entries(CELLS).map(([table, { names }]) => [table, [...POSITION_COLUMNS, ...names]])),
  },
  *parse(database) {
    for (const row of evidenceRows(database, { table: WIFI, columns: WIFI_COLUMNS, asText: ['MAC'] })) yield wifiRecord(row)
    for (const row of evidenceRows(database, { table: HARVEST, columns: HARVEST_COLUMNS, asText: ['MAC'] })) yield harvestRecord(row)
    for (const [table, cell] of Object.entries(CELLS)) {
      const columns = [...POSITION_COLUMNS, ...cell.names]
      for (const row of evidenceRows(database, { table, columns })) yield cellRecord(table, row, cell)
    }
    yield* harvested(database)
  },
})

const time = (value: SqlValue | undefined): string | null => {
  const instant = instantOf(timeValueOf(value), 'cocoa-s')
  return instant.utcMs === null ? null : instantInWords(instant)
}

function wifiRecord(row: StoredRow): Emitted {
  const address = addressOf(row)
  return positionOfNetwork(placeOf(WIFI, row), row, {
    label: address === null ? null : `access point ${address}`,
    method: 'Wi-Fi access point, from locationd’s cache',
    facts: factsOf({
      'what it is': 'the place of an access point, which the phone need not have been near',
      BSSID: address,
      channel: textOf(row['Channel']),
      confidence: textOf(row['Confidence']),
      score: textOf(row['Score']),
      'asked for': time(row['AlsQueryTimestamp']),
    }),
  })
}

/** The address, or the stored value where it is none. */
function addressOf(row: StoredRow): string | null {
  const stored = textOf(row['MAC'])
  return macAddressOf(stored) ?? stored
}

function cellRecord(
  table: string,
  row: StoredRow,
  { radio, names }: { readonly radio: string; readonly names: readonly string[] },
): Emitted {
  const parts = names.map((name) => ({ name, value: textOf(row[name]) })).filter(({ value }) => value !== null && value !== '-1')
  const identity = parts.map(({ name, value }) => `${name} ${value ?? ''}`).join(', ')
  return positionOfNetwork(placeOf(table, row), row, {
    label: identity === '' ? null : `cell ${identity}`,
    method: `${radio} cell, from locationd’s cache`,
    facts: factsOf({
      'what it is': 'the place of a cell, which the phone need not have been near',
      cell: identity === '' ? null : identity,
      confidence: textOf(row['Confidence']),
    }),
  })
}

interface Description {
  readonly label: string | null
  readonly method: string
  readonly facts: Facts | undefined
}

function positionOfNetwork(from: RowRef, row: StoredRow, { label, method, facts }: Description): Emitted {
  const position = degreesOf(row['Latitude'], row['Longitude'])
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const accuracyMetres = notNegative(row['HorizontalAccuracy'])
  const record: LocationRecord = {
    type: 'location',
    from,
    state: 'live',
    at: instantOf(timeValueOf(row['Timestamp']), 'cocoa-s'),
    endAt: null,
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : 'accuracy of the network’s place, as stored',
    altitudeMetres: numberOf(row['Altitude']),
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'network',
    method,
    label,
  }
  return facts === undefined ? record : { ...record, facts }
}

function harvestRecord(row: StoredRow): NetworkRecord {
  const stored = degreesOf(row['Latitude'], row['Longitude'])
  const position: ClassedPosition | null =
    typeof stored === 'string' ? null : { ...stored, accuracyMetres: notNegative(row['HorizontalAccuracy']), class: 'network' }
  const facts = factsOf({
    'what it is': 'from the table of associated access points; that the phone was connected is not established',
    'scanned at': time(row['ScanTimestamp']),
    'signal (dBm)': textOf(row['Rssi']),
    channel: textOf(row['Channel']),
    'kind of place as stored': textOf(row['LoiType']),
  })
  return {
    type: 'network',
    from: placeOf(HARVEST, row),
    state: 'live',
    medium: 'wifi',
    activity: 'seen',
    name: null,
    address: addressOf(row),
    at: instantOf(timeValueOf(row['Timestamp']), 'cocoa-s'),
    endAt: null,
    position,
    ...(facts === undefined ? {} : { facts }),
  }
}
