/**
 * One import, from path to case: recognise, hash, plan, read, index. Runs in the ingest process, which is the only
 * writer of records. Each run is whole or not there: a kill leaves finished runs, and the source can be resumed.
 */
import { stat } from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import { PARSERS } from '../../parsers/registry.ts'
import { PasswordError, SourceError, type Extraction } from '../../parsers/sources/extraction.ts'
import { recogniseExtraction } from '../../parsers/sources/recognise.ts'
import { findSameFiles } from '../../parsers/sources/sameFiles.ts'
import { appendAudit } from '../casefile/audit.ts'
import { searchIndexDigest, sourceDigest } from '../casefile/read/digest.ts'
import { createRecordIndexes } from '../casefile/schema/migrate.ts'
import { countDays } from '../casefile/write/dayCounts.ts'
import { ensureDeviceOwner } from '../casefile/write/dictionaries.ts'
import type { ImportSummary } from '../contract/index.ts'
import { bytesOf, carryOut, type ImportControl } from './carryOut.ts'
import { alreadyPresent, knownSource, knownWithoutPassword } from './knownSource.ts'
import { planRuns, type PlannedRun } from './plan.ts'
import { pathsOfPlan } from './planSameFiles.ts'
import type { ImportJob } from './progress.ts'
import { refuseUnknownFile } from './runByContent.ts'
import { Cancelled } from './runStore.ts'
import { insertFiles, insertPlan, insertSource } from './sourceRows.ts'
import { StoreKeys } from './storeKeys.ts'
import { suppliedKeys } from './suppliedKeys.ts'
import { planUnlocked } from './unlockedStores.ts'

/** Carries out the job. Throws `SourceError` (unreadable input) or `Cancelled`; the case then holds what it held. */
export async function importExtraction(database: Database, job: ImportJob, control: ImportControl): Promise<ImportSummary> {
  const { meter, signal } = control
  meter.enter('recognising', job.inputPath)
  let extraction: Extraction
  try {
    extraction = await openInput(job, control)
  } catch (error) {
    if (signal.aborted) throw new Cancelled()
    const known = error instanceof PasswordError && !hasCredentials(job) ? await knownWithoutPassword(database, job, meter, signal) : null
    if (known !== null) return known
    throw error
  }
  try {
    await refuseUnknownFile(extraction, PARSERS)
    meter.enter('hashing', extraction.name)
    meter.bytesTotal = await bytesToHash(job.inputPath, extraction)
    const print = await extraction.fingerprint({ signal, onBytes: (count) => meter.count(count) })
    if (signal.aborted) throw new Cancelled()
    return await importHashed(database, job, control, extraction, print)
  } catch (error) {
    throw signal.aborted ? new Cancelled() : error
  } finally {
    await extraction.close()
  }
}

/** An archive is hashed as the one file that it is, not by what it unpacks to. */
async function bytesToHash(inputPath: string, extraction: Extraction): Promise<number> {
  const input = await stat(inputPath)
  return input.isFile() ? input.size : bytesOf(extraction.list())
}

function openInput(job: ImportJob, { meter, signal }: ImportControl): Promise<Extraction> {
  const onStep = (words: string): void => {
    meter.current = words
    meter.tick()
  }
  return recogniseExtraction(job.inputPath, { signal, onStep, ...credentials(job) })
}

const hasCredentials = ({ password, keyFile }: ImportJob): boolean => password !== null || keyFile !== null
const credentials = ({ password, keyFile }: ImportJob) => ({
  ...(password === null ? {} : { password }),
  ...(keyFile === null ? {} : { keyFile: Buffer.from(keyFile, 'base64') }),
})

interface Fingerprint {
  readonly sha256: string
  readonly bytes: number
  readonly files: ReadonlyMap<string, string>
}

async function importHashed(
  database: Database,
  job: ImportJob,
  control: ImportControl,
  extraction: Extraction,
  print: Fingerprint,
): Promise<ImportSummary> {
  const known = knownSource(database, print.sha256)
  if (job.resumeSourceId !== null && known?.id !== job.resumeSourceId) {
    throw new SourceError(
      `What lies at ${job.inputPath} now is not the extraction whose import was stopped (its SHA-256 differs): put that one back, or discard the source.`,
    )
  }
  if (known?.status === 'complete' && !hasCredentials(job)) return alreadyPresent(database, job, known, print.sha256)
  const whole = planRuns(extraction, PARSERS)
  const sameFiles = await findSameFiles(extraction, pathsOfPlan(whole), print.files, control.signal)
  const plan = sameFiles.size === 0 ? whole : planRuns(extraction, PARSERS, sameFiles)
  await new StoreKeys(extraction, suppliedKeys(credentials(job))).refuseLockedDatabase(PARSERS)
  const opened = known === undefined ? 0 : planUnlocked(database, job, known, extraction, plan)
  if (known?.status === 'complete' && opened === 0) return alreadyPresent(database, job, known, print.sha256)
  const sourceId = known?.id ?? addSource(database, job, extraction, print, plan)
  if (known !== undefined) database.prepare("UPDATE source SET status = 'importing' WHERE id = ?").run(sourceId)
  control.meter.sourceId = sourceId
  control.meter.label = known?.label ?? control.meter.label
  await carryOut({ database, job, control, extraction, sourceId, plan, keys: new StoreKeys(extraction, suppliedKeys(credentials(job))) })
  return finish(database, job, control, extraction, sourceId)
}

function addSource(database: Database, job: ImportJob, extraction: Extraction, print: Fingerprint, plan: readonly PlannedRun[]): number {
  return database
    .transaction(() => {
      const label = job.label || extraction.device.name || extraction.name
      const sourceId = insertSource(database, extraction, { label, inputPath: job.inputPath, sha256: print.sha256, sizeBytes: print.bytes })
      insertFiles(database, sourceId, extraction, print.files)
      insertPlan(database, sourceId, plan)
      ensureDeviceOwner(database, sourceId, label)
      appendAudit(
        database,
        job.actor,
        'import started',
        `${label}: ${job.inputPath}, SHA-256 ${print.sha256}${isEncrypted(extraction) ? ', decrypted with its password or key' : ''}`,
      )
      return sourceId
    })
    .immediate()
}

const isEncrypted = ({ device }: Extraction): boolean => device.stated['IsEncrypted'] === 'true'

function finish(database: Database, job: ImportJob, { meter }: ImportControl, extraction: Extraction, sourceId: number): ImportSummary {
  meter.enter('indexing', 'Building indexes')
  createRecordIndexes(database)
  countDays(database, sourceId)
  const totals = database
    .prepare('SELECT coalesce(sum(records + derived), 0) AS records, coalesce(sum(skipped), 0) AS skipped FROM run WHERE source_id = ?')
    .get(sourceId) as { records: number; skipped: number }
  const missingFiles = database
    .prepare('SELECT count(*) FROM evidence_file WHERE source_id = ? AND is_present = 0')
    .pluck()
    .get(sourceId) as number
  const label = database.prepare('SELECT label FROM source WHERE id = ?').pluck().get(sourceId) as string
  const digests = `source ${sourceId}, index ${searchIndexDigest(database)}, digest ${sourceDigest(database, sourceId)}`
  database
    .transaction(() => {
      database.prepare("UPDATE source SET status = 'complete' WHERE id = ?").run(sourceId)
      appendAudit(
        database,
        job.actor,
        'import finished',
        `${label}: ${totals.records} records, ${totals.skipped} rows skipped, ${missingFiles} listed files missing, ${digests}`,
      )
    })
    .immediate()
  const notices = extraction.notices.map(({ path, problem }) => (path === null ? problem : `${path}: ${problem}`))
  return { sourceId, label, alreadyPresent: false, ...totals, missingFiles, notices }
}
