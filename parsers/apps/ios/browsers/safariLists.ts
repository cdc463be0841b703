/**
 * Small lists of Safari: recent searches in `com.apple.mobilesafari.plist` (`RecentWebSearches`: SearchString, Date) and downloads in
 * `Downloads.plist` (`DownloadHistory`: DownloadEntryURL, DownloadEntryPath, dates). One record per entry; the keys are those of Safari on
 * all of Apple's systems, as published tools read them. Clearing the history clears the searches too.
 */
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistDict, PlistValue } from '../../../formats/plist/plist.ts'
import { dateIn, plistText, textIn } from '../../../formats/plist/plistReading.ts'
import { factsOf, instantInWords } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024
const SEARCHES = 'RecentWebSearches'
const DOWNLOADS = 'DownloadHistory'

interface Entry extends DocumentRow {
  readonly entry: PlistValue
}

export const iosSafariSearches = defineDocumentParser({
  id: 'ios-safari-searches',
  version: 1,
  app: 'Safari',
  platform: 'ios',
  store: 'Recent searches of Safari (com.apple.mobilesafari.plist)',
  reads: ['**/com.apple.mobilesafari.plist'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['settings of Safari', 'older searches, which are not kept'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read(SEARCHES, entries(document.bytes(MAX_BYTES), SEARCHES))) yield search(row)
  },
})

export const iosSafariDownloads = defineDocumentParser({
  id: 'ios-safari-downloads',
  version: 1,
  app: 'Safari',
  platform: 'ios',
  store: 'Downloads of Safari (Downloads.plist)',
  reads: ['**/Safari/Downloads/Downloads.plist', '**/Safari/Downloads.plist'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['whether the file was opened'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read(DOWNLOADS, entries(document.bytes(MAX_BYTES), DOWNLOADS))) yield download(row)
  },
})

function* entries(bytes: Uint8Array, key: string): Generator<Entry> {
  const root = parsePlist(bytes)
  if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
  const list = root[key]
  for (const [index, entry] of (Array.isArray(list) ? list : []).entries()) yield { rowId: index + 1, entry }
}

function search({ rowId, entry }: Entry): Emitted {
  const from = { table: SEARCHES, rowId: String(rowId), ordinal: 0 }
  const words = isPlistDict(entry) ? textIn(entry, 'SearchString') : plistText(entry)
  if (words === null) return { type: 'skipped', from, reason: 'the entry holds no words' }
  const at = (isPlistDict(entry) ? dateIn(entry, 'Date') : null) ?? NO_INSTANT
  return { type: 'web', from, state: 'live', webKind: 'search', service: 'Safari', url: null, title: words, at }
}

function download({ rowId, entry }: Entry): Emitted {
  const from = { table: DOWNLOADS, rowId: String(rowId), ordinal: 0 }
  const url = isPlistDict(entry) ? textIn(entry, 'DownloadEntryURL') : null
  const path = isPlistDict(entry) ? textIn(entry, 'DownloadEntryPath') : null
  if (!isPlistDict(entry) || (url === null && path === null))
    return { type: 'skipped', from, reason: 'the entry names neither address nor file' }
  const [added, finished] = [dateIn(entry, 'DownloadEntryDateAddedKey'), dateIn(entry, 'DownloadEntryDateFinishedKey')]
  const facts = factsOf({ ...filesOf(entry, path), finished: finished === null ? null : instantInWords(finished) })
  const title = path === null ? null : path.slice(path.lastIndexOf('/') + 1)
  const at = added ?? finished ?? NO_INSTANT
  return {
    type: 'web',
    from,
    state: 'live',
    webKind: 'download',
    service: 'Safari',
    url,
    title,
    at,
    ...(facts === undefined ? {} : { facts }),
  }
}

function filesOf(entry: PlistDict, path: string | null): Record<string, string | null> {
  return {
    file: path,
    'bytes loaded': textIn(entry, 'DownloadEntryProgressBytesSoFar'),
    'bytes in all': textIn(entry, 'DownloadEntryProgressTotalToLoad'),
    profile: textIn(entry, 'DownloadEntryProfileUUIDStringKey'),
    identifier: textIn(entry, 'DownloadEntryIdentifier'),
  }
}
