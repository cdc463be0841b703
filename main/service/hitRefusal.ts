/** What stands in a hash set is never rendered and never exported: every reading of a file's bytes asks here. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { hasHashSets, isCompared, isHit, standingOf } from '../casefile/read/hashHits.ts'
import { CaseError } from '../contract/index.ts'

/** Throws for bytes that stand in a set: whoever reads them for showing or exporting gets none. */
export function refuseHit(database: Database, path: string, content: Buffer): void {
  if (!hasHashSets(database)) return
  const hashes = ['sha256', 'md5', 'sha1'].map((algorithm) => createHash(algorithm).update(content).digest())
  const standing = standingOf(database, hashes)
  if (standing !== null) throw refusal(path, standing.setName, standing.category)
}

/** Whether a small picture that the case keeps may be used: not before the bytes it was made of have been compared. */
export function mayUseKept(database: Database, sourceId: number, path: string): boolean {
  if (!hasHashSets(database)) return true
  if (isHit(database, sourceId, path)) throw refusal(path, 'a hash set of the case', null)
  return isCompared(database, sourceId, path)
}

const refusal = (path: string, setName: string, category: string | null): CaseError =>
  new CaseError(
    'not-found',
    `${path} stands in ${setName}${category === null ? '' : `, category ${category}`}. It is listed, and neither shown nor exported.`,
  )
