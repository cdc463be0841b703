/** Everything that the case holds of one record, by name: free of the numbers that differ from case file to case file. */
import type { Database } from 'better-sqlite3'
import { TYPED_COLUMNS } from '../../casefile/read/digest.ts'
import { prepared } from '../../casefile/prepared.ts'

/** Name -> value as text; null where there is none. */
export type Facts = ReadonlyMap<string, string | null>

/** Where a record was read: the same in every case that holds the extraction. */
export interface Place {
  readonly parserId: string | null
  readonly parserVersion: number | null
  readonly path: string | null
  readonly table: string
  readonly row: string | number
  readonly ordinal: number
  readonly kind: string
}

const RECORD_SQL = `
SELECT r.id, r.source_id, r.state, r.at_ms, r.end_ms, r.stored_time, f.unit, f.zone_basis, r.local_time, r.service, r.direction, r.thread_id, r.from_id, r.to_id,
  quote(r.latitude) AS latitude, quote(r.longitude) AS longitude, quote(r.accuracy_metres) AS accuracy_metres, r.position_class
FROM record AS r JOIN time_form AS f ON f.id = r.time_form_id WHERE r.id = ?`

const PLACE_SQL = `
SELECT run.parser_id AS parserId, run.parser_version AS parserVersion, run.path, t.name AS "table", r.row_id AS row, r.ordinal, r.kind
FROM record AS r JOIN run ON run.id = r.run_id JOIN evidence_table AS t ON t.id = r.table_id WHERE r.id = ?`

export const placeOf = (database: Database, key: number): Place => prepared(database, PLACE_SQL).get(key) as Place

/** Keys of records by where they were read. Made once: a look-up by row has no index in a case file. */
export function placesIn(database: Database, sourceId: number): (place: Place) => number | null {
  const keys = new Map<string, number>()
  const rows = prepared(
    database,
    `SELECT r.id, run.parser_id AS parserId, run.path, t.name AS "table", r.row_id AS row, r.ordinal, r.kind
     FROM record AS r JOIN run ON run.id = r.run_id JOIN evidence_table AS t ON t.id = r.table_id WHERE r.source_id = ?`,
  ).iterate(sourceId) as IterableIterator<Place & { readonly id: number }>
  for (const row of rows) keys.set(nameOf(row), row.id)
  return (place) => keys.get(nameOf(place)) ?? null
}

const nameOf = ({ parserId, path, table, row, ordinal, kind }: Place): string => JSON.stringify([parserId, path, table, row, ordinal, kind])

type Row = Readonly<Record<string, string | number | null>>

export function factsOf(database: Database, key: number): Facts {
  const facts = new Map<string, string | null>()
  const { id: _id, source_id: source, thread_id: thread, from_id: from, to_id: to, ...own } = prepared(database, RECORD_SQL).get(key) as Row
  for (const [name, value] of Object.entries(own)) facts.set(name, asText(value))
  facts.set('from', identity(database, from))
  facts.set('to', identity(database, to))
  if (typeof thread === 'number') addThread(database, facts, thread)
  for (const { table, columns, isOneRow } of TYPED_COLUMNS) addTyped(database, facts, table, columns, isOneRow, key)
  addFiles(database, facts, key, Number(source))
  return facts
}

const asText = (value: string | number | null | undefined): string | null => (value === null || value === undefined ? null : String(value))

/** The owner of a phone without known number has a stand-in of each case's own. */
function identity(database: Database, id: string | number | null | undefined): string | null {
  if (typeof id !== 'number') return null
  const found = prepared(database, 'SELECT scheme, value FROM identity WHERE id = ?').get(id) as
    | { scheme: string; value: string }
    | undefined
  if (found === undefined) return null
  return found.scheme === 'device-owner' ? 'owner of the phone' : `${found.scheme} ${found.value}`
}

function addThread(database: Database, facts: Map<string, string | null>, thread: number): void {
  const found = prepared(database, 'SELECT key, title, kind, service FROM thread WHERE id = ?').get(thread) as Row
  for (const [name, value] of Object.entries(found)) facts.set(`conversation ${name}`, asText(value))
  const members = prepared(database, 'SELECT identity_id FROM thread_member WHERE thread_id = ?').pluck().all(thread) as number[]
  facts.set(
    'conversation members',
    members
      .map((id) => identity(database, id))
      .sort()
      .join('; '),
  )
}

/** Identities by what they are, not by their number; row numbers of the case file are none of the evidence. */
function addTyped(
  database: Database,
  facts: Map<string, string | null>,
  table: string,
  columns: readonly string[],
  isOneRow: boolean,
  key: number,
): void {
  const rows = prepared(database, `SELECT ${columns.join(', ')} FROM ${table} WHERE record_id = ?`).all(key) as Row[]
  const values = rows.map((row) =>
    columns.flatMap((column): [string, string | null][] => {
      if (column === 'id' || column === 'record_id') return []
      const value = row[column]
      return [[column, column.endsWith('identity_id') ? identity(database, value) : asText(value)]]
    }),
  )
  if (isOneRow) for (const [name, value] of values[0] ?? []) facts.set(facts.has(name) ? `${table} ${name}` : name, value)
  else if (values.length > 0)
    facts.set(
      table,
      values
        .map((row) => JSON.stringify(row.map(([, value]) => value)))
        .sort()
        .join(' '),
    )
}

/** Begins the name of a fact that names a file, whose name is shown as it is. */
export const FILE_FACT = 'SHA-256 of '

/** SHA-256 of the files that the record names. The database it was read from is compared once, not with every row. */
function addFiles(database: Database, facts: Map<string, string | null>, key: number, source: number): void {
  const paths = prepared(
    database,
    'SELECT path FROM media WHERE record_id = ? UNION SELECT path FROM attachment WHERE record_id = ? AND path IS NOT NULL ORDER BY 1',
  )
    .pluck()
    .all(key, key) as string[]
  for (const path of paths)
    facts.set(
      `${FILE_FACT}${path}`,
      asText(
        prepared(database, 'SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck().get(source, path) as string | null,
      ),
    )
}
