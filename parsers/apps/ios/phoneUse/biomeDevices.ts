/**
 * Devices of the account, as Biome keeps them for its synchronisation (`Biome/sync/sync.db`, table DevicePeer): one event per device, at its
 * last synchronisation. The identifier is the one that folders named `remote` carry, so that records noted on another device get its name.
 *
 * Columns and codes of the platform as iLEAPP reads them: last_sync_date in seconds since 1970 UTC, `me` 1 for this phone, `model` the build
 * of its system.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'

const TABLE = 'DevicePeer'
const OPTIONAL = ['last_sync_date', 'name', 'platform', 'model', 'me']
const PLATFORMS: Readonly<Record<number, string>> = { 1: 'iPad', 2: 'iPhone', 3: 'Mac', 4: 'Mac', 5: 'Apple TV', 6: 'Watch', 7: 'Apple TV' }

export const iosBiomeDevices = defineSqliteParser({
  id: 'ios-biome-devices',
  version: 1,
  app: 'iOS',
  platform: 'ios',
  store: 'Devices of the account (Biome sync.db)',
  reads: ['**/Biome/sync/sync.db'],
  inBackups: false,
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: ['what was synchronised', 'devices that left the account'],
  requires: { [TABLE]: ['device_identifier'] },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['device_identifier', ...OPTIONAL] })) {
      const isThis = flagOf(row['me'])
      const name = textOf(row['name']) ?? 'a device without a name'
      const whose = isThis === true ? 'this phone' : isThis === false ? 'another device of the account' : 'a device of the account'
      const facts = factsOf({
        identifier: textOf(row['device_identifier']),
        'kind of device': codeInWords(row['platform'], PLATFORMS),
        'build of its system': textOf(row['model']),
        'this phone': isThis === null ? codeInWords(row['me'], {}) : null,
        time: 'of the last synchronisation',
      })
      yield {
        type: 'device-event',
        from: placeOf(TABLE, row),
        state: 'live',
        activity: 'other',
        detail: `${whose}: ${name}`,
        at: textOf(row['last_sync_date']) === null ? NO_INSTANT : instantOf(timeValueOf(row['last_sync_date']), 'unix-s'),
        endAt: null,
        ...(facts === undefined ? {} : { facts }),
      }
    }
  },
})
