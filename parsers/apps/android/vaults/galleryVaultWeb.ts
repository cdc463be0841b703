/** What the browser inside GalleryVault keeps: history, pages of its start page, downloads. All times are Unix milliseconds. */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import type { Emitted, EvidenceDatabase, Facts, Instant, ParserContext, RowRef, SqlValue, WebRecord } from '../../../model/index.ts'

const SERVICE = 'Browser inside GalleryVault'
export const VAULT_WEB_TABLES = {
  browser_history: ['url', 'title', 'last_visit_time_utc'],
  web_url: ['url', 'title', 'visit_count', 'create_time_utc', 'last_visit_time_utc'],
  download_task: ['url', 'web_url', 'name', 'local_path', 'mime_type', 'total_size', 'begin_time', 'end_time', 'state', 'error_code'],
} as const

export function* vaultWeb(database: EvidenceDatabase, context: ParserContext): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'browser_history', columns: VAULT_WEB_TABLES.browser_history })) {
    const shown = { webKind: 'visit', url: textOf(row['url']), title: textOf(row['title']) } as const
    yield web(placeOf('browser_history', row), shown, milliseconds(row['last_visit_time_utc']), factsOf({ 'time shown': 'last visit' }))
  }
  for (const row of evidenceRows(database, { table: 'web_url', columns: VAULT_WEB_TABLES.web_url })) {
    const from = placeOf('web_url', row)
    const visits = numberOf(row['visit_count']) ?? 0
    const [last, made] = [milliseconds(row['last_visit_time_utc']), milliseconds(row['create_time_utc'])]
    if (visits === 0 && last.utcMs === null && made.utcMs === null) {
      yield { type: 'skipped', from, reason: 'an entry of the start page that was never opened: the app brings some along' }
      continue
    }
    const facts = factsOf({
      'what it is': "an entry of the browser's start page; the app brings some along",
      visits: String(visits),
      'last opened': last.utcMs === null ? null : instantInWords(last),
    })
    yield web(from, { webKind: 'bookmark', url: textOf(row['url']), title: textOf(row['title']) }, made, facts)
  }
  for (const row of evidenceRows(database, { table: 'download_task', columns: VAULT_WEB_TABLES.download_task })) {
    const stored = textOf(row['local_path'])
    const path = stored === null ? null : androidPath(stored, context)
    const ended = milliseconds(row['end_time'])
    const facts = factsOf({
      'time shown': 'begin of the download',
      ended: ended.utcMs === null ? null : instantInWords(ended),
      page: textOf(row['web_url']),
      name: textOf(row['name']),
      'path in this source': path !== null && context.hasFile(path) ? path : null,
      type: textOf(row['mime_type']),
      'size (bytes)': textOf(row['total_size']),
      'state (as stored)': textOf(row['state']),
      'error (as stored)': textOf(row['error_code']),
    })
    const shown = { webKind: 'download', url: textOf(row['url']), title: stored ?? textOf(row['name']) } as const
    yield web(placeOf('download_task', row), shown, milliseconds(row['begin_time']), facts)
  }
}

const milliseconds = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'unix-ms')

function web(from: RowRef, shown: Pick<WebRecord, 'webKind' | 'url' | 'title'>, at: Instant, facts: Facts | undefined): Emitted {
  return { type: 'web', from, state: 'live', ...shown, service: SERVICE, at, ...(facts === undefined ? {} : { facts }) }
}
