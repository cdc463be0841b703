/**
 * Apps that were loaded from the store, `iTunesMetadata.plist` beside each: one record per app.
 *
 * Keys as iLEAPP reads them; the time of installation stands in `BundleMetadata.plist` beside it (an archive, `installDate`). The date of
 * the purchase is when the account first loaded the app, on whatever phone: it is a fact and not the time of the record.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import { isArchivedObject, unarchivePlist } from '../../../formats/plist/keyedArchive.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict } from '../../../formats/plist/plist.ts'
import { dateIn } from '../../../formats/plist/plistReading.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, Instant, SideFile } from '../../../model/index.ts'
import { appRecord } from './appRecords.ts'
import { storeMetadata } from './storeMetadata.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'app'

interface App extends DocumentRow {
  readonly list: PlistDict
}

export const iosStoreApps = defineDocumentParser({
  id: 'ios-store-apps',
  version: 1,
  app: 'App Store',
  platform: 'ios',
  store: 'Apps loaded from the store (iTunesMetadata.plist)',
  reads: ['**/iTunesMetadata.plist'],
  inBackups: false,
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['apps that did not come from the store', 'earlier installations of the same app'],
  sideFiles: { bundle: ['BundleMetadata.plist'] },
  *parse(document, context): Iterable<Emitted> {
    for (const { rowId, list } of document.read(TABLE, rows(document.bytes(MAX_BYTES)))) {
      const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
      const { appId, name, facts } = storeMetadata(list)
      const installedAt = installDateOf(context.sideFile('bundle'))
      if (appId === null) yield { type: 'skipped', from, reason: 'the list names no app' }
      else yield appRecord({ from, activity: 'installed', appId, name, at: installedAt, facts })
    }
  },
})

function* rows(bytes: Uint8Array): Generator<App> {
  const list = parsePlist(bytes)
  if (!isPlistDict(list)) throw new Error('the property list is not a dictionary')
  yield { rowId: 1, list }
}

/** A keyed archive with a date, or a plain list with one. */
function installDateOf(side: SideFile | null): Instant | null {
  if (side === null) return null
  try {
    const list = parsePlist(side.bytes)
    const plain = isPlistDict(list) ? dateIn(list, 'installDate') : null
    if (plain !== null) return plain
    const archive = unarchivePlist(list)
    const date = isArchivedObject(archive) ? archive['installDate'] : null
    return date instanceof Date ? instantOf(date.getTime() / 1000 - COCOA_EPOCH_S, 'cocoa-s') : null
  } catch {
    return null
  }
}
