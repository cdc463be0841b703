/**
 * One import, from path to case: recognise, hash, plan, read, index. Runs in the ingest process, which is the only
 * writer of records. Each run is whole or not there: a kill leaves finished runs, and the source can be resumed.
 */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { SqliteParser } from '../../parsers/model/index.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { PasswordError, SourceError, type Extraction, type ExtractionEntry } from '../../parsers/sources/extraction.ts'
import { recogniseExtraction } from '../../parsers/sources/recognise.ts'
import { findSameFiles } from '../../parsers/sources/sameFiles.ts'
import { appendAudit } from '../casefile/audit.ts'
import { searchIndexDigest, sourceDigest } from '../casefile/read/digest.ts'
import { createRecordIndexes, dropRecordIndexes } from '../casefile/schema/migrate.ts'
import { countDays } from '../casefile/write/dayCounts.ts'
import { Dictionaries, ensureDeviceOwner } from '../casefile/write/dictionaries.ts'
import { noteWorkingFolder } from '../casefile/write/importHolder.ts'
import { RecordWriter } from '../casefile/write/recordWriter.ts'
import type { ImportSummary } from '../contract/index.ts'
import { alreadyPresent, knownSource, knownWithoutPassword } from './knownSource.ts'
import { hashNamedFiles } from './namedFiles.ts'
import { planRuns, type PlannedRun } from './plan.ts'
import { pathsOfPlan } from './planSameFiles.ts'
import type { ImportJob, ProgressMeter } from './progress.ts'
import { refuseUnknownFile, runByContent } from './runByContent.ts'
import { runDocument } from './runDocument.ts'
import { runFileParser } from './runFiles.ts'
import { Cancelled, runSqliteStore, type RunTools } from './runStore.ts'
import { finishRun, insertFiles, insertPlan, insertSource, nextFurtherRun } from './sourceRows.ts'
import { StoreKeys } from './storeKeys.ts'
import { suppliedKeys } from './suppliedKeys.ts'
import { Workspace } from './workspace.ts'

export interface ImportControl {
  readonly meter: ProgressMeter
  readonly signal: AbortSignal
  /** Told before each run, so that the parent knows what a dying process was reading. */
  onRun(sourceId: number, number: number): void
}

/** Carries out the job. Throws `SourceError` (unreadable input) or `Cancelled`; the case then holds what it held. */
export async function importExtraction(database: Database, job: ImportJob, control: ImportControl): Promise<ImportSummary> {
  const { meter, signal } = control
  meter.enter('recognising', job.inputPath)
  let extraction: Extraction
  try {
    extraction = await openInput(job, control)
  } catch (error) {
    if (signal.aborted) throw new Cancelled()
    const known =
      error instanceof PasswordError && job.password === null && job.keyFile === null
        ? await knownWithoutPassword(database, job, meter, signal)
        : null
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

const bytesOf = (entries: readonly ExtractionEntry[]): number =>
  entries.reduce((sum, { sizeBytes, isPresent }) => sum + (isPresent ? sizeBytes : 0), 0)

function openInput(job: ImportJob, { meter, signal }: ImportControl): Promise<Extraction> {
  const onStep = (words: string): void => {
    meter.current = words
    meter.tick()
  }
  return recogniseExtraction(job.inputPath, { signal, onStep, ...credentials(job) })
}

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
  if (known?.status === 'complete') return alreadyPresent(database, job, known, print.sha256)
  const wanted = pathsOfPlan(planRuns(extraction, PARSERS))
  const plan = planRuns(extraction, PARSERS, await findSameFiles(extraction, wanted, print.files, control.signal))
  await new StoreKeys(extraction, suppliedKeys(credentials(job))).refuseLockedDatabase(PARSERS)
  const sourceId = known?.id ?? addSource(database, job, extraction, print, plan)
  if (known !== undefined) database.prepare("UPDATE source SET status = 'importing' WHERE id = ?").run(sourceId)
  control.meter.sourceId = sourceId
  control.meter.label = known?.label ?? control.meter.label
  await carryOut(database, job, control, extraction, sourceId, plan)
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
        `${label}: ${job.inputPath}, SHA-256 ${print.sha256}${isEncrypted(extraction) ? ', decrypted with its password' : ''}`,
      )
      return sourceId
    })
    .immediate()
}

const isEncrypted = ({ device }: Extraction): boolean => device.stated['IsEncrypted'] === 'true'

async function carryOut(
  database: Database,
  job: ImportJob,
  control: ImportControl,
  extraction: Extraction,
  sourceId: number,
  plan: readonly PlannedRun[],
): Promise<void> {
  const { meter, signal } = control
  const workspace = new Workspace()
  noteWorkingFolder(database, basename(workspace.folder))
  const { owner, country } = database.prepare('SELECT owner_identity_id AS owner, country FROM source WHERE id = ?').get(sourceId) as {
    owner: number
    country: string | null
  }
  const isFirst = database.prepare('SELECT 1 FROM record LIMIT 1').get() === undefined
  if (isFirst) dropRecordIndexes(database)
  // Fewer, larger checkpoints: each writes the same hot pages of the search index again (7 s -> 6.3 s for 200,000 messages).
  database.pragma('wal_autocheckpoint = 20000')
  const writer = new RecordWriter(database, new Dictionaries(database, sourceId, country), sourceId, owner)
  const keys = new StoreKeys(extraction, suppliedKeys(credentials(job)))
  const tools: RunTools = { database, extraction, workspace, writer, meter, sourceId, signal, keys }
  meter.enterStores(plan.map((planned) => bytesToRead(extraction, planned)))
  try {
    for (const [index, planned] of plan.entries()) {
      const run = database.prepare('SELECT id, status FROM run WHERE source_id = ? AND number = ?').get(sourceId, index + 1) as
        | { id: number; status: string }
        | undefined
      if (run?.status !== 'planned') {
        meter.leaveStore(index)
        continue
      }
      if (signal.aborted) throw new Cancelled()
      control.onRun(sourceId, index + 1)
      if (job.crashedRuns.includes(index + 1)) giveUp(database, run.id)
      else await carryOutRun(tools, run.id, planned)
      meter.leaveStore(index)
    }
    await carryOutFurther(tools, job, control)
    if (isFirst || control.meter.records > 0) meter.enter('indexing', 'Hashing attachments')
    await hashNamedFiles(tools)
  } finally {
    workspace.dispose()
  }
}

/** Null for a line of the coverage table that stands for nothing to read. */
function bytesToRead(extraction: Extraction, { path, step }: PlannedRun): number | null {
  if (step.kind === 'none') return null
  return step.kind === 'files' ? bytesOf(step.entries) : path === null ? 0 : (extraction.stat(path)?.sizeBytes ?? 0)
}

/** Runs that showed themselves necessary on the way: other parsers for other tables of a file. All planned runs are done by now. */
async function carryOutFurther(tools: RunTools, job: ImportJob, control: ImportControl): Promise<void> {
  const { database, sourceId, signal } = tools
  for (let run = nextFurtherRun(database, sourceId); run !== undefined; run = nextFurtherRun(database, sourceId)) {
    if (signal.aborted) throw new Cancelled()
    control.onRun(sourceId, run.number)
    const { parserId } = run
    const candidates = PARSERS.filter((parser): parser is SqliteParser => parser.input === 'sqlite' && parser.id === parserId)
    if (job.crashedRuns.includes(run.number)) giveUp(database, run.id)
    else await runSqliteStore(tools, run.id, run.path, candidates)
  }
}

async function carryOutRun(tools: RunTools, runId: number, { path, step }: PlannedRun): Promise<void> {
  if (step.kind === 'files') return runFileParser(tools, runId, step.parser, step.entries)
  if (step.kind === 'none' || path === null) return
  if (step.kind === 'document') return runDocument(tools, runId, path, step.parser)
  return step.kind === 'by-content' ? runByContent(tools, runId, path, step) : runSqliteStore(tools, runId, path, step.candidates)
}

function giveUp(database: Database, runId: number): void {
  const note =
    'Reading this file stopped the reading process, more than once or by a standstill; the file was left out and everything else was read. Nothing of it is in the case.'
  finishRun(database, runId, { status: 'unreadable', rowsRead: 0, records: 0, derived: 0, skippedReasons: {}, notes: [note] })
}

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
