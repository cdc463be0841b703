/**
 * Android's download service (`downloads.db` of the download provider): files that apps, browsers among them, let it fetch.
 *
 * Tables, destination 6 and the placeholder address are those of Android's own source (also the schema of Android 2 in a decompiled
 * system); `lastmod` is Unix milliseconds of the last change of the entry, which for a finished download is about its end. `deleted` 1 is
 * an entry whose removal was asked for and not carried out yet. Cookies, request headers and credentials of the entry are never read.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Facts, ParserContext, SqlValue } from '../../../model/index.ts'
import { downloadStateInWords } from './downloadStates.ts'

const TABLE = 'downloads'
const REQUIRED = ['uri', 'status', 'lastmod', 'notificationpackage']
const OPTIONAL = [
  '_data',
  'hint',
  'mimetype',
  'destination',
  'referer',
  'total_bytes',
  'current_bytes',
  'title',
  'description',
  'errorMsg',
  'deleted',
  'mediaprovider_uri',
  'mediastore_uri',
]
/** Not fetched by the service: an app registered a file of its own. The address may then be this word. */
const REGISTERED = 6
const NO_ADDRESS = 'non-dwnldmngr-download-dont-retry2download'

export const androidDownloadProvider = defineSqliteParser({
  id: 'android-download-provider',
  version: 1,
  app: 'Downloads',
  platform: 'android',
  store: "Android's download service (downloads.db)",
  reads: ['**/com.*android.providers.downloads*/databases/downloads.db'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: [
    'cookies and headers of the requests (never read)',
    'whether a user or an app on its own asked for a download (not stored)',
  ],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  secrets: { [TABLE]: ['cookiedata', 'auth_header_value'] },
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield downloadRecord(row, context)
  },
})

function downloadRecord(row: StoredRow, context: ParserContext): Emitted {
  const address = textOf(row['uri'])
  const stored = textOf(row['_data']) ?? wishedPath(row['hint'])
  const facts = { ...entryFacts(row), ...fileFacts(row, stored, context) }
  return {
    type: 'web',
    from: placeOf(TABLE, row),
    state: flagOf(row['deleted']) === true ? 'deleted-flagged' : 'live',
    webKind: 'download',
    service: 'Downloads (Android)',
    url: address === NO_ADDRESS ? null : address,
    title: stored ?? textOf(row['title']),
    at: instantOf(timeValueOf(row['lastmod']), 'unix-ms'),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

/** `hint` is the place that the app asked for, a file URI; other hints are no path. */
function wishedPath(hint: SqlValue | undefined): string | null {
  const text = textOf(hint)
  if (text === null || !text.startsWith('file://')) return null
  try {
    return decodeURIComponent(text.slice('file://'.length))
  } catch {
    return text.slice('file://'.length)
  }
}

function entryFacts(row: StoredRow): Facts | undefined {
  const isRegistered = numberOf(row['destination']) === REGISTERED
  return factsOf({
    'time shown': (numberOf(row['lastmod']) ?? 0) > 0 ? 'last change of the entry' : null,
    'asked for by app': textOf(row['notificationpackage']),
    state: downloadStateInWords(row['status']),
    error: textOf(row['errorMsg']),
    fetched: isRegistered ? 'not by the service: the app registered a file that it had' : null,
    removal: numberOf(row['deleted']) === 0 ? null : codeInWords(row['deleted'], { 1: 'asked for, entry not removed yet' }),
    page: textOf(row['referer']),
    'title shown': textOf(row['title']),
    description: textOf(row['description']),
  })
}

function fileFacts(row: StoredRow, stored: string | null, context: ParserContext): Facts | undefined {
  const path = stored === null ? null : androidPath(stored, context)
  const isPresent = path !== null && context.hasFile(path)
  const isWish = textOf(row['_data']) === null && stored !== null
  const [total, current] = [numberOf(row['total_bytes']), numberOf(row['current_bytes'])]
  return factsOf({
    'name is': isWish ? 'the place asked for; the row names no file' : null,
    file: isPresent || stored === null || isWish ? null : 'named by the row, not in this source',
    'path in this source': isPresent ? path : null,
    type: textOf(row['mimetype']),
    'size (bytes)': total === null || total < 0 ? null : String(total),
    'received (bytes)': current === null || current === total ? null : String(current),
    'entry in MediaStore': textOf(row['mediastore_uri']) ?? textOf(row['mediaprovider_uri']),
  })
}
