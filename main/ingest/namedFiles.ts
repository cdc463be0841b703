/** Hashes the files that records name (attachments, media), so that each can be cited and checked. */
import { createHash } from 'node:crypto'
import type { RunTools } from './runStore.ts'
import { Cancelled, nextTurn } from './runStore.ts'
import { recordFileHash } from './sourceRows.ts'

const NAMED_FILES_SQL = `
SELECT DISTINCT file.path AS path FROM evidence_file AS file
WHERE file.source_id = ? AND file.is_present = 1 AND file.sha256 IS NULL AND file.path IN (
  SELECT attachment.path FROM attachment JOIN record ON record.id = attachment.record_id WHERE record.source_id = file.source_id
) ORDER BY file.path`

/** Only what has no hash yet: a folder or backup was hashed whole, a zip was hashed as one file. */
export async function hashNamedFiles({ database, extraction, meter, sourceId, signal }: RunTools): Promise<void> {
  for (const path of database.prepare(NAMED_FILES_SQL).pluck().all(sourceId) as string[]) {
    if (signal.aborted) throw new Cancelled()
    meter.current = path
    meter.tick()
    try {
      const hash = createHash('sha256')
      for await (const chunk of await extraction.open(path)) hash.update(chunk as Uint8Array)
      recordFileHash(database, sourceId, path, hash.digest('hex'))
    } catch {
      // Present but unreadable: the file keeps no hash, which the inspector shows as "not hashed".
    }
    await nextTurn()
  }
}
