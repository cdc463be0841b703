/**
 * The account of Bumble on iOS and the last position that the app kept, `yap-database.sqlite`: entries of `database2` by their `key`.
 *
 * As iLEAPP reads it: `userId` and `userName` are texts; `lastLocation` is an archived CLLocation, a position that the phone's location service
 * gave the app, with degrees and a time in seconds since 2001 UTC.
 */
import { archiveIn } from '../../../formats/plist/archivedColumn.ts'
import { valueText } from '../../../formats/plist/archivedPlist.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt, jsonNumber } from '../../../formats/text/jsonStream.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { serviceIdentity } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'

const TABLE = 'database2'
const DEGREES = 'kCLLocationCodingKeyRawCoordinate'

export const iosBumbleAccount = defineSqliteParser({
  id: 'ios-bumble-account',
  version: 1,
  app: 'Bumble',
  platform: 'ios',
  store: 'Account and last position of Bumble (yap-database.sqlite)',
  reads: ['**/Documents/yap-database.sqlite'],
  yields: ['account', 'location'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['other entries of the app', 'the radius of the position'],
  requires: { [TABLE]: ['key', 'data'] },
  optional: {},
  *parse(database) {
    let name: string | null = null
    for (const row of sideRows(database, { table: TABLE, columns: ['key', 'data'] }))
      if (textOf(row['key']) === 'userName') name = valueText(archiveIn(row['data']))
    for (const row of evidenceRows(database, { table: TABLE, columns: ['key', 'data'] })) yield record(row, name)
  },
})

function record(row: StoredRow, name: string | null): Emitted {
  const from = placeOf(TABLE, row)
  const key = textOf(row['key'])
  if (key === 'lastLocation') return position(row)
  if (key !== 'userId') return { type: 'skipped', from, reason: key === 'userName' ? 'read with the account' : 'another entry of the app' }
  const id = valueText(archiveIn(row['data']))
  if (id === null) return { type: 'skipped', from, reason: 'the entry holds no id' }
  return { type: 'account', from, state: 'live', service: 'Bumble', identity: serviceIdentity(id, name, 'Bumble'), name, isOwner: true }
}

function position(row: StoredRow): Emitted {
  const from = placeOf(TABLE, row)
  const archive = archiveIn(row['data'])
  const degrees = degreesOf(jsonNumber(jsonAt(archive, `${DEGREES}Latitude`)), jsonNumber(jsonAt(archive, `${DEGREES}Longitude`)))
  if (typeof degrees === 'string') return { type: 'skipped', from, reason: degrees }
  const at = instantOf(jsonNumber(jsonAt(archive, 'kCLLocationCodingKeyTimestamp')), 'cocoa-s')
  return { ...NO_LOCATION_FIELDS, from, at, ...degrees, class: 'device-fix', method: 'Bumble: the last position that the app was given' }
}
