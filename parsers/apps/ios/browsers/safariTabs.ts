/**
 * Open tabs of Safari: `BrowserState.db` (up to iOS 14, kept later) and `CloudTabs.db` (tabs of all devices of the account). One record per tab.
 *
 * Tables as iLEAPP and MVT read them: last_viewed_time counts seconds since 2001 UTC and is when the tab was last looked at, not when the
 * page was opened. private_browsing 1 is a tab of private mode, which no history keeps. Tabs of the account carry their times in an
 * archive of the synchronisation: RecordMtime is when the tab was last changed there, on the device that the row names.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject } from '../../../formats/plist/keyedArchive.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, flagOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Instant, SqlValue } from '../../../model/index.ts'

const TAB_COLUMNS = ['title', 'user_visible_url', 'last_viewed_time', 'opened_from_link', 'private_browsing', 'order_index', 'uuid']
const CLOUD_COLUMNS = ['title', 'system_fields', 'device_uuid', 'tab_uuid', 'is_pinned', 'last_viewed_time']

export const iosSafariTabs = defineSqliteParser({
  id: 'ios-safari-tabs',
  version: 1,
  app: 'Safari',
  platform: 'ios',
  store: 'Open tabs of Safari (BrowserState.db)',
  reads: ['**/Safari/BrowserState.db', '**/BrowserState.db'],
  yields: ['web'],
  proof: 'data-proven',
  doesNotCover: ['pages that a tab showed before (tab_sessions)', 'pictures of tabs'],
  requires: { tabs: ['url'] },
  optional: { tabs: TAB_COLUMNS },
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'tabs', columns: ['url', ...TAB_COLUMNS] })) yield tab(row)
  },
})

export const iosSafariCloudTabs = defineSqliteParser({
  id: 'ios-safari-cloud-tabs',
  version: 1,
  app: 'Safari',
  platform: 'ios',
  store: 'Tabs of the account’s devices (CloudTabs.db)',
  reads: ['**/Safari/CloudTabs.db', '**/CloudTabs.db'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['which of the devices this phone is: the device’s name says it'],
  requires: { cloud_tabs: ['url'] },
  optional: { cloud_tabs: CLOUD_COLUMNS, cloud_tab_devices: ['device_uuid', 'device_name'] },
  *parse(database) {
    const devices = readDevices(database)
    for (const row of evidenceRows(database, { table: 'cloud_tabs', columns: ['url', ...CLOUD_COLUMNS] })) yield cloudTab(row, devices)
  },
})

const cocoa = (value: SqlValue | undefined): Instant => (textOf(value) === null ? NO_INSTANT : instantOf(timeValueOf(value), 'cocoa-s'))

function tab(row: StoredRow): Emitted {
  const url = textOf(row['url'])
  const shown = textOf(row['user_visible_url'])
  const title = textOf(row['title'])
  const from = placeOf('tabs', row)
  if (url === null && shown === null && title === null) return { type: 'skipped', from, reason: 'the tab is empty' }
  const facts = factsOf({
    'what it is': 'an open tab; the time is when it was last looked at',
    'private mode': flagOf(row['private_browsing']) === true ? 'yes' : null,
    'address as shown': shown === url ? null : shown,
    'opened from a link': flagOf(row['opened_from_link']) === true ? 'yes' : null,
    identifier: textOf(row['uuid']),
  })
  const at = cocoa(row['last_viewed_time'])
  return {
    type: 'web',
    from,
    state: 'live',
    webKind: 'visit',
    service: 'Safari',
    url: url ?? shown,
    title,
    at,
    ...(facts === undefined ? {} : { facts }),
  }
}

function readDevices(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const devices = new Map<string, string>()
  for (const row of sideRows(database, { table: 'cloud_tab_devices', columns: ['device_uuid', 'device_name'] })) {
    const [uuid, name] = [textOf(row['device_uuid']), textOf(row['device_name'])]
    if (uuid !== null && name !== null) devices.set(uuid, name)
  }
  return devices
}

function cloudTab(row: StoredRow, devices: ReadonlyMap<string, string>): Emitted {
  const from = placeOf('cloud_tabs', row)
  const [url, title, uuid] = [textOf(row['url']), textOf(row['title']), textOf(row['device_uuid'])]
  if (url === null && title === null) return { type: 'skipped', from, reason: 'the tab is empty' }
  const sync = systemFields(bytesOf(row['system_fields']))
  const [made, changed] = [dateIn(sync, 'RecordCtime'), dateIn(sync, 'RecordMtime')]
  const modifier = sync?.['ModifiedByDevice']
  const facts = factsOf({
    'what it is': 'a tab of a device of the account; the time is when it last changed there',
    device: uuid === null ? null : (devices.get(uuid) ?? uuid),
    'device identifier': uuid,
    'tab made': made === null ? null : instantInWords(made),
    'changed by': typeof modifier === 'string' ? modifier : null,
    identifier: textOf(row['tab_uuid']),
  })
  const at = changed ?? cocoa(row['last_viewed_time'])
  return {
    type: 'web',
    from,
    state: 'live',
    webKind: 'visit',
    service: 'Safari',
    url,
    title,
    at,
    ...(facts === undefined ? {} : { facts }),
  }
}

function systemFields(bytes: Uint8Array | null): ArchivedObject | null {
  if (bytes === null) return null
  try {
    const fields = unarchive(bytes)
    return isArchivedObject(fields) ? fields : null
  } catch {
    return null
  }
}

function dateIn(fields: ArchivedObject | null, key: string): Instant | null {
  const date = fields?.[key]
  return date instanceof Date ? instantOf(date.getTime() / 1000 - COCOA_EPOCH_S, 'cocoa-s') : null
}
