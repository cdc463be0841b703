/** Takes the remarks of a reviewer into the case, and says where they contradict others. */
import type { Database } from 'better-sqlite3'
import { isOwnPackage, reviewRemarks } from '../../casefile/read/reviews.ts'
import { addReview } from '../../casefile/write/reviews.ts'
import { CaseError, type ReviewImport, type ReviewRemark } from '../../contract/index.ts'
import { readReview } from './readReview.ts'

/** Throws a `usage` failure for a review of another case's package. */
export function importReview(database: Database, actor: string, path: string): ReviewImport {
  const review = readReview(path)
  if (!isOwnPackage(database, review.packageId))
    throw new CaseError(
      'usage',
      'This review belongs to a package that was not exported from this case. Open the case that it came from, then import.',
    )
  const id = addReview(database, actor, review)
  const { reviewer } = review
  if (id === null) return { reviewer, remarks: review.remarks.length, alreadyImported: true, conflicts: [], warnings: [] }
  const all = reviewRemarks(database)
  const own = all.filter(({ reviewId }) => reviewId === id)
  const known = new Map(all.map((remark) => [remark.id, remark]))
  return {
    reviewer,
    remarks: own.length,
    alreadyImported: false,
    conflicts: own.flatMap((remark) =>
      remark.conflictsWith.flatMap((other) => {
        const found = known.get(other)
        return found === undefined ? [] : [{ item: remark.item, exhibit: remark.exhibit, sentence: conflictSentence(remark, found) }]
      }),
    ),
    warnings: own.flatMap((remark) => lost(database, remark)),
  }
}

const nameOf = ({ exhibit, item }: ReviewRemark): string => (exhibit === null ? `Item ${item}` : `Exhibit ${exhibit}`)

const saidBy = ({ reviewer, mark, comment }: ReviewRemark): string =>
  `${reviewer} says ${mark === null ? 'no mark' : `"${mark}"`}${comment === '' ? '' : ` (${comment.length > 80 ? `${comment.slice(0, 79)}…` : comment})`}`

const conflictSentence = (a: ReviewRemark, b: ReviewRemark): string => `${nameOf(a)}: ${saidBy(a)}, ${saidBy(b)}. Both are kept.`

function lost(database: Database, remark: ReviewRemark): string[] {
  const isThere = remark.item.startsWith('r')
    ? remark.record !== ''
    : database.prepare('SELECT 1 FROM exhibit WHERE id = ?').get(Number(remark.item.slice(1))) !== undefined
  return isThere ? [] : [`${nameOf(remark)} is not in the case any more; the remark of ${remark.reviewer} is kept.`]
}
