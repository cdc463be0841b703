/** Carries out one planned run: copies the store, chooses the parser by its schema, streams records to the writer. */
import type { Database } from 'better-sqlite3'
import { openEvidenceDatabase, UnreadableDatabase, type OpenedDatabase } from '../../parsers/formats/sqlite/sqliteDatabase.ts'
import { pathMatcher } from '../../parsers/formats/paths/matchPath.ts'
import type { Parser, ParserContext, SideFile, SqliteParser } from '../../parsers/model/index.ts'
import { type ParserRun, runSqliteParser } from '../../parsers/runParser.ts'
import { type Extraction, SourceError } from '../../parsers/sources/extraction.ts'
import type { RecordWriter } from '../casefile/write/recordWriter.ts'
import type { ProgressMeter } from './progress.ts'
import { finishRun, insertFurtherRun, recordFileHash, type RunResult, withoutRefused } from './sourceRows.ts'
import { isAt, nearestTo } from './entryNotes.ts'
import { withListedPaths } from './listedPaths.ts'
import { readSideFiles } from './sideFiles.ts'
import type { StoreKeys, Unlocked } from './storeKeys.ts'
import type { WorkingCopy, Workspace } from './workspace.ts'

export interface RunTools {
  readonly database: Database
  readonly extraction: Extraction
  readonly workspace: Workspace
  readonly writer: RecordWriter
  readonly meter: ProgressMeter
  readonly sourceId: number
  readonly signal: AbortSignal
  /** For encrypted stores; most need none. */
  readonly keys: StoreKeys
}

/** Breaks off a run: the parent asked for it. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

export const NOTHING = { rowsRead: 0, records: 0, derived: 0, skippedReasons: {} } as const
/** Records between two looks at the cancel signal; the writer is synchronous, so the event loop must get a turn. */
const RECORDS_PER_TURN = 2_000

export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Reads one SQLite store into the case. Damage is a status and a note, never an exception; only `Cancelled` is thrown. */
export async function runSqliteStore(tools: RunTools, runId: number, path: string, candidates: readonly SqliteParser[]): Promise<void> {
  const { database, extraction, workspace, meter, signal } = tools
  let copy: WorkingCopy
  try {
    copy = await workspace.copyDatabase(extraction, path, { signal })
  } catch (error) {
    if (signal.aborted) throw new Cancelled()
    finishRun(database, runId, {
      ...NOTHING,
      status: 'unreadable',
      notes: [error instanceof SourceError ? error.message : `The file cannot be read (${reasonOf(error)}).`],
    })
    return
  }
  try {
    for (const [copied, sha256] of copy.hashes) recordFileHash(database, tools.sourceId, copied, sha256)
    meter.current = path
    meter.tick(true)
    finishRun(database, runId, await parseCopy(tools, runId, path, copy, candidates))
  } finally {
    copy.dispose()
  }
}

async function parseCopy(
  tools: RunTools,
  runId: number,
  path: string,
  copy: WorkingCopy,
  candidates: readonly SqliteParser[],
): Promise<RunResult> {
  const unlocked = await unlock(tools, path, copy, candidates)
  if (unlocked.kind === 'locked') return { ...NOTHING, status: 'unreadable', notes: [unlocked.reason] }
  let opened: OpenedDatabase
  try {
    opened = openEvidenceDatabase(copy.file)
  } catch (error) {
    if (!(error instanceof UnreadableDatabase)) throw error
    return { ...NOTHING, status: 'unreadable', notes: [error.message] }
  }
  const companions = new Companions(tools)
  try {
    const [parser, ...further] = readersOf(opened, candidates)
    if (parser === undefined)
      return { ...NOTHING, status: opened.tables().length === 0 ? 'unreadable' : 'not-parsed', notes: [whyNone(opened, candidates)] }
    const ready = await companions.open(parser, path)
    claimRun(tools.database, runId, parser)
    for (const other of further) insertFurtherRun(tools.database, tools.sourceId, path, other)
    const context = contextFor(tools, path, ready, await readSideFiles(tools.extraction, parser, path))
    const result = await streamRecords(tools, runId, runSqliteParser(parser, opened, context), context.notes)
    return unlocked.notes.length === 0 ? result : { ...result, status: 'partly-parsed', notes: [...unlocked.notes, ...result.notes] }
  } finally {
    companions.close()
    opened.close()
  }
}

async function unlock({ keys, signal }: RunTools, path: string, copy: WorkingCopy, candidates: readonly SqliteParser[]): Promise<Unlocked> {
  try {
    return await keys.unlock(copy.file, path, candidates, { signal })
  } catch (error) {
    throw signal.aborted ? new Cancelled() : error
  }
}

/**
 * The parsers that read this database: of those that need a table in common (versions of one store) the first that fits, and
 * beside it those that need other tables (messages and calls of one file).
 */
function readersOf(opened: OpenedDatabase, candidates: readonly SqliteParser[]): SqliteParser[] {
  const taken = new Set<string>()
  return candidates.filter((parser) => {
    const tables = Object.keys(parser.requires).map((table) => table.toLowerCase())
    if (tables.some((table) => taken.has(table)) || lacking(opened, parser) !== null) return false
    for (const table of tables) taken.add(table)
    return true
  })
}

export function claimRun(database: Database, runId: number, parser: Parser): void {
  database
    .prepare('UPDATE run SET parser_id = ?, parser_version = ?, app = ?, store = ? WHERE id = ?')
    .run(parser.id, parser.version, parser.app, parser.store, runId)
}

/** The first table or column that a parser needs and the file lacks, in words; null when it has all. */
function lacking(opened: OpenedDatabase, { requires, requiresOneOf }: SqliteParser): string | null {
  for (const [table, columns] of Object.entries(requires)) {
    if (!opened.has(table)) return `table ${table}`
    const column = columns.find((name) => !opened.has(table, name))
    if (column !== undefined) return `column ${table}.${column}`
  }
  if (requiresOneOf?.some((table) => opened.has(table)) === false) return `tables like ${requiresOneOf[0] ?? ''}`
  return null
}

function whyNone(opened: OpenedDatabase, candidates: readonly SqliteParser[]): string {
  const tables = opened.tables()
  if (tables.length === 0) return 'The database holds no tables. Its content may lie in a missing -wal file.'
  if (candidates.length === 1 && candidates[0] !== undefined)
    return `The database lacks ${lacking(opened, candidates[0])}: it is no ${candidates[0].store} that this version knows.`
  return `No parser knows this database (tables: ${tables.slice(0, 8).join(', ')}${tables.length > 8 ? ' ...' : ''}).`
}

export interface NotingContext extends ParserContext {
  readonly notes: Set<string>
}

export function contextFor(
  { extraction, sourceId, database }: RunTools,
  path: string,
  companions: ReadonlyMap<string, OpenedDatabase>,
  sideFiles: ReadonlyMap<string, SideFile>,
): NotingContext {
  const notes = new Set<string>()
  const country = database.prepare('SELECT country FROM source WHERE id = ?').pluck().get(sourceId) as string | null
  return {
    path,
    country,
    notes,
    hasFile: (candidate) => extraction.stat(candidate) !== null,
    companion: (name) => companions.get(name) ?? null,
    sideFile: (name) => sideFiles.get(name) ?? null,
    note: (problem) => notes.add(problem),
  }
}

/** Hands a parser's records to the writer, and keeps the run's books. */
export async function streamRecords(tools: RunTools, runId: number, run: ParserRun, contextNotes: ReadonlySet<string>): Promise<RunResult> {
  const { writer, meter, signal, extraction } = tools
  const skippedReasons: Record<string, number> = {}
  writer.beginRun(runId)
  let sinceTurn = 0
  for (const item of run) {
    writer.write(withListedPaths(item, extraction))
    if (item.type === 'skipped') skippedReasons[item.reason] = (skippedReasons[item.reason] ?? 0) + 1
    else meter.records++
    if (++sinceTurn < RECORDS_PER_TURN) continue
    sinceTurn = 0
    meter.tick()
    await nextTurn()
    if (signal.aborted) throw new Cancelled()
  }
  const refusals = writer.endRun()
  const account = run.account()
  const isWhole = account.problems.length === 0
  const { rowsRead, records, derived } = account
  const result = { rowsRead, records, derived, skippedReasons, notes: [...account.problems, ...contextNotes] }
  return { status: isWhole ? 'parsed' : 'partly-parsed', ...withoutRefused(result, refusals) }
}

/** Side databases of a store: found beside it, copied and opened; absent or damaged ones cost only their columns. */
class Companions {
  readonly #tools: RunTools
  readonly #opened: OpenedDatabase[] = []
  readonly #copies: WorkingCopy[] = []

  constructor(tools: RunTools) {
    this.#tools = tools
  }

  async open(parser: SqliteParser, storePath: string): Promise<ReadonlyMap<string, OpenedDatabase>> {
    const found = new Map<string, OpenedDatabase>()
    for (const [name, patterns] of Object.entries(parser.companions ?? {})) {
      const path = this.#find(patterns, storePath)
      if (path === null) continue
      try {
        const copy = await this.#tools.workspace.copyDatabase(this.#tools.extraction, path, { signal: this.#tools.signal })
        this.#copies.push(copy)
        const opened = openEvidenceDatabase(copy.file)
        this.#opened.push(opened)
        found.set(name, opened)
      } catch {
        if (this.#tools.signal.aborted) throw new Cancelled()
        // The side database has its own coverage row that says why it cannot be read.
      }
    }
    return found
  }

  #find(patterns: readonly string[], storePath: string): string | null {
    const folder = storePath.slice(0, storePath.lastIndexOf('/') + 1)
    for (const pattern of patterns) {
      if (this.#tools.extraction.stat(folder + pattern)?.isPresent === true) return folder + pattern
    }
    if (!patterns.some((pattern) => pattern.includes('*'))) return null
    const matches = pathMatcher(patterns)
    // Of several (two users, two accounts) the one that lies nearest belongs to the store.
    return nearestTo(storePath, this.#tools.extraction.list(), (entry) => entry.isPresent && isAt(entry, matches))?.path ?? null
  }

  close(): void {
    for (const database of this.#opened) database.close()
    for (const copy of this.#copies) copy.dispose()
  }
}
