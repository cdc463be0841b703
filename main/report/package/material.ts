/**
 * What the pages may read of the case. Everything that a page shows comes through here and nowhere else, so that a
 * redaction has one place to stand in.
 */
import type { Database } from 'better-sqlite3'
import { caseInfo, coverage } from '../../casefile/read/caseInfo.ts'
import { currentText } from '../../casefile/read/exhibitContext.ts'
import { exhibitPicture } from '../../casefile/read/exhibits.ts'
import { recordDetail } from '../../casefile/read/detail.ts'
import { recordLines } from '../../casefile/read/lines.ts'
import { personInfo } from '../../casefile/read/people.ts'
import { PUBLIC_KINDS, type PublicKind, PublicRecords } from '../../casefile/read/publicRecords.ts'
import { threadInfo } from '../../casefile/read/threads.ts'
import type {
  CaseInfo,
  CoverageRow,
  EntityId,
  Exhibit,
  ExhibitId,
  GraphAnswer,
  Lens,
  Party,
  PersonInfo,
  RecordDetail,
  RecordLine,
  ThreadInfo,
} from '../../contract/index.ts'
import type { ReportContext } from '../context.ts'
import { withoutFileSigns } from './fileWords.ts'

export interface LogEntry {
  readonly number: number
  readonly at_ms: number
  readonly actor: string
  readonly action: string
  readonly detail: string
  readonly hash: string
}

/** The file that a run read. Record ids begin with `S1.R3`: source and run. */
export interface RunOrigin {
  readonly id: string
  readonly file: string
  readonly sha256: string | null
  readonly parser: string
}

export interface PublicRecord {
  readonly key: number
  readonly kind: PublicKind
  readonly record: Readonly<Record<string, unknown>>
  /** SHA-256 of the file that the row stands in. */
  readonly fileSha256: string | null
}

export interface Material {
  readonly info: CaseInfo
  readonly coverage: readonly CoverageRow[]
  /** Entries of the log about the making of the case. */
  readonly log: readonly LogEntry[]
  readonly runs: ReadonlyMap<string, RunOrigin>
  readonly lines: (keys: readonly number[]) => readonly RecordLine[]
  readonly detail: (key: number) => RecordDetail
  readonly thread: (threadId: number) => ThreadInfo
  /** The message of which a record is an earlier text; any other record is its own. */
  readonly messageOf: (key: number) => number
  readonly person: (personId: number) => PersonInfo
  readonly partyOf: (entity: EntityId) => Party | null
  readonly graph: (lens: Lens) => GraphAnswer
  /** Its words; which records it shows stays. Null where the audience may not have it. */
  readonly exhibit: <E extends Exhibit>(exhibit: E) => E | null
  /** The picture of a view that an exhibit keeps, or null. */
  readonly picture: (id: ExhibitId) => { readonly mime: string; readonly bytes: Buffer } | null
  /** These records in the public shape, kind by kind. */
  readonly records: (keys: ReadonlySet<number>) => Iterable<PublicRecord>
  /** Text that is not of the case but stands beside it, such as the names of towns: redacted like the rest. */
  readonly words: (text: string) => string
}

/** The case as it is. */
export function caseMaterial({ file, directory, graph }: ReportContext): Material {
  const { database } = file
  const kept = new KeptLines((keys) => recordLines(database, directory, keys).map(withoutFileSigns))
  return {
    info: caseInfo(file, directory),
    coverage: coverage(database, null),
    log: auditExcerpt(database),
    runs: runOrigins(database),
    lines: (keys) => kept.lines(keys),
    detail: (key) => {
      const read = recordDetail(database, directory, key)
      const detail = { ...read, line: withoutFileSigns(read.line) }
      kept.keep(detail.line)
      return detail
    },
    messageOf: (key) => currentText(database, key),
    thread: (threadId) => threadInfo(database, directory, threadId),
    person: (personId) => personInfo(database, directory, personId),
    partyOf: (entity) => directory.partyOf(entity),
    graph: (lens) => graph({ file, directory }, lens),
    exhibit: (exhibit) => exhibit,
    picture: (id) => exhibitPicture(database, id),
    records: (keys) => recordsOf(database, keys),
    words: (text) => text,
  }
}

/** Lines kept in memory (some 100 MB): an exhibit is its neighbour's neighbour, and stands in its conversation too. */
const KEPT_LINES = 60_000

class KeptLines {
  readonly #read: (keys: readonly number[]) => readonly RecordLine[]
  readonly #kept = new Map<number, RecordLine>()

  constructor(read: (keys: readonly number[]) => readonly RecordLine[]) {
    this.#read = read
  }

  keep(line: RecordLine): void {
    if (this.#kept.size >= KEPT_LINES) this.#kept.clear()
    this.#kept.set(line.key, line)
  }

  lines(keys: readonly number[]): readonly RecordLine[] {
    const found = new Map(keys.flatMap((key) => this.#kept.get(key) ?? []).map((line) => [line.key, line]))
    for (const line of this.#read(keys.filter((key) => !found.has(key)))) {
      found.set(line.key, line)
      this.keep(line)
    }
    return keys.flatMap((key) => found.get(key) ?? [])
  }
}

/** Entries about how the case came about. Views and exports stay in the case's own log, so that two exports agree. */
const LOGGED =
  "action IN ('case created', 'case facts changed', 'import started', 'import finished', 'import cancelled', 'import recognised', 'source discarded', 'people changed', 'taken back', 'bookmark set', 'bookmark changed', 'bookmark removed', 'exhibit added', 'exhibits changed', 'exhibits removed', 'exhibits arranged', 'exhibits numbered', 'exhibit change taken back', 'bookmark taken out with its record', 'exhibit taken out with its records')"

const auditExcerpt = (database: Database): LogEntry[] =>
  database.prepare(`SELECT number, at_ms, actor, action, detail, hash FROM audit WHERE ${LOGGED} ORDER BY number`).all() as LogEntry[]

function runOrigins(database: Database): Map<string, RunOrigin> {
  const rows = database
    .prepare(
      `SELECT 'S' || run.source_id || '.R' || run.number AS id, run.path AS file, f.sha256 AS sha256, run.parser_id || '@' || run.parser_version AS parser
       FROM run LEFT JOIN evidence_file AS f ON f.source_id = run.source_id AND f.path = run.path WHERE run.path IS NOT NULL AND run.parser_id IS NOT NULL`,
    )
    .all() as RunOrigin[]
  return new Map(rows.map((row) => [row.id, row]))
}

function* recordsOf(database: Database, keys: ReadonlySet<number>): Generator<PublicRecord> {
  const hashOf = database.prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck()
  const query = {
    fromMs: null,
    toMs: null,
    sourceId: null,
    ids: null,
    filter: { where: 'r.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify([...keys])] },
  }
  for (const kind of PUBLIC_KINDS) {
    for (const { key, record } of new PublicRecords(database).entries(kind, query)) {
      const { file } = record['from'] as { file: string }
      yield { key, kind, record, fileSha256: (hashOf.get(record['source'], file) as string | null | undefined) ?? null }
    }
  }
}
