/**
 * Apps that were on the phone when a backup was made: the lists of the backup's own `Info.plist`. One record per app, without a time of
 * its own: when each was installed is not stored. `Installed Applications` names them, `Applications` has what the store wrote of some.
 */
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { dateIn, dictIn } from '../../../formats/plist/plistReading.ts'
import { instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'
import { appRecord } from './appRecords.ts'
import { storeMetadataOf } from './storeMetadata.ts'

const MAX_BYTES = 256 * 1024 * 1024
const TABLE = 'apps'

interface BackupApp extends DocumentRow {
  readonly isInstalled: boolean
  readonly about: PlistDict | null
}

export const iosBackupApps = defineDocumentParser({
  id: 'ios-backup-apps',
  version: 1,
  app: 'Backup',
  platform: 'ios',
  store: 'Apps on the phone (Info.plist of a backup)',
  reads: ['Info.plist', '*/Info.plist'],
  yields: ['app-use'],
  proof: 'data-proven',
  doesNotCover: ['when an app was installed', 'apps of the system'],
  *parse(document): Iterable<Emitted> {
    const root = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
    const madeAt = dateIn(root, 'Last Backup Date')
    const presentAt = madeAt === null ? null : instantInWords(madeAt)
    for (const app of document.read(TABLE, apps(root))) yield record(app, presentAt)
  },
})

function* apps(root: PlistDict): Generator<BackupApp> {
  const list = root['Installed Applications']
  const installed = new Set(Array.isArray(list) ? list.filter((id) => typeof id === 'string' && id !== '') : [])
  const described = dictIn(root, 'Applications')
  const ids = new Set([...installed, ...Object.keys(described ?? {})])
  for (const id of ids) if (typeof id === 'string') yield { rowId: id, isInstalled: installed.has(id), about: dictIn(described, id) }
}

function record({ rowId, isInstalled, about }: BackupApp, presentAt: string | null): Emitted {
  const bytes = about?.['iTunesMetadata']
  const metadata = bytes instanceof Uint8Array ? storeMetadataOf(bytes) : null
  return appRecord({
    from: { table: TABLE, rowId: String(rowId), ordinal: 0 },
    activity: 'installed',
    appId: String(rowId),
    name: metadata?.name ?? null,
    detail: 'on the phone when the backup was made',
    facts: {
      'backup made': presentAt,
      'in the list of installed apps': isInstalled ? null : 'no, only among the described apps',
      ...metadata?.facts,
    },
  })
}
