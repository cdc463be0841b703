/**
 * Digests of what the case file holds, so that a change made behind the program's back shows.
 *
 * SQLite does not hash its pages. So the audit log, which is a hash chain, carries digests of content: of every row of
 * a source when its import ends, of the search index at that moment, and of all that people set (bookmarks, persons,
 * roles, decided suggestions, case facts) with each such change. `verify` computes them again.
 *
 * A row is hashed as a JSON array. SQLite itself writes it, some hundred rows per call, which is twice as fast as reading
 * the values into JavaScript; fractions go through `quote()`, which keeps every bit of them.
 */
import { createHash, type Hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'

/** Rows whose text is held at once. Message bodies are large, so this is what bounds memory. */
const ROWS_PER_CHUNK = 500

/** One row as JSON. Columns whose name ends in `~` hold fractions. */
const rowText = (columns: readonly string[]): string =>
  `json_array(${columns.map((column) => (column.endsWith('~') ? `quote(${column.slice(0, -1)})` : column)).join(', ')})`
const named = (columns: string): string[] => columns.trim().split(/\s+/)

const RECORD_COLUMNS = named(
  `r.id r.run_id r.source_id t.name r.row_id r.ordinal r.kind r.state r.at_ms r.end_ms r.stored_time f.unit f.zone_basis r.local_time
  r.service r.direction r.thread_id r.from_id r.to_id r.latitude~ r.longitude~ r.accuracy_metres~ r.position_class`,
)

/** `isLater`: came with a later migration. Named in the digest only where it has rows, so that digests of older cases still hold. */
const TYPED_TABLES: readonly { readonly table: string; readonly columns: string; readonly order?: string; readonly isLater?: true }[] = [
  {
    table: 'message',
    columns: `record_id kind body subject native_id own_identity_id times_json place_label reply_to reaction_target reaction_part reaction_label
      reaction_action status facts_json`,
  },
  { table: 'attachment', columns: 'id record_id path name mime stated_size_bytes', order: 'id' },
  { table: 'call', columns: 'record_id native_id own_identity_id is_answered is_video duration_seconds~ facts_json' },
  { table: 'call_party', columns: 'record_id identity_id', order: 'record_id, identity_id' },
  { table: 'contact', columns: 'record_id name organisation store note times_json facts_json' },
  { table: 'contact_identifier', columns: 'record_id position kind label raw identity_id', order: 'record_id, position' },
  {
    table: 'location',
    columns: 'record_id method radius_meaning altitude_metres~ speed_metres_per_second~ course_degrees~ label times_json facts_json',
  },
  { table: 'media', columns: 'record_id path mime size_bytes origin width_pixels height_pixels camera times_json facts_json' },
  { table: 'web', columns: 'record_id web_kind url title facts_json' },
  { table: 'account', columns: 'record_id identity_id name is_owner facts_json' },
  { table: 'identity_link', columns: 'record_id a_identity_id b_identity_id reason strength' },
  { table: 'activity', columns: 'record_id activity subject name detail facts_json', isLater: true },
  { table: 'payment', columns: 'record_id native_id merchant amount currency memo payment_status facts_json', isLater: true },
  { table: 'written_note', columns: 'record_id title note_body folder is_locked times_json facts_json', isLater: true },
  { table: 'calendar_event', columns: 'record_id title notes place calendar is_all_day times_json facts_json', isLater: true },
  { table: 'record_party', columns: 'record_id identity_id', order: 'record_id, identity_id', isLater: true },
]
/** Columns of the typed tables by name; `isOneRow`: one row a record at most. */
export const TYPED_COLUMNS = TYPED_TABLES.map(({ table, columns, order }) => ({
  table,
  columns: named(columns.replaceAll('~', '')),
  isOneRow: order === undefined,
}))
export const TYPED_TABLE_NAMES: readonly string[] = TYPED_TABLES.map(({ table }) => table)

/** What surrounds the records of a source; `?` is the source. */
const SOURCE_PARTS: readonly { readonly columns: string; readonly from: string }[] = [
  {
    columns: 'id label kind original_path sha256 size_bytes added_at_ms platform country device_json notices_json owner_identity_id',
    from: 'FROM source WHERE id = ?',
  },
  { columns: 'id path stored_as size_bytes modified_at_ms is_present sha256', from: 'FROM evidence_file WHERE source_id = ? ORDER BY id' },
  {
    columns:
      'id number parser_id parser_version app store path status rows_read records derived skipped skipped_json notes_json first_record_id last_record_id',
    from: 'FROM run WHERE source_id = ? ORDER BY id',
  },
  {
    columns: 'run_id table_name row_id reason',
    from: 'FROM skipped_row WHERE run_id IN (SELECT id FROM run WHERE source_id = ?) ORDER BY rowid',
  },
  { columns: 'id run_id key service title kind', from: 'FROM thread WHERE source_id = ? ORDER BY id' },
  {
    columns: 'thread_id identity_id',
    from: 'FROM thread_member WHERE thread_id IN (SELECT id FROM thread WHERE source_id = ?) ORDER BY thread_id, identity_id',
  },
  { columns: 'identity_id raw', from: 'FROM identity_spelling WHERE source_id = ? ORDER BY identity_id, raw' },
  {
    columns: 'identity_id run_id basis name',
    from: 'FROM identity_name WHERE run_id IN (SELECT id FROM run WHERE source_id = ?) ORDER BY identity_id, run_id, basis, name',
  },
  {
    columns: 'id scheme value display how',
    from: 'FROM identity WHERE id IN (SELECT identity_id FROM identity_spelling WHERE source_id = ?) ORDER BY id',
  },
]

/** SHA-256 over every row that the import of this source wrote. The status is left out: it is set after. */
export function sourceDigest(database: Database, sourceId: number): string {
  const hash = createHash('sha256').update('corroborate source 1\n')
  for (const { columns, from } of SOURCE_PARTS) addRows(database, hash, `SELECT ${rowText(named(columns))} AS line ${from}`, [sourceId])
  addRows(
    database,
    hash,
    `SELECT ${rowText(named('id scheme value display how'))} AS line FROM identity WHERE id = (SELECT owner_identity_id FROM source WHERE id = ?)`,
    [sourceId],
  )
  const runs = database
    .prepare(
      'SELECT first_record_id AS first, last_record_id AS last FROM run WHERE source_id = ? AND first_record_id <= last_record_id ORDER BY first_record_id',
    )
    .all(sourceId) as { first: number; last: number }[]
  const recordSql = `SELECT ${rowText(RECORD_COLUMNS)} AS line FROM record AS r CROSS JOIN evidence_table AS t ON t.id = r.table_id CROSS JOIN time_form AS f ON f.id = r.time_form_id WHERE r.id BETWEEN ? AND ? ORDER BY r.id`
  for (const { first, last } of runs) addRange(database, hash, recordSql, first, last)
  for (const { table, columns, order = 'record_id', isLater } of TYPED_TABLES) {
    if (isLater === true && !runs.some(({ first, last }) => hasRows(database, table, first, last))) continue
    hash.update(`\n${table}\n`)
    const sql = `SELECT ${rowText(named(columns))} AS line FROM ${table} WHERE record_id BETWEEN ? AND ? ORDER BY ${order}`
    for (const { first, last } of runs) addRange(database, hash, sql, first, last)
  }
  return hash.digest('hex')
}

const hasRows = (database: Database, table: string, first: number, last: number): boolean =>
  database.prepare(`SELECT 1 FROM ${table} WHERE record_id BETWEEN ? AND ? LIMIT 1`).get(first, last) !== undefined

/** First 16 hexadecimal digits of SHA-256 over the tables in which FTS5 keeps the search index. Changes with every import and discarded source. */
export function searchIndexDigest(database: Database): string {
  const hash = createHash('sha256').update('corroborate index 1\n')
  for (const block of database.prepare('SELECT block FROM record_text_data ORDER BY id').pluck().iterate() as IterableIterator<Buffer>)
    hash.update(block)
  addRows(database, hash, 'SELECT json_array(segid, hex(term), pgno) AS line FROM record_text_idx ORDER BY segid, term', [])
  return hash.digest('hex').slice(0, 16)
}

const HAND_MADE: readonly string[] = [
  `SELECT ${rowText(named('key value'))} AS line FROM case_info WHERE key IN ('name', 'number', 'examiner', 'timezone') ORDER BY key`,
  `SELECT ${rowText(named('id name note created_at_ms'))} AS line FROM person ORDER BY id`,
  `SELECT ${rowText(named('identity_id person_id reason actor at_ms'))} AS line FROM person_identity ORDER BY identity_id`,
  `SELECT ${rowText(named('person_id role reason actor at_ms'))} AS line FROM role ORDER BY person_id`,
  `SELECT ${rowText(named('id a_identity_id b_identity_id status'))} AS line FROM suggestion WHERE status <> 'open' ORDER BY id`,
  `SELECT ${rowText(named('id at_ms actor description undo_json'))} AS line FROM people_change ORDER BY id`,
  `SELECT ${rowText(named('record_id position note tags_json actor created_at_ms'))} AS line FROM bookmark ORDER BY record_id`,
]

/** Came with a later migration: named in the digest only where it has rows, so that states of older cases still hold. */
const LATER_HAND_MADE: readonly { readonly table: string; readonly columns: string; readonly rest: string }[] = [
  {
    table: 'bookmark',
    columns: 'record_id number elements_json statements_json stance context',
    rest: "WHERE number IS NOT NULL OR elements_json <> '[]' OR statements_json <> '[]' OR stance IS NOT NULL OR context <> 'ten' ORDER BY record_id",
  },
  {
    table: 'exhibit',
    columns: `id kind label target_json picture_sha256 position number note tags_json elements_json statements_json stance context actor created_at_ms`,
    rest: 'ORDER BY id',
  },
  { table: 'exhibit_record', columns: 'exhibit_id record_id', rest: 'ORDER BY exhibit_id, record_id' },
  { table: 'evidence_change', columns: 'id at_ms actor description undo_json', rest: 'ORDER BY id' },
  {
    table: 'legal_authority',
    columns: 'id type identifier from_ms to_ms covers_undated kinds_json sources_json note actor added_at_ms',
    rest: 'ORDER BY id',
  },
  { table: 'authority_identity', columns: 'authority_id identity_id', rest: 'ORDER BY authority_id, identity_id' },
  { table: 'privileged_contact', columns: 'id category reason actor at_ms', rest: 'ORDER BY id' },
  { table: 'privileged_identity', columns: 'contact_id identity_id', rest: 'ORDER BY contact_id, identity_id' },
  { table: 'privilege_release', columns: 'id contact_id thread_id reason actor at_ms', rest: 'ORDER BY id' },
  { table: 'package_export', columns: 'id package_id manifest_sha256 audience exhibits actor at_ms', rest: 'ORDER BY id' },
  { table: 'review', columns: 'id sha256 package_id reviewer saved_at_ms actor imported_at_ms', rest: 'ORDER BY id' },
  { table: 'review_remark', columns: 'id review_id item record mark comment at_ms', rest: 'ORDER BY id' },
  { table: 'audience', columns: 'name profile_json actor at_ms', rest: 'ORDER BY name' },
  { table: 'pseudonym', columns: 'identity_id label', rest: 'ORDER BY identity_id' },
  { table: 'picture_mark', columns: 'sha256 regions_json actor at_ms', rest: 'ORDER BY sha256' },
  { table: 'hash_set', columns: 'id name file_name file_sha256 entries actor added_at_ms', rest: 'ORDER BY id' },
]

/** First 16 hexadecimal digits of SHA-256 over all that people set: case facts, persons, roles, decisions, exhibits, legal scope. */
export function handMadeState(database: Database): string {
  const hash = createHash('sha256').update('corroborate state 1\n')
  for (const sql of HAND_MADE) {
    hash.update('\n')
    addRows(database, hash, sql, [])
  }
  const isThere = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?')
  // The first of them are further columns of an older table.
  const isOlder = isThere.get('exhibit') === undefined
  for (const { table, columns, rest } of isOlder ? [] : LATER_HAND_MADE) {
    if (isThere.get(table) === undefined || database.prepare(`SELECT 1 FROM ${table} ${rest} LIMIT 1`).get() === undefined) continue
    hash.update(`\n${table}\n`)
    addRows(database, hash, `SELECT ${rowText(named(columns))} AS line FROM ${table} ${rest}`, [])
  }
  return hash.digest('hex').slice(0, 16)
}

/** Hashes the lines of a query, all in one text made by SQLite. For what is small beside the records. */
function addRows(database: Database, hash: Hash, sql: string, values: readonly number[]): void {
  for (const line of database
    .prepare(`SELECT CAST(line AS BLOB) FROM (${sql})`)
    .pluck()
    .iterate(...values) as IterableIterator<Buffer>)
    hash.update(line).update('\n')
}

/** Hashes the lines of records in a range of ids, chunk by chunk: one call per some hundred rows. */
function addRange(database: Database, hash: Hash, sql: string, first: number, last: number): void {
  const chunk = database.prepare(`SELECT CAST(group_concat(line, char(10)) AS BLOB) FROM (${sql})`).pluck()
  for (let start = first; start <= last; start += ROWS_PER_CHUNK) {
    const text = chunk.get(start, Math.min(last, start + ROWS_PER_CHUNK - 1)) as Buffer | null
    if (text !== null) hash.update(text).update('\n')
  }
}
