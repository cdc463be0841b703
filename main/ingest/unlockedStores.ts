/** A source that is in the case already, opened again with a key: what was locked then is planned now, and nothing is read twice. */
import type { Database } from 'better-sqlite3'
import type { Extraction } from '../../parsers/sources/extraction.ts'
import { WHATSAPP_BACKUP_NAME } from '../../parsers/sources/whatsappEnvelope.ts'
import { appendAudit } from '../casefile/audit.ts'
import type { KnownSource } from './knownSource.ts'
import type { PlannedRun } from './plannedRun.ts'
import type { ImportJob } from './progress.ts'
import { insertFiles, insertRun } from './sourceRows.ts'

/** Plans the runs of stores that the key has opened. Returns how many there are. */
export function planUnlocked(
  database: Database,
  job: ImportJob,
  { id: sourceId, label }: KnownSource,
  extraction: Extraction,
  plan: readonly PlannedRun[],
): number {
  return database
    .transaction(() => {
      const opened = plan.filter((planned) => openIt(database, sourceId, extraction, planned))
      if (opened.length === 0) return 0
      insertFiles(database, sourceId, extraction, new Map())
      noteOpened(database, sourceId, extraction)
      const paths = opened.map(({ path }) => path ?? '').join(', ')
      appendAudit(database, job.actor, 'import started', `${label}: opened again with a key, to read what was locked: ${paths}`)
      return opened.length
    })
    .immediate()
}

/** A database that could not be opened is planned again, one that was not even listed is added. */
function openIt(database: Database, sourceId: number, extraction: Extraction, planned: PlannedRun): boolean {
  const { path, step } = planned
  if (path === null || step.kind === 'none') return false
  const run = database
    .prepare('SELECT id, status FROM run WHERE source_id = ? AND path = ? ORDER BY number LIMIT 1')
    .get(sourceId, path) as { id: number; status: string } | undefined
  const isDecrypted = WHATSAPP_BACKUP_NAME.test(extraction.stat(path)?.storedAs ?? '')
  if (run === undefined) {
    const isListed = database.prepare('SELECT 1 FROM evidence_file WHERE source_id = ? AND path = ?').get(sourceId, path) !== undefined
    if (isListed) return false
    insertRun(database, sourceId, planned)
    return true
  }
  const isEncrypted = step.kind === 'sqlite' && step.candidates.some(({ encryption }) => encryption !== undefined)
  if (run.status !== 'unreadable' || !(isDecrypted || isEncrypted)) return false
  database.prepare("UPDATE run SET status = 'planned', notes_json = ? WHERE id = ?").run(JSON.stringify(planned.notes ?? []), run.id)
  return true
}

/** The line of a file whose content is listed beside it now. */
function noteOpened(database: Database, sourceId: number, extraction: Extraction): void {
  const update = database.prepare(
    "UPDATE run SET status = 'not-parsed', notes_json = ? WHERE source_id = ? AND path = ? AND status = 'unreadable'",
  )
  for (const { path, setAside } of extraction.list())
    if (setAside?.kind === 'opened') update.run(JSON.stringify([setAside.note]), sourceId, path)
}
