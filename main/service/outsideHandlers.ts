/** Calls about what goes out of the case in another form, and what comes back. */
import { audiences } from '../casefile/read/audiences.ts'
import { pictureRegions } from '../casefile/read/pictureMarks.ts'
import { reviewRemarks } from '../casefile/read/reviews.ts'
import { removeAudience, saveAudience } from '../casefile/write/audiences.ts'
import { markPicture } from '../casefile/write/pictureMarks.ts'
import type { RedactionCalls, ReviewCalls } from '../contract/index.ts'
import { safetyCheck } from '../report/redaction/checklist.ts'
import { restore } from '../report/redaction/restore.ts'
import { importReview } from '../report/review/importReview.ts'
import { namedFile } from './mediaBytes.ts'
import { resolve } from 'node:path'
import type { OpenCase } from './openCase.ts'
import type { Emit, Handlers } from './wiring.ts'

export function reviewHandlers(open: OpenCase, emit: Emit): Handlers<keyof ReviewCalls> {
  return {
    'review.import': ({ path }) => {
      const imported = importReview(open.database, open.actor, resolve(path))
      emit('case.changed', { what: 'bookmarks' })
      return imported
    },
    'review.list': () => reviewRemarks(open.database),
  }
}

export function redactionHandlers(open: OpenCase, emit: Emit): Handlers<keyof RedactionCalls> {
  const changed = (): void => emit('case.changed', { what: 'bookmarks' })
  return {
    'audience.list': () => audiences(open.database),
    'audience.save': ({ profile }) => {
      saveAudience(open.database, open.actor, profile)
      changed()
      return audiences(open.database)
    },
    'audience.remove': ({ name }) => {
      removeAudience(open.database, open.actor, name)
      changed()
      return audiences(open.database)
    },
    'picture.mark': async ({ key, attachmentId, regions }) => {
      const sha256 = await hashOf(open, key, attachmentId)
      markPicture(open.database, open.actor, sha256, regions)
      changed()
      return { sha256 }
    },
    'picture.regions': async ({ key, attachmentId }) => ({ regions: pictureRegions(open.database, await hashOf(open, key, attachmentId)) }),
    'export.safety': () => safetyCheck(open.database),
    'export.restore': ({ keyFile, password, package: folder, target }) =>
      restore({ keyFile: resolve(keyFile), password, package: folder === null ? null : resolve(folder), target: resolve(target) }),
  }
}

/** Marks belong to the content: as it was hashed at the import, or else as it is now. */
async function hashOf(open: OpenCase, key: number, attachmentId: number | null): Promise<string> {
  open.requireVisible(key)
  const { sourceId, path } = namedFile(open.database, key, attachmentId)
  const known = open.database.prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck().get(sourceId, path) as
    | string
    | null
    | undefined
  return known ?? (await open.readers.bytes(sourceId, path)).sha256
}
