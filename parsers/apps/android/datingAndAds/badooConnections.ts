/**
 * Connections of Badoo on Android, `CombinedConnectionsDatabase`: people whom the app lists (talked to, seen, liked: `origin` says which).
 *
 * Columns as ALEAPP reads them; `sort_timestamp` counts Unix milliseconds and orders the list: what happened then is not said.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_INTERACTION_FIELDS, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'

const REQUIRED = ['id', 'name', 'origin', 'sort_timestamp']
const OPTIONAL = ['gender', 'avatar_url', 'display_message']

export const androidBadooConnections = defineSqliteParser({
  id: 'android-badoo-connections',
  version: 1,
  app: 'Badoo',
  platform: 'android',
  store: 'Connections of Badoo (CombinedConnectionsDatabase)',
  reads: ['**/com.badoo.mobile/databases/CombinedConnectionsDatabase', '**/CombinedConnectionsDatabase'],
  yields: ['interaction'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['what the stored origin means', 'what happened at the time that orders the list'],
  requires: { connection: REQUIRED },
  optional: { connection: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'connection', columns: [...REQUIRED, ...OPTIONAL] })) {
      const from = placeOf('connection', row)
      const id = textOf(row['id'])
      if (id === null) {
        yield { type: 'skipped', from, reason: 'the row names nobody' }
        continue
      }
      yield {
        ...NO_INTERACTION_FIELDS,
        from,
        service: 'Badoo',
        mechanism: 'connection that the app lists',
        participants: [serviceIdentity(id, textOf(row['name']), 'Badoo')],
        at: instantOf(timeValueOf(row['sort_timestamp']), 'unix-ms'),
        ...withFacts({
          'what the time is': 'the place in the list of the app',
          'origin as stored': textOf(row['origin']),
          'text in the list': textOf(row['display_message']),
          'gender as stored': textOf(row['gender']),
          'address of the picture': textOf(row['avatar_url']),
        }),
      }
    }
  },
})
