/** Recognising an extraction that is in the case already, by the SHA-256 of its stored bytes. */
import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { openStoredInput } from '../../parsers/sources/recognise.ts'
import { appendAudit } from '../casefile/audit.ts'
import type { ImportSummary } from '../contract/index.ts'
import type { ImportJob, ProgressMeter } from './progress.ts'
import { Cancelled } from './runStore.ts'

export interface KnownSource {
  readonly id: number
  readonly label: string
  readonly status: string
}

export function knownSource(database: Database, sha256: string): KnownSource | undefined {
  return database.prepare('SELECT id, label, status FROM source WHERE sha256 = ? ORDER BY id LIMIT 1').get(sha256) as
    | KnownSource
    | undefined
}

/** The summary of an import that had nothing to add. Logged. */
export function alreadyPresent(database: Database, job: ImportJob, { id, label }: KnownSource, sha256: string): ImportSummary {
  appendAudit(
    database,
    job.actor,
    'import recognised',
    `${basename(job.inputPath)} is already in the case as "${label}" (SHA-256 ${sha256})`,
  )
  return { sourceId: id, label, alreadyPresent: true, records: 0, skipped: 0, missingFiles: 0, notices: [] }
}

/** An encrypted backup needs no password to be recognised. Null: it is none of this case, so its password must be asked for. */
export async function knownWithoutPassword(
  database: Database,
  job: ImportJob,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<ImportSummary | null> {
  if (job.resumeSourceId !== null) return null
  const input = await openStoredInput(job.inputPath)
  try {
    // Hashing takes minutes; only a source of the same size can be the same one.
    if (database.prepare("SELECT 1 FROM source WHERE status = 'complete' AND size_bytes = ?").get(input.sizeBytes) === undefined)
      return null
    meter.enter('hashing', basename(job.inputPath))
    meter.bytesTotal = input.sizeBytes
    const sha256 = await input.fingerprint({ signal, onBytes: (count) => meter.count(count) })
    const known = knownSource(database, sha256)
    return known?.status === 'complete' ? alreadyPresent(database, job, known, sha256) : null
  } catch (error) {
    throw signal.aborted ? new Cancelled() : error
  } finally {
    await input.close()
  }
}
