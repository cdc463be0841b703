/**
 * Learned places of iOS's location routine: `com.apple.routined/Local.sqlite` (this phone) and `Cloud-V2.sqlite`, earlier
 * `Cloud.sqlite` (synced among the devices of the account). One record per visit, place and vehicle event; up to two per transition.
 *
 * Meanings (artifacts 1.6, and the joins that iLEAPP's and APOLLO's queries make): times count seconds since 2001 UTC, negative dates
 * are none; a transition names the identifiers of the visits it connects. Everything here is concluded by the phone: state `inferred`.
 * A synced visit names its device (ZDEVICE), but not whether that is this phone: its class is `other-device`, so that it is never drawn
 * as this phone's stay, with the device's name beside it. The two files have one data model, so both are read alike by what they hold.
 */
import { evidenceRows } from '../../../formats/sqlite/storedRows.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase } from '../../../model/index.ts'
import { PLACE_SIDES, PLACE_TABLE, readRoutinedSides, VISIT_TABLE } from './routinedLocalPlaces.ts'
import { placeRecord, transitionRecords, vehicleRecord, visitRecord } from './routinedLocalRows.ts'

const SYNCED_VISIT_TABLE = 'ZRTLEARNEDVISITMO'
const TRANSITION_TABLE = 'ZRTLEARNEDLOCATIONOFINTERESTTRANSITIONMO'
const VEHICLE_TABLE = 'ZRTVEHICLEEVENTMO'

const VISIT_TIMES = ['ZENTRYDATE', 'ZEXITDATE']
const VISIT_OPTIONAL = [
  'ZLOCATIONLATITUDE',
  'ZLOCATIONLONGITUDE',
  'ZLOCATIONHORIZONTALUNCERTAINTY',
  'ZLOCATIONUNCERTAINTY',
  'ZCONFIDENCE',
  'ZDATAPOINTCOUNT',
  'ZCREATIONDATE',
  'ZEXPIRATIONDATE',
  'ZDEVICE',
]
const PLACE_REQUIRED = ['ZLOCATIONLATITUDE', 'ZLOCATIONLONGITUDE']
const PLACE_OPTIONAL = [
  'ZLOCATIONHORIZONTALUNCERTAINTY',
  'ZLOCATIONUNCERTAINTY',
  'ZCONFIDENCE',
  'ZPLACETYPE',
  'ZPLACECUSTOMLABEL',
  'ZPLACEMAPITEM',
  'ZMAPITEM',
  'ZPLACECREATIONDATE',
  'ZPLACEEXPIRATIONDATE',
]
const TRANSITION_COLUMNS = [
  'ZSTARTDATE',
  'ZSTOPDATE',
  'ZVISITIDENTIFIERORIGIN',
  'ZVISITIDENTIFIERDESTINATION',
  'ZLOCATIONOFINTEREST',
  'ZPREDOMINANTMOTIONACTIVITYTYPE',
  'ZCREATIONDATE',
]
const VEHICLE_COLUMNS = [
  'ZDATE',
  'ZLOCDATE',
  'ZLOCLATITUDE',
  'ZLOCLONGITUDE',
  'ZLOCUNCERTAINTY',
  'ZVEHICLEIDENTIFIER',
  'ZUSUALLOCATION',
  'ZUSERSETLOCATION',
  'ZNOTES',
  'ZMAPITEMNAME',
]
const LOCAL_VISIT_OPTIONAL = [...VISIT_OPTIONAL, 'ZLOCATIONOFINTEREST', 'ZIDENTIFIER']
const SYNCED_VISIT_OPTIONAL = [...VISIT_OPTIONAL, 'ZPLACE']

const SHARED = {
  version: 1,
  app: 'Location services',
  platform: 'ios',
  inBackups: false,
  yields: ['location'],
  proof: 'source-verified',
} as const
const SHARED_OPTIONAL = { [TRANSITION_TABLE]: TRANSITION_COLUMNS, [VEHICLE_TABLE]: VEHICLE_COLUMNS, ...PLACE_SIDES }
const NOT_COVERED = [
  'learned routes, predicted next places, fingerprints and motion inside a visit',
  'addresses inside the geographic protobufs of map items',
  'which device of the account this phone is',
]

export const iosRoutinedLocal = defineSqliteParser({
  ...SHARED,
  id: 'ios-routined-local',
  store: 'Significant places (routined Local.sqlite)',
  reads: ['**/com.apple.routined/Local.sqlite', '**/Local.sqlite'],
  doesNotCover: NOT_COVERED,
  requires: { [VISIT_TABLE]: VISIT_TIMES, [PLACE_TABLE]: PLACE_REQUIRED },
  optional: {
    [VISIT_TABLE]: LOCAL_VISIT_OPTIONAL,
    [PLACE_TABLE]: PLACE_OPTIONAL,
    [SYNCED_VISIT_TABLE]: [...VISIT_TIMES, ...SYNCED_VISIT_OPTIONAL],
    ...SHARED_OPTIONAL,
  },
  parse: readRoutined,
})

export const iosRoutinedCloud = defineSqliteParser({
  ...SHARED,
  id: 'ios-routined-cloud',
  store: 'Significant places, synced (routined Cloud-V2.sqlite)',
  reads: ['**/com.apple.routined/Cloud-V2.sqlite', '**/com.apple.routined/Cloud.sqlite', '**/Cloud-V2.sqlite'],
  doesNotCover: NOT_COVERED,
  requires: { [SYNCED_VISIT_TABLE]: VISIT_TIMES },
  optional: {
    [SYNCED_VISIT_TABLE]: SYNCED_VISIT_OPTIONAL,
    [VISIT_TABLE]: [...VISIT_TIMES, ...LOCAL_VISIT_OPTIONAL],
    [PLACE_TABLE]: [...PLACE_REQUIRED, ...PLACE_OPTIONAL],
    ...SHARED_OPTIONAL,
  },
  parse: readRoutined,
})

function* readRoutined(database: EvidenceDatabase): Generator<Emitted> {
  const sides = readRoutinedSides(database)
  for (const row of evidenceRows(database, { table: VISIT_TABLE, columns: [...VISIT_TIMES, ...LOCAL_VISIT_OPTIONAL] })) {
    yield visitRecord(VISIT_TABLE, row, null, sides.placePosition(row['ZLOCATIONOFINTEREST']), sides)
  }
  for (const row of evidenceRows(database, { table: PLACE_TABLE, columns: [...PLACE_REQUIRED, ...PLACE_OPTIONAL] }))
    yield placeRecord(PLACE_TABLE, row, sides)
  for (const row of evidenceRows(database, { table: SYNCED_VISIT_TABLE, columns: [...VISIT_TIMES, ...SYNCED_VISIT_OPTIONAL] })) {
    const place = sides.learnedPlace(row['ZPLACE'])
    yield visitRecord(SYNCED_VISIT_TABLE, row, place, place?.position ?? null, sides)
  }
  for (const row of evidenceRows(database, { table: TRANSITION_TABLE, columns: TRANSITION_COLUMNS }))
    yield* transitionRecords(TRANSITION_TABLE, row, sides)
  for (const row of evidenceRows(database, { table: VEHICLE_TABLE, columns: VEHICLE_COLUMNS })) yield vehicleRecord(VEHICLE_TABLE, row)
}
