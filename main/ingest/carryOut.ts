/** Carries out what is still planned of a source, run by run. Runs that are finished stay as they are: a kill costs the one in hand. */
import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { SqliteParser } from '../../parsers/model/index.ts'
import { PARSERS } from '../../parsers/registry.ts'
import type { Extraction, ExtractionEntry } from '../../parsers/sources/extraction.ts'
import { dropRecordIndexes } from '../casefile/schema/migrate.ts'
import { Dictionaries } from '../casefile/write/dictionaries.ts'
import { noteWorkingFolder } from '../casefile/write/importHolder.ts'
import { RecordWriter } from '../casefile/write/recordWriter.ts'
import { hashNamedFiles } from './namedFiles.ts'
import type { PlannedRun } from './plannedRun.ts'
import type { ImportJob, ProgressMeter } from './progress.ts'
import { runByContent } from './runByContent.ts'
import { runDocument } from './runDocument.ts'
import { runFileParser } from './runFiles.ts'
import { Cancelled, NOTHING, runSqliteStore, type RunTools } from './runStore.ts'
import { finishRun, nextFurtherRun } from './sourceRows.ts'
import type { StoreKeys } from './storeKeys.ts'
import { Workspace } from './workspace.ts'

export interface ImportControl {
  readonly meter: ProgressMeter
  readonly signal: AbortSignal
  /** Told before each run, so that the parent knows what a dying process was reading. */
  onRun(sourceId: number, number: number): void
}

export interface Undertaking {
  readonly database: Database
  readonly job: ImportJob
  readonly control: ImportControl
  readonly extraction: Extraction
  readonly sourceId: number
  readonly plan: readonly PlannedRun[]
  readonly keys: StoreKeys
}

export async function carryOut({ database, job, control, extraction, sourceId, plan, keys }: Undertaking): Promise<void> {
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
  const tools: RunTools = { database, extraction, workspace, writer, meter, sourceId, signal, keys }
  const waiting = waitingRuns(database, sourceId, plan)
  meter.enterStores(waiting.map(({ planned }) => (planned === null ? null : bytesToRead(extraction, planned))))
  try {
    for (const [index, { id, number, planned }] of waiting.entries()) {
      if (signal.aborted) throw new Cancelled()
      control.onRun(sourceId, number)
      if (job.crashedRuns.includes(number)) finishRun(database, id, LEFT_OUT)
      else if (planned === null) finishRun(database, id, NO_KEY_THIS_TIME)
      else await carryOutRun(tools, id, planned)
      meter.leaveStore(index)
    }
    await carryOutFurther(tools, job, control)
    if (isFirst || meter.records > 0) meter.enter('indexing', 'Hashing attachments')
    await hashNamedFiles(tools)
  } finally {
    workspace.dispose()
  }
}

interface WaitingRun {
  readonly id: number
  readonly number: number
  /** Null when the extraction, as it was opened this time, does not have the file. */
  readonly planned: PlannedRun | null
}

/**
 * Runs that wait, each with its line of the plan. They are matched by path, not by number: with another key the same extraction lists
 * other files. A second run of a path is one of another parser, found on the way.
 */
function waitingRuns(database: Database, sourceId: number, plan: readonly PlannedRun[]): WaitingRun[] {
  const steps = new Map(plan.filter(({ step }) => step.kind !== 'none').map((planned) => [keyOf(planned), planned]))
  const rows = database.prepare('SELECT id, number, status, path, store FROM run WHERE source_id = ? ORDER BY number').all(sourceId) as {
    id: number
    number: number
    status: string
    path: string | null
    store: string
  }[]
  const seen = new Set<string>()
  const waiting: WaitingRun[] = []
  for (const row of rows) {
    const isFurther = row.path !== null && seen.has(row.path)
    if (row.path !== null) seen.add(row.path)
    if (row.status === 'planned' && !isFurther) waiting.push({ id: row.id, number: row.number, planned: steps.get(keyOf(row)) ?? null })
  }
  return waiting
}

const keyOf = ({ path, store }: { readonly path: string | null; readonly store: string }): string =>
  path === null ? `store ${store}` : `path ${path}`

/** Null for a line of the coverage table that stands for nothing to read. */
function bytesToRead(extraction: Extraction, { path, step }: PlannedRun): number | null {
  if (step.kind === 'none') return null
  return step.kind === 'files' ? bytesOf(step.entries) : path === null ? 0 : (extraction.stat(path)?.sizeBytes ?? 0)
}

export const bytesOf = (entries: readonly ExtractionEntry[]): number =>
  entries.reduce((sum, { sizeBytes, isPresent }) => sum + (isPresent ? sizeBytes : 0), 0)

/** Runs that showed themselves necessary on the way: other parsers for other tables of a file. All planned runs are done by now. */
async function carryOutFurther(tools: RunTools, job: ImportJob, control: ImportControl): Promise<void> {
  const { database, sourceId, signal } = tools
  for (let run = nextFurtherRun(database, sourceId); run !== undefined; run = nextFurtherRun(database, sourceId)) {
    if (signal.aborted) throw new Cancelled()
    control.onRun(sourceId, run.number)
    const { parserId } = run
    const candidates = PARSERS.filter((parser): parser is SqliteParser => parser.input === 'sqlite' && parser.id === parserId)
    if (job.crashedRuns.includes(run.number)) finishRun(database, run.id, LEFT_OUT)
    else await runSqliteStore(tools, run.id, run.path, candidates)
  }
}

async function carryOutRun(tools: RunTools, runId: number, { path, step }: PlannedRun): Promise<void> {
  if (step.kind === 'files') return runFileParser(tools, runId, step.parser, step.entries)
  if (step.kind === 'none' || path === null) return
  if (step.kind === 'document') return runDocument(tools, runId, path, step.parser)
  return step.kind === 'by-content' ? runByContent(tools, runId, path, step) : runSqliteStore(tools, runId, path, step.candidates)
}

const LEFT_OUT = {
  ...NOTHING,
  status: 'unreadable',
  notes: [
    'Reading this file stopped the reading process, more than once or by a standstill; the file was left out and everything else was read. Nothing of it is in the case.',
  ],
} as const

const NO_KEY_THIS_TIME = {
  ...NOTHING,
  status: 'unreadable',
  notes: ['This file can be read only with the key with which the import was started: add the extraction again with it.'],
} as const
