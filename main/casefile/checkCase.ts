/** Everything about a case file that can be checked without its extractions. Works on a copy. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import BetterSqlite, { type Database } from 'better-sqlite3'
import { CaseError } from '../contract/index.ts'
import { auditProblems } from './audit.ts'
import { APPLICATION_ID } from './caseFile.ts'
import { type CheckCopy, openCheckCopy } from './checkCopy.ts'
import { handMadeState, searchIndexDigest, sourceDigest, TYPED_TABLE_NAMES } from './read/digest.ts'
import { sealProblems } from './seal.ts'
import { createRecordIndexes, LATEST_VERSION, migrate } from './schema/migrate.ts'

export interface CaseCheck {
  /** Records and audit entries that were checked. */
  readonly checked: number
  /** One sentence per difference. */
  readonly problems: readonly string[]
}

/** Damage of any kind is a problem in words; only "there is no file", "no rights" and "being written" are thrown. */
export function checkCase(path: string): CaseCheck {
  if (!existsSync(path)) throw new CaseError('unreadable', `There is no file ${path}. Check the path.`)
  let copy: CheckCopy
  try {
    copy = openCheckCopy(path)
  } catch (error) {
    if (error instanceof CaseError) throw error
    return { checked: 0, problems: [`${basename(path)} cannot be opened as a database (${reasonOf(error)}).`] }
  }
  try {
    return checkOpened(copy)
  } finally {
    copy.dispose()
  }
}

function checkOpened(copy: CheckCopy): CaseCheck {
  const { database } = copy
  const header = headerProblems(copy)
  if (header.some(({ isFatal }) => isFatal)) return { checked: 0, problems: header.map(({ text }) => text) }
  const problems = header.map(({ text }) => text)
  let checked = 0
  // Damage can make any of these fail; the others still say what they can.
  const step = (what: string, check: () => readonly string[]): void => {
    try {
      problems.push(...check())
    } catch (error) {
      problems.push(`${what} cannot be checked: the file is damaged (${reasonOf(error)}).`)
    }
  }
  // First, while nothing has written to the copy.
  step('The seal', () => (copy.wasOpen ? [] : sealProblems(copy.path, database)))
  step('The structure of the database', () => structureProblems(database))
  step('The tables', () => schemaProblems(database))
  step('The audit log', () => {
    const audit = auditProblems(database)
    checked += audit.checked
    return audit.problems
  })
  step('The number of records', () => {
    checked += database.prepare('SELECT count(*) FROM record').pluck().get() as number
    return countProblems(database)
  })
  step('The records', () => digestProblems(database))
  step('What people set', () => stateProblems(database))
  step('The counts per day', () => dayCountProblems(database))
  step('The search index', () => searchProblems(database))
  step('The media kept with bookmarks', () => keptMediaProblems(database))
  return { checked, problems: [...new Set(problems)] }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Bytes of the header that have one value in every case file: offset, value. The rest is counters. */
const FIXED_HEADER: readonly (readonly [offset: number, hex: string])[] = [
  [18, '0202'],
  [20, '00402020'],
  [44, '00000004'],
  [52, '00000000'],
  [56, '00000001'],
  [64, '00000000'],
  [72, '00'.repeat(20)],
]

function headerProblems({ header, sizeBytes, hasLog }: CheckCopy): { text: string; isFatal: boolean }[] {
  const fatal = (text: string): { text: string; isFatal: boolean }[] => [{ text, isFatal: true }]
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    return fatal('The file does not begin like a database: its first bytes were changed, or it is no case file.')
  if (header.readUInt32BE(68) !== APPLICATION_ID)
    return fatal("The mark of a Corroborate case file is not in the header: it was changed, or the file is another program's database.")
  const version = header.readUInt32BE(60)
  if (!hasLog && (version < 1 || version > LATEST_VERSION))
    return fatal(`The header states version ${version} of the tables, which this program does not know.`)
  const changed = FIXED_HEADER.some(([offset, hex]) => header.toString('hex', offset, offset + hex.length / 2) !== hex)
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const isWrongSize = !hasLog && header.readUInt32BE(28) * pageBytes !== sizeBytes
  return [
    ...(changed ? [{ text: 'The header of the file was changed.', isFatal: false }] : []),
    ...(isWrongSize ? [{ text: 'The file is longer or shorter than its header says.', isFatal: false }] : []),
  ]
}

function structureProblems(database: Database): string[] {
  const found = database.pragma('integrity_check(20)') as { integrity_check: string }[]
  const broken = found.map(({ integrity_check }) => integrity_check).filter((text) => text !== 'ok')
  const dangling = database.pragma('foreign_key_check') as { table: string }[]
  return [
    ...broken.map((text) => `The database is damaged: ${text}.`),
    ...new Set(dangling.map(({ table }) => `A row of the table ${table} points to a row that is not there.`)),
  ]
}

/** Tables, indexes and triggers must be those that this version of the schema makes. */
function schemaProblems(database: Database): string[] {
  const version = database.pragma('user_version', { simple: true }) as number
  const fresh = new BetterSqlite(':memory:')
  try {
    migrate(fresh, version)
    createRecordIndexes(fresh)
    const expected = schemaOf(fresh)
    const found = schemaOf(database)
    return [...new Set([...expected.keys(), ...found.keys()])]
      .filter((name) => expected.get(name) !== found.get(name))
      .map((name) => `The definition of ${name} is not the one that this program makes.`)
  } finally {
    fresh.close()
  }
}

function schemaOf(database: Database): Map<string, string> {
  const rows = database
    .prepare("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
    .raw()
    .all() as [string, string][]
  return new Map(rows)
}

/** What each run says it stored, against what is there. */
function countProblems(database: Database): string[] {
  const counts = new Map(database.prepare('SELECT run_id, count(*) FROM record GROUP BY run_id').raw().all() as [number, number][])
  const runs = database
    .prepare(
      'SELECT r.id, r.store, r.status, r.records + r.derived AS records, s.label FROM run AS r JOIN source AS s ON s.id = r.source_id',
    )
    .all() as {
    id: number
    store: string
    status: string
    records: number
    label: string
  }[]
  const problems = runs
    .filter(({ id, records, status }) => status !== 'running' && (counts.get(id) ?? 0) !== records)
    .map(
      ({ id, store, records, label }) =>
        `${store} of ${label}: the import stored ${records} records, the case holds ${counts.get(id) ?? 0}.`,
    )
  const known = new Set(runs.map(({ id }) => id))
  const stray = [...counts.keys()].filter((id) => !known.has(id)).length
  if (stray > 0) problems.push('The case holds records that no import stored.')
  for (const table of TYPED_TABLE_NAMES) {
    const orphans = database.prepare(`SELECT count(*) FROM ${table} WHERE record_id NOT IN (SELECT id FROM record)`).pluck().get() as number
    if (orphans > 0) problems.push(`The table ${table} holds ${orphans} rows that belong to no record.`)
  }
  return problems
}

interface Entry {
  readonly number: number
  readonly action: string
  readonly detail: string
}

function digestProblems(database: Database): string[] {
  const finished = database
    .prepare("SELECT number, action, detail FROM audit WHERE action = 'import finished' ORDER BY number")
    .all() as Entry[]
  const sources = database.prepare('SELECT id, label, status FROM source ORDER BY id').all() as {
    id: number
    label: string
    status: string
  }[]
  const stated = new Map<number, string>()
  for (const { detail } of finished) {
    const match = /, source (\d+), index [0-9a-f]{16}, digest ([0-9a-f]{64})$/.exec(detail)
    if (match?.[1] !== undefined && match[2] !== undefined) stated.set(Number(match[1]), match[2])
  }
  const problems: string[] = []
  for (const { id, label, status } of sources) {
    const digest = stated.get(id)
    if (digest === undefined && status === 'complete')
      problems.push(
        `The audit log holds no digest of the records of "${label}" (source ${id}), so they cannot be checked. Import the extraction into a new case.`,
      )
    else if (digest !== undefined && status !== 'complete')
      problems.push(`"${label}" (source ${id}) was imported whole, but is marked ${status}.`)
    else if (digest !== undefined && sourceDigest(database, id) !== digest)
      problems.push(
        `The records of "${label}" (source ${id}) are not those that its import stored: something was changed, added or removed.`,
      )
  }
  for (const id of stated.keys())
    if (!sources.some((source) => source.id === id)) problems.push(`Source ${id} was imported, but is not in the case any more.`)
  return problems
}

function stateProblems(database: Database): string[] {
  const last = database
    .prepare("SELECT detail FROM audit WHERE detail LIKE '%[state ________________]' ORDER BY number DESC LIMIT 1")
    .pluck()
    .get() as string | undefined
  const state = last === undefined ? undefined : /\[state ([0-9a-f]{16})\]$/.exec(last)?.[1]
  if (state === undefined) return ['The audit log holds no state of bookmarks, persons and roles, so they cannot be checked.']
  return state === handMadeState(database)
    ? []
    : ['Case facts, bookmarks, exhibits, legal scope, persons, roles or decided suggestions are not as the last logged change left them.']
}

function dayCountProblems(database: Database): string[] {
  const recount = `SELECT CAST(floor(at_ms / 86400000.0) AS INTEGER) AS day, kind, source_id, state, count(*) AS records FROM record WHERE at_ms IS NOT NULL AND source_id IN (SELECT id FROM source WHERE status = 'complete') GROUP BY 1, 2, 3, 4`
  const kept =
    "SELECT day, kind, source_id, state, records FROM day_count WHERE source_id IN (SELECT id FROM source WHERE status = 'complete')"
  const differing = database
    .prepare(`SELECT count(*) FROM (SELECT day FROM (${recount} EXCEPT ${kept}) UNION ALL SELECT day FROM (${kept} EXCEPT ${recount}))`)
    .pluck()
    .get() as number
  return differing === 0 ? [] : ['The counts per day, which the timeline shows, do not agree with the records.']
}

/** The index's own check needs to write, which the copy allows. Its digest holds only while no import is unfinished. */
function searchProblems(database: Database): string[] {
  database.exec("INSERT INTO record_text (record_text) VALUES ('integrity-check')")
  const unfinished = database.prepare("SELECT count(*) FROM source WHERE status <> 'complete'").pluck().get() as number
  const last = database
    .prepare(
      "SELECT number, action, detail FROM audit WHERE action IN ('import started', 'import finished', 'import cancelled', 'source discarded') ORDER BY number DESC LIMIT 1",
    )
    .get() as Entry | undefined
  const digest = last === undefined ? undefined : /, index ([0-9a-f]{16}), digest [0-9a-f]{64}$/.exec(last.detail)?.[1]
  if (unfinished > 0 || digest === undefined || digest === searchIndexDigest(database)) return []
  return [
    'The search index is not the one that the last import left: searching may miss records, the records themselves are checked apart.',
  ]
}

function keptMediaProblems(database: Database): string[] {
  const problems: string[] = []
  for (const { sha256, bytes } of database.prepare('SELECT sha256, bytes FROM bookmark_media').iterate() as IterableIterator<{
    sha256: string
    bytes: Buffer
  }>) {
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      problems.push(`A file kept with a bookmark (SHA-256 ${sha256}) was changed.`)
  }
  return problems
}
