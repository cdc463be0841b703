/** Remarks of reviewers on exhibits and the messages around them, with those that say something else on the same item. */
import type { Database } from 'better-sqlite3'
import type { ExhibitId, ReviewMark, ReviewRemark } from '../../contract/index.ts'
import { exhibits } from './exhibits.ts'

interface RemarkRow {
  readonly id: number
  readonly review_id: number
  readonly item: ExhibitId
  readonly record: string
  readonly mark: ReviewMark | null
  readonly comment: string
  readonly at_ms: number
  readonly reviewer: string
  readonly actor: string
  readonly imported_at_ms: number
  readonly audience: string | null
  readonly manifest_sha256: string | null
}

/** A content can have been exported several times: the last of them before the review came back. */
const SQL = `
SELECT m.id, m.review_id, m.item, m.record, m.mark, m.comment, m.at_ms, v.reviewer, v.actor, v.imported_at_ms, p.audience, p.manifest_sha256
FROM review_remark AS m JOIN review AS v ON v.id = m.review_id
LEFT JOIN package_export AS p ON p.id = (SELECT max(e.id) FROM package_export AS e WHERE e.package_id = v.package_id AND e.at_ms <= v.imported_at_ms)
ORDER BY m.id`

export function reviewRemarks(database: Database): ReviewRemark[] {
  const rows = database.prepare(SQL).all() as RemarkRow[]
  const order = new Map(exhibits(database).map(({ id, number }, index) => [id, { number, index }]))
  const byItem = Map.groupBy(rows, ({ item }) => item)
  return rows
    .map((row) => ({
      id: row.id,
      reviewId: row.review_id,
      item: row.item,
      exhibit: order.get(row.item)?.number ?? null,
      record: row.record,
      reviewer: row.reviewer,
      mark: row.mark,
      comment: row.comment,
      atMs: row.at_ms,
      importedAtMs: row.imported_at_ms,
      importedBy: row.actor,
      audience: row.audience ?? '',
      manifestSha256: row.manifest_sha256 ?? '',
      conflictsWith: (byItem.get(row.item) ?? []).filter((other) => isConflict(row, other)).map(({ id }) => id),
    }))
    .sort((a, b) => (order.get(a.item)?.index ?? Infinity) - (order.get(b.item)?.index ?? Infinity) || a.id - b.id)
}

/** Two people who mark the same item differently, or one person who says different things in two files. */
function isConflict(a: RemarkRow, b: RemarkRow): boolean {
  if (a.review_id === b.review_id) return false
  const differ = a.mark !== null && b.mark !== null && a.mark !== b.mark
  const isSamePerson = a.reviewer.trim().toLowerCase() === b.reviewer.trim().toLowerCase()
  return differ || (isSamePerson && (a.comment !== b.comment || a.mark !== b.mark))
}

/** Whether a package with this content left the case. */
export const isOwnPackage = (database: Database, packageId: string): boolean =>
  database.prepare('SELECT 1 FROM package_export WHERE package_id = ?').get(packageId) !== undefined
