/**
 * Apps that the home screen's service knows, `FrontBoard/applicationState.db`: one record per application, and one for each stored picture
 * of its window.
 *
 * Tables as iLEAPP reads them: application_identifier_tab names the apps, kvs holds values by app and key (key_tab). `compatibilityInfo` has
 * the app's folders; `XBApplicationSnapshotManifest` lists pictures of its window with creationDate and lastUsedDate. Experiments of its
 * author show that these times come from somebody handling the phone (switching apps), and not that the app was in front then. Apps may
 * stay listed after they were removed.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import { isArchivedObject, unarchivePlist } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistValue } from '../../../formats/plist/plist.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, instantInWords, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Instant, SqlValue } from '../../../model/index.ts'
import { appRecord } from './appRecords.ts'

const TABLE = 'application_identifier_tab'

export const iosApplicationState = defineSqliteParser({
  id: 'ios-application-state',
  version: 1,
  app: 'iOS',
  platform: 'ios',
  store: 'Apps of the home screen (applicationState.db)',
  reads: ['**/FrontBoard/applicationState.db', '**/applicationState.db'],
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: [
    'other values that the service keeps of an app',
    'the pictures themselves (.ktx files)',
    'whether an app is still installed',
  ],
  requires: { [TABLE]: ['application_identifier'] },
  optional: { kvs: ['application_identifier', 'key', 'value'], key_tab: ['key'] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['application_identifier'] })) {
      const appId = textOf(row['application_identifier'])
      if (appId === null) yield { type: 'skipped', from: placeOf(TABLE, row), reason: 'the row names no app' }
      else yield* appRecords(database, row.rowId, appId)
    }
  },
})

function* appRecords(database: EvidenceDatabase, rowId: number, appId: string): Generator<Emitted> {
  const info = objectOf(valueOf(database, rowId, 'compatibilityInfo'))
  const text = (key: string): string | null => (typeof info?.[key] === 'string' && info[key] !== '' ? info[key] : null)
  yield appRecord({
    from: placeOf(TABLE, { rowId }),
    activity: 'installed',
    appId,
    detail: 'known to the home screen',
    facts: {
      'in folder': text('bundlePath'),
      'data in': text('sandboxPath'),
      'bundle as stored': text('bundleIdentifier') === appId ? null : text('bundleIdentifier'),
    },
  })
  let ordinal = 1
  for (const { group, snapshot } of snapshots(objectOf(valueOf(database, rowId, 'XBApplicationSnapshotManifest')))) {
    const [made, used] = [instantIn(snapshot, 'creationDate'), instantIn(snapshot, 'lastUsedDate')]
    yield appRecord({
      from: placeOf(TABLE, { rowId }, ordinal++),
      activity: 'other',
      appId,
      detail: 'a picture of the app’s window was made',
      at: made,
      facts: {
        'what it shows': 'the phone was handled then, which need not be use of this app',
        'picture last used': used === null ? null : instantInWords(used),
        file: typeof snapshot['relativePath'] === 'string' ? snapshot['relativePath'] : null,
        group,
      },
    })
  }
}

function valueOf(database: EvidenceDatabase, app: number, key: string): Uint8Array | null {
  if (!database.has('kvs', 'value') || !database.has('kvs', 'application_identifier') || !database.has('kvs', 'key')) return null
  if (!database.has('key_tab', 'key')) return null
  const sql = 'SELECT v.value AS value FROM kvs v JOIN key_tab k ON k.rowid = v.key WHERE v.application_identifier = ? AND k.key = ?'
  for (const row of database.lookup<{ value: SqlValue }>(sql, app, key)) return bytesOf(row.value)
  return null
}

/** Values are lists, archives, or archives inside of a list. */
function objectOf(bytes: Uint8Array | null): ArchivedObject | null {
  if (bytes === null) return null
  try {
    let list: PlistValue = parsePlist(bytes)
    if (list instanceof Uint8Array) list = parsePlist(list)
    const value: ArchivedValue = isPlistDict(list) && list['$objects'] !== undefined ? unarchivePlist(list) : null
    return isArchivedObject(value) ? value : null
  } catch {
    return null
  }
}

interface Snapshot {
  readonly group: string
  readonly snapshot: ArchivedObject
}

function* snapshots(manifest: ArchivedObject | null): Generator<Snapshot> {
  const groups = manifest?.['snapshots'] ?? null
  if (!isArchivedObject(groups)) return
  for (const [group, value] of Object.entries(groups)) {
    const list = isArchivedObject(value) ? value['snapshots'] : null
    for (const snapshot of Array.isArray(list) ? list : []) if (isArchivedObject(snapshot)) yield { group, snapshot }
  }
}

function instantIn(object: ArchivedObject, key: string): Instant | null {
  const date = object[key]
  return date instanceof Date ? instantOf(date.getTime() / 1000 - COCOA_EPOCH_S, 'cocoa-s') : null
}
