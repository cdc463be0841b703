/**
 * What the backup service keeps, `com.apple.MobileBackup.plist`: when the phone was filled from a backup or from another device, and its last
 * backup. One event per section that says so; the other sections are settings.
 *
 * Keys as iLEAPP reads them: RestoreInfo (RestoreDate, WasCloudRestore, builds), DeviceTransferInfo (SourceDeviceUDID, ConnectionType),
 * BackupStateInfo (date, isCloud). A restored phone holds data that were made on another one: nothing before the restore need have happened
 * on this phone.
 */
import { dateIn, flagIn, textIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict, PlistValue } from '../../../formats/plist/plist.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DeviceEventRecord, DocumentRow, Emitted, Instant, RowRef } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'sections'

interface Section extends DocumentRow {
  readonly name: string
  readonly content: PlistValue
}

export const iosMobileBackup = defineDocumentParser({
  id: 'ios-mobile-backup',
  version: 1,
  app: 'Backup',
  platform: 'ios',
  store: 'Restores and backups of the phone (com.apple.MobileBackup.plist)',
  reads: ['**/Preferences/com.apple.MobileBackup.plist'],
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: ['which backup was restored, beyond its build', 'earlier restores and backups: only the last is kept'],
  *parse(document): Iterable<Emitted> {
    const root = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
    const sections = Object.entries(root).map(([name, content]): Section => ({ rowId: name, name, content }))
    for (const section of document.read(TABLE, sections)) yield emitted(section)
  },
})

function emitted({ name, content }: Section): Emitted {
  const from = { table: TABLE, rowId: name, ordinal: 0 }
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (reader === undefined || !isPlistDict(content)) return { type: 'skipped', from, reason: 'a setting of the backup service, no event' }
  return reader(from, content)
}

const READERS: Readonly<Record<string, (from: RowRef, section: PlistDict) => DeviceEventRecord>> = {
  RestoreInfo(from, section) {
    const isCloud = flagIn(section, 'WasCloudRestore')
    const source = isCloud === null ? 'a backup' : isCloud ? 'a backup in iCloud' : 'a backup on a computer'
    return event(from, 'set-up', `the phone was filled from ${source}`, dateIn(section, 'RestoreDate'), {
      'build of the backup': textIn(section, 'BackupBuildVersion'),
      'build of the phone': textIn(section, 'DeviceBuildVersion'),
      'what it means': 'data from before may have been made on another phone',
    })
  },
  DeviceTransferInfo(from, section) {
    return event(from, 'set-up', 'data were taken over from another device', null, {
      'source device': textIn(section, 'SourceDeviceUDID'),
      'connection as stored': textIn(section, 'ConnectionType'),
      build: textIn(section, 'BuildVersion'),
      'what it means': 'data from before may have been made on another phone',
    })
  },
  BackupStateInfo(from, section) {
    const isCloud = flagIn(section, 'isCloud')
    const where = isCloud === null ? '' : isCloud ? ' in iCloud' : ' on a computer'
    return event(from, 'other', `state of the last backup${where}`, dateIn(section, 'date'), {
      'state as stored': textIn(section, 'state'),
    })
  },
}

function event(
  from: RowRef,
  activity: DeviceEventRecord['activity'],
  detail: string,
  at: Instant | null,
  facts: Readonly<Record<string, string | null>>,
): DeviceEventRecord {
  const kept = factsOf(facts)
  const record: DeviceEventRecord = { type: 'device-event', from, state: 'live', activity, detail, at: at ?? NO_INSTANT, endAt: null }
  return kept === undefined ? record : { ...record, facts: kept }
}
