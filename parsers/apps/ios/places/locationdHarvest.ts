/**
 * What phones of iOS 8 to 10 collected for Apple, in the harvest tables of locationd's caches: networks in reach, and positions with the app
 * that used them. Tables and columns as APOLLO's modules for cache_encryptedA.db and cache_encryptedB.db name them. Nobody publishes whose
 * place the stored degrees are (the phone's, or the network's), so they are drawn as positions of networks and say so.
 */
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { macAddressOf } from '../../../formats/values/macAddress.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import type { Emitted, EvidenceDatabase, Facts } from '../../../model/index.ts'

const SHARED = ['Timestamp', 'Latitude', 'Longitude', 'HorizontalAccuracy', 'Altitude', 'Speed', 'Course']
const WIFI = 'WifiLocationHarvest'
const WIFI_COLUMNS = [...SHARED, 'Channel', 'Rssi', 'Age', 'Hidden']
/** Table -> columns that name a cell. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  CellLocationHarvest: ['MCC', 'MNC', 'LAC', 'CI', 'UARFCN', 'PSC'],
  LteCellLocationHarvest: ['MCC', 'MNC', 'TAC', 'CI', 'UARFCN', 'PID'],
  CdmaCellLocationHarvest: ['MCC', 'SID', 'NID', 'BSID', 'ZONEID', 'BANDCLASS', 'CHANNEL', 'PNOFFSET'],
}
/** Tables of positions, with the app where a row names one. */
const POSITIONS = ['LocationHarvest', 'AppHarvest', 'PassHarvest', 'WtwLocationHarvest', 'IndoorLocationHarvest', 'PressureLocationHarvest']
const POSITION_COLUMNS = [...SHARED, 'BundleId', 'Context', 'MotionActivityType']

export const HARVEST_OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  [WIFI]: ['MAC', ...WIFI_COLUMNS],
  ...Object.fromEntries(Object.entries(CELLS).map(([table, names]) => [table, [...SHARED, ...names]])),
  ...Object.fromEntries(POSITIONS.map((table) => [table, POSITION_COLUMNS])),
}

const WHOSE = 'collected by the phone for Apple; whether the place is the phone’s or the network’s is not established'

export function* harvested(database: EvidenceDatabase): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: WIFI, columns: WIFI_COLUMNS, asText: ['MAC'] })) {
    const stored = textOf(row['MAC'])
    const facts = {
      'signal (dBm)': textOf(row['Rssi']),
      channel: textOf(row['Channel']),
      'age as stored': textOf(row['Age']),
      'hidden as stored': textOf(row['Hidden']),
    }
    yield seen(WIFI, row, { medium: 'wifi', address: macAddressOf(stored) ?? stored, facts })
  }
  for (const [table, names] of Object.entries(CELLS)) {
    for (const row of evidenceRows(database, { table, columns: [...SHARED, ...names] })) {
      const parts = names.map((name) => ({ name, value: textOf(row[name]) })).filter(({ value }) => value !== null && value !== '-1')
      const address = parts.map(({ name, value }) => `${name} ${value ?? ''}`).join(', ')
      yield seen(table, row, { medium: 'cellular', address: address === '' ? null : address, facts: {} })
    }
  }
  for (const table of POSITIONS) for (const row of evidenceRows(database, { table, columns: POSITION_COLUMNS })) yield position(table, row)
}

interface Seen {
  readonly medium: 'wifi' | 'cellular'
  readonly address: string | null
  readonly facts: Readonly<Record<string, string | null>>
}

function seen(table: string, row: StoredRow, { medium, address, facts }: Seen): Emitted {
  const degrees = degreesOf(row['Latitude'], row['Longitude'])
  return {
    type: 'network',
    from: placeOf(table, row),
    state: 'live',
    medium,
    activity: 'seen',
    name: null,
    address,
    at: instantOf(timeValueOf(row['Timestamp']), 'cocoa-s'),
    endAt: null,
    position: typeof degrees === 'string' ? null : { ...degrees, accuracyMetres: notNegative(row['HorizontalAccuracy']), class: 'network' },
    ...withFacts(facts),
  }
}

function position(table: string, row: StoredRow): Emitted {
  const from = placeOf(table, row)
  const degrees = degreesOf(row['Latitude'], row['Longitude'])
  if (typeof degrees === 'string') return { type: 'skipped', from, reason: degrees }
  const accuracyMetres = notNegative(row['HorizontalAccuracy'])
  return {
    type: 'location',
    from,
    state: 'live',
    at: instantOf(timeValueOf(row['Timestamp']), 'cocoa-s'),
    endAt: null,
    ...degrees,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : 'accuracy as stored',
    altitudeMetres: numberOf(row['Altitude']),
    speedMetresPerSecond: notNegative(row['Speed']),
    courseDegrees: notNegative(row['Course']),
    class: 'network',
    method: `collected for Apple (${table} of locationd)`,
    label: null,
    ...withFacts({
      app: textOf(row['BundleId']),
      'context as stored': textOf(row['Context']),
      'motion as stored': textOf(row['MotionActivityType']),
    }),
  }
}

const withFacts = (facts: Readonly<Record<string, string | null>>): { facts?: Facts } => ({
  facts: factsOf({ 'what it is': WHOSE, ...facts }) ?? {},
})
