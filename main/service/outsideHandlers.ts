/** Calls about what comes back from readers of packages. */
import { reviewRemarks } from '../casefile/read/reviews.ts'
import type { ReviewCalls } from '../contract/index.ts'
import { importReview } from '../report/review/importReview.ts'
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
