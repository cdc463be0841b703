/**
 * How the phone thinks that it moved, locationd's `cache_encryptedC.db`: one event per row of MotionStateHistory and StepCountHistory.
 *
 * Columns as locationd itself and APOLLO's modules name them; startTime counts seconds since 2001 UTC and is corrected by locationd when the
 * clock is set. What the codes of `type`, `turn` and `vehicleType` mean is not published: they stay as stored. All of it is reckoned by the
 * phone from its sensors, and studies find that it depends on whether the phone was locked: every record is marked as inferred. Only full
 * file system images hold the file.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { DeviceEventRecord, Facts } from '../../../model/index.ts'

const MOTION = 'MotionStateHistory'
const STEPS = 'StepCountHistory'
/** Columns whose codes nobody explains -> their name among the facts. */
const CODES: Readonly<Record<string, string>> = {
  type: 'type as stored',
  confidence: 'confidence as stored',
  mounted: 'mounted as stored',
  turn: 'turn as stored',
  vehicleType: 'kind of vehicle as stored',
  vehicleExitState: 'leaving a vehicle, as stored',
}
const MOTION_COLUMNS = ['startTime', 'timestamp', 'isVehicular', 'isMoving', ...Object.keys(CODES)]
const STEP_COLUMNS = ['startTime', 'count', 'distance', 'floorsAscended', 'floorsDescended', 'activeTime', 'firstStepTime', 'pushCount']

export const iosMotionHistory = defineSqliteParser({
  id: 'ios-motion-history',
  version: 1,
  app: 'Location services',
  platform: 'ios',
  store: 'Motion and steps (cache_encryptedC.db)',
  reads: ['**/locationd/cache_encryptedC.db'],
  inBackups: false,
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: [
    'what the codes of motion and vehicles mean',
    'energy used (NatalieHistory) and other tables of exercise',
    'where the phone was',
  ],
  requires: { [MOTION]: ['startTime'] },
  optional: { [MOTION]: MOTION_COLUMNS.filter((name) => name !== 'startTime'), [STEPS]: STEP_COLUMNS },
  *parse(database) {
    for (const row of evidenceRows(database, { table: MOTION, columns: MOTION_COLUMNS })) yield motion(row)
    for (const row of evidenceRows(database, { table: STEPS, columns: STEP_COLUMNS })) yield steps(row)
  },
})

function motion(row: StoredRow): DeviceEventRecord {
  const [isVehicular, isMoving] = [flagOf(row['isVehicular']), flagOf(row['isMoving'])]
  const words = [
    isVehicular === null ? null : isVehicular ? 'in a vehicle' : 'not in a vehicle',
    isMoving === null ? null : isMoving ? 'moving' : 'not moving',
  ].filter((word) => word !== null)
  const codes = Object.entries(CODES).map(([column, name]): [string, string | null] => [name, textOf(row[column])])
  return event(MOTION, row, words.length === 0 ? 'motion, not told further' : words.join(', '), {
    ...Object.fromEntries(codes),
    'in a vehicle': isVehicular === null ? codeInWords(row['isVehicular'], {}) : null,
    moving: isMoving === null ? codeInWords(row['isMoving'], {}) : null,
    'time of the sensor as stored': textOf(row['timestamp']),
  })
}

/** Whether a row counts what was walked since the row before is not published: what is stored is said, and no sum is made. */
function steps(row: StoredRow): DeviceEventRecord {
  const [count, metres] = [textOf(row['count']), textOf(row['distance'])]
  const words = [count === null ? null : `${count} steps`, metres === null ? null : `distance ${metres}`].filter((word) => word !== null)
  return event(STEPS, row, words.length === 0 ? 'count of steps' : words.join(', '), {
    counter: 'what it counts from is not established',
    'floors up': textOf(row['floorsAscended']),
    'floors down': textOf(row['floorsDescended']),
    'active time as stored': textOf(row['activeTime']),
    'first step as stored': textOf(row['firstStepTime']),
    'pushes of a wheelchair': textOf(row['pushCount']),
  })
}

function event(table: string, row: StoredRow, detail: string, facts: Readonly<Record<string, string | null>>): DeviceEventRecord {
  const kept: Facts | undefined = factsOf({ ...facts, 'what it is': 'reckoned by the phone from its sensors' })
  return {
    type: 'device-event',
    from: placeOf(table, row),
    state: 'inferred',
    activity: 'motion',
    detail,
    at: instantOf(timeValueOf(row['startTime']), 'cocoa-s'),
    endAt: null,
    ...(kept === undefined ? {} : { facts: kept }),
  }
}
