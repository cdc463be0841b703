/**
 * What the Play Store keeps of apps: `localappstate.db` (apps that it installed on this phone), `library.db` (what its accounts own) and
 * `frosting.db` (its entries on app files). One record per row of each.
 *
 * Tables and columns as ALEAPP reads them and the app creates them: times count milliseconds since 1970 UTC. A row of localappstate
 * may outlive the app. What an account owns may have been acquired on another device of the account.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Instant, SqlValue } from '../../../model/index.ts'
import { androidAppRecord, systemUserOf } from '../systemRecords.ts'

const STATE = 'appstate'
const STATE_REQUIRED = ['package_name', 'first_download_ms']
const STATE_OPTIONAL = [
  'title',
  'account',
  'account_for_update',
  'auto_update',
  'last_update_timestamp_ms',
  'delivery_data_timestamp_ms',
  'install_reason',
  'referrer',
]
const LIBRARY = 'ownership'
const LIBRARY_REQUIRED = ['account', 'doc_id']
const LIBRARY_OPTIONAL = ['library_id', 'doc_type', 'purchase_time', 'subs_valid_until_time', 'subs_auto_renewing']
const FROSTING = 'frosting'
const FROSTING_REQUIRED = ['pk', 'last_updated']
const FROSTING_OPTIONAL = ['apk_path']
const APP = '1'

export const androidPlayStoreApps = defineSqliteParser({
  id: 'android-play-store-apps',
  version: 1,
  app: 'Play Store',
  platform: 'android',
  store: 'Apps from the Play Store (localappstate.db)',
  reads: ['**/com.android.vending/databases/localappstate.db'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['when an app was removed (not stored)', 'what the codes of install_reason and auto_update mean'],
  requires: { [STATE]: STATE_REQUIRED },
  optional: { [STATE]: STATE_OPTIONAL },
  *parse(database, { path }) {
    const user = systemUserOf(path)
    for (const row of evidenceRows(database, { table: STATE, columns: [...STATE_REQUIRED, ...STATE_OPTIONAL] }))
      yield stateRecord(row, user)
  },
})

export const androidPlayStoreLibrary = defineSqliteParser({
  id: 'android-play-store-library',
  version: 1,
  app: 'Play Store',
  platform: 'android',
  store: 'What accounts own in the Play Store (library.db)',
  reads: ['**/com.android.vending/databases/library.db'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['on which device of the account something was acquired (not stored)', 'receipts of purchases inside apps'],
  requires: { [LIBRARY]: LIBRARY_REQUIRED },
  optional: { [LIBRARY]: LIBRARY_OPTIONAL },
  *parse(database, { path }) {
    const user = systemUserOf(path)
    for (const row of evidenceRows(database, { table: LIBRARY, columns: [...LIBRARY_REQUIRED, ...LIBRARY_OPTIONAL] })) {
      yield libraryRecord(row, user)
    }
  },
})

export const androidPlayStoreUpdates = defineSqliteParser({
  id: 'android-play-store-updates',
  version: 1,
  app: 'Play Store',
  platform: 'android',
  store: 'Play Store’s entries on app files (frosting.db)',
  reads: ['**/com.android.vending/databases/frosting.db'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['the store’s data on the file'],
  requires: { [FROSTING]: FROSTING_REQUIRED },
  optional: { [FROSTING]: FROSTING_OPTIONAL },
  *parse(database, { path }) {
    const user = systemUserOf(path)
    for (const row of evidenceRows(database, { table: FROSTING, columns: [...FROSTING_REQUIRED, ...FROSTING_OPTIONAL] })) {
      yield frostingRecord(row, user)
    }
  },
})

const milliseconds = (value: SqlValue | undefined): Instant => instantOf(timeValueOf(value), 'unix-ms')

function stateRecord(row: StoredRow, user: string | null): Emitted {
  const from = placeOf(STATE, row)
  const appId = textOf(row['package_name'])
  if (appId === null) return { type: 'skipped', from, reason: 'the row names no app' }
  const at = milliseconds(row['first_download_ms'])
  return androidAppRecord({
    from,
    activity: at.utcMs === null ? 'other' : 'installed',
    appId,
    name: textOf(row['title']),
    detail:
      at.utcMs === null
        ? 'known to the Play Store; no download is stored'
        : 'downloaded from the Play Store; the app may have been removed since',
    at,
    facts: {
      time: at.utcMs === null ? null : 'the first download to this phone that the store knows of',
      account: textOf(row['account']),
      'account of the update': textOf(row['account_for_update']),
      'last update': unixTimeInWords(row['last_update_timestamp_ms']),
      'data of the download from': unixTimeInWords(row['delivery_data_timestamp_ms']),
      'why installed, as stored': textOf(row['install_reason']),
      'updated by itself, as stored': textOf(row['auto_update']),
      'came from (referrer)': textOf(row['referrer']),
      'Android user': user,
    },
  })
}

function libraryRecord(row: StoredRow, user: string | null): Emitted {
  const from = placeOf(LIBRARY, row)
  const document = textOf(row['doc_id'])
  if (document === null) return { type: 'skipped', from, reason: 'the row names nothing that is owned' }
  const within = /^(inapp|subs):([^:]+):/u.exec(document)
  const type = textOf(row['doc_type'])
  const isApp = within === null && (type === null || type === APP)
  return androidAppRecord({
    from,
    activity: 'other',
    appId: within?.[2] ?? document,
    detail: isApp ? 'in the library of an account' : `bought or subscribed, by an account: ${document}`,
    at: milliseconds(row['purchase_time']),
    facts: {
      time: 'when the account acquired it, on this or another device',
      account: textOf(row['account']),
      'what it is': isApp ? null : (within?.[1] ?? `unknown (${type ?? 'not stored'})`),
      library: textOf(row['library_id']),
      'subscribed until': unixTimeInWords(row['subs_valid_until_time']),
      'renews itself': codeInWords(row['subs_auto_renewing'], { 0: 'no', 1: 'yes' }),
      'Android user': user,
    },
  })
}

function frostingRecord(row: StoredRow, user: string | null): Emitted {
  const from = placeOf(FROSTING, row)
  const appId = textOf(row['pk'])
  if (appId === null) return { type: 'skipped', from, reason: 'the row names no app' }
  return androidAppRecord({
    from,
    activity: 'other',
    appId,
    detail: 'the Play Store’s entry on the app’s file was updated',
    at: milliseconds(row['last_updated']),
    facts: { path: textOf(row['apk_path']), 'Android user': user },
  })
}
