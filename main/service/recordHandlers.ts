/** Calls about records: timeline, one record, media, bookmarks, map and graph. */
import { contactGraph } from '../analysis/graph.ts'
import { appendAudit } from '../casefile/audit.ts'
import { bookmarkOf, bookmarks, hasRowPicture, recordDetail } from '../casefile/read/detail.ts'
import { citationOf } from '../casefile/read/citation.ts'
import { recordLines } from '../casefile/read/lines.ts'
import { positionBins, positions } from '../casefile/read/positions.ts'
import { lensCount } from '../casefile/read/lensCount.ts'
import { histogram, type KeyPage, seekPage, timelinePage } from '../casefile/read/timeline.ts'
import { ExhibitWriter } from '../casefile/write/exhibits.ts'
import { CaseError, type GraphCalls, type Page, type PlaceCalls, type RecordCalls, type RecordLine } from '../contract/index.ts'
import { isVisible } from '../casefile/read/visibility.ts'
import { openCredentials } from './keyFiles.ts'
import { mediaBytes, namedFile, rowPictureBytes } from './mediaBytes.ts'
import type { OpenCase } from './openCase.ts'
import type { Emit, Handlers } from './wiring.ts'

export function linesOf(open: OpenCase, { ids, next }: KeyPage): Page<RecordLine> {
  return { items: recordLines(open.database, open.directory, ids), next }
}

export function recordHandlers(open: OpenCase, emit: Emit): Handlers<keyof RecordCalls | keyof PlaceCalls | keyof GraphCalls> {
  return {
    'timeline.page': ({ lens, cursor, limit, descending = false }) =>
      linesOf(open, timelinePage(open.database, open.directory, lens, cursor, limit, descending)),
    'timeline.seek': ({ lens, atMs, limit }) => linesOf(open, seekPage(open.database, open.directory, lens, atMs, limit)),
    'timeline.histogram': (request) => histogram(open.database, open.directory, request),
    'timeline.count': ({ lens }) => lensCount(open.database, open.directory, lens),
    'record.get': ({ key }) => {
      open.requireVisible(key)
      return recordDetail(open.database, open.directory, key)
    },
    'record.sourceRow': ({ key }) => {
      open.requireVisible(key)
      return open.readers.sourceRow(key)
    },
    'source.unlock': async ({ sourceId, ...given }) => {
      const credentials = openCredentials(given)
      if (credentials === null) throw new CaseError('usage', 'source.unlock needs a password or a key file.')
      await open.readers.unlock(sourceId, credentials)
      // What failed for want of the password is asked for again.
      emit('case.changed', { what: 'records' })
      return { unlocked: true }
    },
    'media.get': async ({ key, attachmentId, thumbnail }) => {
      open.requireVisible(key)
      if (attachmentId === null && hasRowPicture(open.database, key)) {
        const picture = await rowPictureBytes(open.readers, key, thumbnail)
        if (!thumbnail) appendAudit(open.database, open.actor, 'media viewed', `${citationOf(open.database, key)} picture of the row`)
        return picture
      }
      const named = namedFile(open.database, key, attachmentId)
      const bytes = await mediaBytes(open.database, open.readers, named, thumbnail)
      if (!thumbnail) appendAudit(open.database, open.actor, 'media viewed', `${citationOf(open.database, key)} ${named.path}`)
      return bytes
    },
    'bookmark.set': ({ key, note, tags }) => {
      open.requireVisible(key)
      new ExhibitWriter(open.database, open.actor).bookmark(key, { note, tags })
      emit('case.changed', { what: 'bookmarks' })
      const bookmark = bookmarkOf(open.database, key)
      if (bookmark === null) throw new Error('the bookmark was not stored')
      return bookmark
    },
    'bookmark.remove': ({ key }) => {
      const removed = new ExhibitWriter(open.database, open.actor).remove([`r${key}`]) > 0
      emit('case.changed', { what: 'bookmarks' })
      return { removed }
    },
    'bookmark.list': () => {
      const kept = bookmarks(open.database)
      const lines = new Map(
        recordLines(
          open.database,
          open.directory,
          kept.map(({ key }) => key).filter((key) => isVisible(open.database, key)),
        ).map((line) => [line.key, line]),
      )
      return kept.flatMap((bookmark) => {
        const line = lines.get(bookmark.key)
        return line === undefined ? [] : [{ bookmark, line }]
      })
    },
    'map.positions': ({ lens, classes, limit }) => positions(open.database, open.directory, lens, classes, limit),
    'map.bins': ({ lens, classes, cellDegrees }) => positionBins(open.database, open.directory, lens, classes, cellDegrees),
    'graph.get': (request) => contactGraph(open.database, open.directory, request),
  }
}
