/** Writes hash sets, the digests of files, and which files stand in which set. */
import type { Database } from 'better-sqlite3'
import { CaseError } from '../../contract/index.ts'
import { auditChange } from './auditChange.ts'

export interface NewHashSet {
  readonly name: string
  readonly fileName: string
  readonly fileSha256: string
}

export interface HashEntry {
  readonly hash: Buffer
  readonly category: string | null
}

/** Entries are sorted before they are stored: millions that come in any order would be written all over the file. */
export async function insertHashSet(
  database: Database,
  actor: string,
  set: NewHashSet,
  entries: AsyncIterable<HashEntry>,
): Promise<{ id: number; entries: number }> {
  const known = database.prepare('SELECT name FROM hash_set WHERE file_sha256 = ?').pluck().get(set.fileSha256) as string | undefined
  if (known !== undefined) throw new CaseError('usage', `This file is in the case already, as the set “${known}”. Nothing was added.`)
  database.exec('CREATE TEMP TABLE IF NOT EXISTS new_hash (hash BLOB NOT NULL, category TEXT); DELETE FROM temp.new_hash')
  try {
    const gather = database.prepare('INSERT INTO temp.new_hash (hash, category) VALUES (?, ?)')
    for await (const { hash, category } of entries) gather.run(hash, category)
    return database.transaction(() => storeSet(database, actor, set)).immediate()
  } finally {
    database.exec('DROP TABLE temp.new_hash')
  }
}

function storeSet(database: Database, actor: string, { name, fileName, fileSha256 }: NewHashSet): { id: number; entries: number } {
  const id = Number(
    database
      .prepare('INSERT INTO hash_set (name, file_name, file_sha256, entries, actor, added_at_ms) VALUES (?, ?, ?, 0, ?, ?)')
      .run(name, fileName, fileSha256, actor, Date.now()).lastInsertRowid,
  )
  // Of a hash that stands in the file twice, the entry with a category is kept.
  const { changes } = database
    .prepare(
      'INSERT INTO hash_set_entry (hash, set_id, category) SELECT hash, ?, max(category) FROM temp.new_hash GROUP BY hash ORDER BY hash',
    )
    .run(id)
  if (changes === 0)
    throw new CaseError('unreadable', `${fileName} holds no MD5, SHA-1 or SHA-256. Give a list of hashes, or JSON in the shape of VICS.`)
  database.prepare('UPDATE hash_set SET entries = ? WHERE id = ?').run(changes, id)
  auditChange(database, actor, 'hash set added', `${name}: ${changes} hashes from ${fileName}, SHA-256 ${fileSha256}`)
  return { id, entries: changes }
}

export interface FileDigest {
  readonly sourceId: number
  readonly path: string
  readonly md5: string
  readonly sha1: string
  readonly sha256: string
}

export function keepDigest(database: Database, { sourceId, path, md5, sha1, sha256 }: FileDigest): void {
  database
    .prepare('INSERT OR REPLACE INTO file_digest (source_id, path, md5, sha1, sha256) VALUES (?, ?, ?, ?, ?)')
    .run(sourceId, path, Buffer.from(md5, 'hex'), Buffer.from(sha1, 'hex'), Buffer.from(sha256, 'hex'))
}

/**
 * Finds all hits anew, by the digests and, for files that were not read for it, by the SHA-256 of the import. Pictures of hits that
 * the case kept go with it. Answers the number of files.
 */
export function refreshHashHits(database: Database, actor: string): number {
  return database
    .transaction(() => {
      const before = count(database)
      database.exec('DELETE FROM hash_hit')
      for (const algorithm of ['md5', 'sha1', 'sha256'])
        database.exec(
          `INSERT OR IGNORE INTO hash_hit (source_id, path, set_id, algorithm, category)
           SELECT d.source_id, d.path, e.set_id, '${algorithm}', e.category FROM file_digest AS d JOIN hash_set_entry AS e ON e.hash = d.${algorithm}`,
        )
      database.exec(
        `INSERT OR IGNORE INTO hash_hit (source_id, path, set_id, algorithm, category)
         SELECT f.source_id, f.path, e.set_id, 'sha256', e.category FROM evidence_file AS f JOIN hash_set_entry AS e ON e.hash = unhex(f.sha256) WHERE f.sha256 IS NOT NULL`,
      )
      removeKeptPictures(database)
      const found = count(database)
      if (found !== before)
        auditChange(database, actor, 'hash sets compared', `${found} files of the case stand in a hash set (before: ${before})`)
      return found
    })
    .immediate()
}

const count = (database: Database): number =>
  database.prepare('SELECT count(*) FROM (SELECT DISTINCT source_id, path FROM hash_hit)').pluck().get() as number

function removeKeptPictures(database: Database): void {
  const hits = `SELECT lower(hex(d.sha256)) FROM hash_hit AS h JOIN file_digest AS d ON d.source_id = h.source_id AND d.path = h.path
    UNION SELECT f.sha256 FROM hash_hit AS h JOIN evidence_file AS f ON f.source_id = h.source_id AND f.path = h.path WHERE f.sha256 IS NOT NULL`
  for (const table of ['thumbnail', 'bookmark_media']) database.exec(`DELETE FROM ${table} WHERE sha256 IN (${hits})`)
}
