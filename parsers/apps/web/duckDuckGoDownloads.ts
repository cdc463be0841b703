/** A download of DuckDuckGo on Android: the words of `downloadStatus` are those of the app's source. */
import { androidPath } from '../../formats/paths/androidPath.ts'
import { placeOf } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, textOf } from '../../formats/values/storedValues.ts'
import type { Emitted, Instant, ParserContext } from '../../model/index.ts'
import { webRecord } from './firefoxRecords.ts'

const STATES: Readonly<Record<number, string>> = { 0: 'begun', 1: 'complete' }

interface Beside {
  readonly service: string
  readonly at: Instant
  readonly context: ParserContext
}

export function downloadRecord(row: StoredRow, { service, at, context }: Beside): Emitted {
  const stored = textOf(row['filePath'])
  const path = stored === null ? null : androidPath(stored, context)
  const isPresent = path !== null && context.hasFile(path)
  const facts = factsOf({
    state: codeInWords(row['downloadStatus'], STATES),
    'size (bytes)': textOf(row['contentLength']),
    file: isPresent || path === null ? null : 'named by the row, not in this source',
    'path in this source': isPresent ? path : null,
    'number in the download service': textOf(row['downloadId']) === '0' ? null : textOf(row['downloadId']),
  })
  return webRecord(placeOf('downloads', row), 'download', service, { url: null, title: stored ?? textOf(row['fileName']) }, { at, facts })
}
