/** Which files of the case stand in a hash set: listed, never shown. */
import type { Database } from 'better-sqlite3'
import type { HashHit, HashSet } from '../../contract/index.ts'
import { prepared } from '../prepared.ts'

export const hasHashSets = (database: Database): boolean => prepared(database, 'SELECT EXISTS (SELECT 1 FROM hash_set)').pluck().get() === 1

export function hashSets(database: Database): HashSet[] {
  return prepared(
    database,
    `SELECT s.id, s.name, s.file_name AS fileName, s.file_sha256 AS fileSha256, s.entries, s.actor AS "by", s.added_at_ms AS addedAtMs,
       (SELECT count(DISTINCT h.source_id || ' ' || h.path) FROM hash_hit AS h WHERE h.set_id = s.id) AS hits FROM hash_set AS s ORDER BY s.id`,
  ).all() as HashSet[]
}

/** The name of the set and the category in words of a sentence, for whoever is refused; null for a file that is in none. */
export interface Standing {
  readonly setName: string
  readonly category: string | null
}

const IN_SET =
  'SELECT s.name AS setName, e.category FROM hash_set_entry AS e JOIN hash_set AS s ON s.id = e.set_id WHERE e.hash = ? ORDER BY e.set_id LIMIT 1'

export function standingOf(database: Database, hashes: readonly Buffer[]): Standing | null {
  for (const hash of hashes) {
    const found = prepared(database, IN_SET).get(hash) as Standing | undefined
    if (found !== undefined) return found
  }
  return null
}

export const isHit = (database: Database, sourceId: number, path: string): boolean =>
  prepared(database, 'SELECT 1 FROM hash_hit WHERE source_id = ? AND path = ?').get(sourceId, path) !== undefined

/** Whether the bytes of the file have been compared with the sets. */
export const isCompared = (database: Database, sourceId: number, path: string): boolean =>
  prepared(database, 'SELECT 1 FROM file_digest WHERE source_id = ? AND path = ?').get(sourceId, path) !== undefined

interface HitRow {
  readonly sourceId: number
  readonly source: string
  readonly path: string
  readonly setName: string
  readonly category: string | null
  readonly algorithm: HashHit['algorithm']
  readonly md5: string | null
  readonly sha1: string | null
  readonly sha256: string | null
}

/** For the laboratory that may look: file, hashes, set and category number. No meaning is given to the number. */
export function hashHits(database: Database): HashHit[] {
  const rows = database
    .prepare(
      `SELECT h.source_id AS sourceId, so.label AS source, h.path, s.name AS setName, h.category, h.algorithm, lower(hex(d.md5)) AS md5, lower(hex(d.sha1)) AS sha1,
         coalesce(lower(hex(d.sha256)), f.sha256) AS sha256
       FROM hash_hit AS h JOIN hash_set AS s ON s.id = h.set_id JOIN source AS so ON so.id = h.source_id
       LEFT JOIN file_digest AS d ON d.source_id = h.source_id AND d.path = h.path LEFT JOIN evidence_file AS f ON f.source_id = h.source_id AND f.path = h.path
       ORDER BY h.source_id, h.path, h.set_id, h.algorithm`,
    )
    .all() as HitRow[]
  const records = database
    .prepare(
      `SELECT r.id FROM record AS r JOIN media AS m ON m.record_id = r.id WHERE r.source_id = ? AND m.path = ?
       UNION SELECT r.id FROM record AS r JOIN attachment AS a ON a.record_id = r.id WHERE r.source_id = ? AND a.path = ? ORDER BY 1`,
    )
    .pluck()
  return rows.map((row) => ({ ...row, records: records.all(row.sourceId, row.path, row.sourceId, row.path) as number[] }))
}

/** Files that records name and whose bytes are there, without digests. */
export function uncomparedFiles(database: Database): { readonly sourceId: number; readonly path: string }[] {
  return database
    .prepare(
      `SELECT f.source_id AS sourceId, f.path FROM evidence_file AS f JOIN source AS s ON s.id = f.source_id AND s.status = 'complete'
       WHERE f.is_present = 1 AND (f.source_id, f.path) NOT IN (SELECT source_id, path FROM file_digest) AND (
         f.path IN (SELECT a.path FROM attachment AS a JOIN record AS r ON r.id = a.record_id WHERE r.source_id = f.source_id)
         OR f.path IN (SELECT m.path FROM media AS m JOIN record AS r ON r.id = m.record_id WHERE r.source_id = f.source_id))
       ORDER BY f.source_id, f.path`,
    )
    .all() as { sourceId: number; path: string }[]
}
