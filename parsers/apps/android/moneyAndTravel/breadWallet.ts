/**
 * BRD (BreadWallet) on Android, `platform.db`: that the wallet kept notes about transactions, in `kvStoreTable`.
 *
 * As ALEAPP reads it after the app's own code: keys that begin with `txn2-` name a transaction by its hash; `thetime` (Unix milliseconds) is when
 * a version was written here or at the service. The content is encrypted and no key for it is known, so neither amount nor other side is told.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_PAYMENT_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase } from '../../../model/index.ts'

const TABLE = 'kvStoreTable'
const PREFIX = 'txn2-'

export const androidBreadWallet = defineSqliteParser({
  id: 'android-bread-wallet',
  version: 1,
  app: 'BRD',
  platform: 'android',
  store: 'Notes about transactions in BRD (platform.db)',
  reads: ['**/com.breadwallet/databases/platform.db'],
  yields: ['payment'],
  proof: 'source-verified',
  doesNotCover: ['amounts, addresses and notes (encrypted)', 'when a transaction took place'],
  requires: { [TABLE]: ['key', 'version', 'thetime'] },
  optional: { [TABLE]: ['deleted'] },
  *parse(database) {
    const latest = latestVersions(database)
    for (const row of evidenceRows(database, { table: TABLE, columns: ['key', 'version', 'thetime', 'deleted'] })) {
      const [from, key] = [placeOf(TABLE, row), textOf(row['key'])]
      if (key === null || !key.startsWith(PREFIX)) yield { type: 'skipped', from, reason: 'another entry of the app, encrypted' }
      else if (latest.get(key) !== row.rowId) yield { type: 'skipped', from, reason: 'an earlier version of the same note' }
      else {
        yield {
          ...NO_PAYMENT_FIELDS,
          from,
          state: flagOf(row['deleted']) === true ? 'deleted-flagged' : 'live',
          service: 'BRD',
          nativeId: key.slice(PREFIX.length),
          direction: 'unknown',
          at: instantOf(timeValueOf(row['thetime']), 'unix-ms'),
          ...withFacts({
            'what the time is': 'when the latest version of the note was written, not when money moved',
            version: textOf(row['version']),
            content: 'encrypted',
          }),
        }
      }
    }
  },
})

/** Key -> row of its highest version. */
function latestVersions(database: EvidenceDatabase): ReadonlyMap<string, number> {
  const best = new Map<string, readonly [number, number]>()
  for (const row of sideRows(database, { table: TABLE, columns: ['key', 'version'] })) {
    const [key, version] = [textOf(row['key']), numberOf(row['version']) ?? -1]
    if (key !== null && version >= (best.get(key)?.[0] ?? -Infinity)) best.set(key, [version, row.rowId])
  }
  return new Map([...best].map(([key, [, rowId]]) => [key, rowId]))
}
