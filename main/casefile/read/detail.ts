/** One record with everything the case holds about it, for the inspector. */
import type { Database } from 'better-sqlite3'
import { type Bookmark, CaseError, type RecordDetail } from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { elsewhere } from './elsewhere.ts'
import { prepared } from '../prepared.ts'
import { parseFacts, recordLines } from './lines.ts'

interface ProvenanceRow {
  source_id: number
  source_label: string
  path: string | null
  row_id: string | number
  table_name: string
  parser_id: string | null
  parser_version: number | null
  app: string | null
}

export interface Provenance {
  readonly sourceId: number
  readonly file: string
  readonly storedAs: string
  readonly sha256: string | null
  readonly table: string
  readonly row: string
  readonly parserId: string | null
}

const PROVENANCE_SQL = `
SELECT r.source_id, s.label AS source_label, run.path, r.row_id, t.name AS table_name, run.parser_id, run.parser_version, run.app
FROM record AS r JOIN run ON run.id = r.run_id JOIN source AS s ON s.id = r.source_id JOIN evidence_table AS t ON t.id = r.table_id WHERE r.id = ?`

function provenanceRow(database: Database, key: number): ProvenanceRow {
  const row = prepared(database, PROVENANCE_SQL).get(key) as ProvenanceRow | undefined
  if (row === undefined)
    throw new CaseError('not-found', `There is no record ${key} in this case. It may belong to a source that was taken out.`)
  return row
}

export function provenanceOf(database: Database, key: number): Provenance {
  return locate(database, provenanceRow(database, key))
}

function locate(database: Database, row: ProvenanceRow): Provenance {
  // Records of single files (photos) have no store: the row id is the file's path.
  const file = row.path ?? String(row.row_id)
  const known = prepared(database, 'SELECT stored_as, sha256 FROM evidence_file WHERE source_id = ? AND path = ?').get(
    row.source_id,
    file,
  ) as { stored_as: string; sha256: string | null } | undefined
  return {
    sourceId: row.source_id,
    file,
    storedAs: known?.stored_as ?? file,
    sha256: known?.sha256 ?? null,
    table: row.table_name,
    row: String(row.row_id),
    parserId: row.parser_id,
  }
}

type Field = RecordDetail['fields'][number]
type TypedRow = Record<string, string | number | null>

/** Columns of the typed tables in words; what is not named here has a place of its own in the inspector. */
const FIELD_LABELS: Readonly<Record<string, string>> = {
  subject: 'Subject',
  native_id: 'Message id',
  reply_to: 'Reply to',
  reaction_target: 'Reaction to',
  reaction_label: 'Reaction',
  reaction_action: 'Reaction was',
  status: 'Status',
  place_label: 'Place',
  duration_seconds: 'Duration (s)',
  organisation: 'Organisation',
  store: 'Store',
  note: 'Note',
  method: 'Method',
  radius_meaning: 'Radius means',
  altitude_metres: 'Altitude (m)',
  speed_metres_per_second: 'Speed (m/s)',
  course_degrees: 'Course (°)',
  label: 'Label',
  path: 'Path',
  mime: 'Type',
  size_bytes: 'Size (bytes)',
  origin: 'Origin',
  width_pixels: 'Width (px)',
  height_pixels: 'Height (px)',
  camera: 'Camera (as the file claims)',
  web_kind: 'Kind',
  url: 'Address',
  title: 'Title',
  name: 'Name',
  is_owner: 'Own account of the phone',
  activity: 'What happened',
  detail: 'Detail',
  merchant: 'Merchant',
  amount: 'Amount',
  currency: 'Currency',
  memo: 'Memo',
  payment_status: 'Status',
  note_body: 'Text',
  folder: 'Folder',
  is_locked: 'Locked',
  notes: 'Notes',
  place: 'Place',
  calendar: 'Calendar',
  is_all_day: 'All day',
  reason: 'Says',
  strength: 'Strength',
}
const TYPED_TABLES = [
  'message',
  'call',
  'contact',
  'location',
  'media',
  'web',
  'account',
  'identity_link',
  'activity',
  'payment',
  'written_note',
  'calendar_event',
] as const

export function recordDetail(database: Database, directory: Directory, key: number): RecordDetail {
  const row = provenanceRow(database, key)
  const [line] = recordLines(database, directory, [key])
  if (line === undefined) throw new CaseError('not-found', `There is no record ${key} in this case.`)
  const { file, storedAs, sha256, table, row: rowId } = locate(database, row)
  return {
    line,
    source: { id: row.source_id, label: row.source_label },
    provenance: {
      file,
      storedAs,
      fileSha256: sha256,
      table,
      row: rowId,
      parser: row.parser_id ?? 'unknown',
      parserVersion: row.parser_version ?? 0,
      app: row.app ?? 'unknown',
    },
    fields: [...typedFields(database, key), ...partyFields(database, directory, key)],
    bookmark: bookmarkOf(database, key),
    hasRowPicture: hasRowPicture(database, key),
    elsewhere: elsewhere(database, key),
  }
}

/** Contacts say in a fact what picture they have; `none ...` where the store of pictures was there and held none. */
export function hasRowPicture(database: Database, key: number): boolean {
  const facts = prepared(database, 'SELECT facts_json FROM contact WHERE record_id = ?').pluck().get(key) as string | null | undefined
  const picture = parseFacts(facts ?? null)['picture']
  return picture !== undefined && !picture.startsWith('none')
}

/** The columns to show of each typed table that the case has. Asked of the case once, not for each of 50,000 exhibits. */
function shownColumns(database: Database): readonly (readonly [table: string, names: readonly string[]])[] {
  let known = columnsOf.get(database)
  if (known === undefined) {
    known = TYPED_TABLES.map((table) => {
      const all = (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
      return [table, all.filter((name) => name in FIELD_LABELS || name.endsWith('_json'))] as const
    })
    columnsOf.set(database, known)
  }
  return known
}
const columnsOf = new WeakMap<Database, readonly (readonly [table: string, names: readonly string[]])[]>()

function typedFields(database: Database, key: number): Field[] {
  const fields: Field[] = []
  for (const [table, names] of shownColumns(database)) {
    const row = prepared(database, `SELECT ${names.join(', ')} FROM ${table} WHERE record_id = ?`).get(key) as TypedRow | undefined
    if (row === undefined) continue
    for (const name of names) {
      const value = row[name]
      const label = FIELD_LABELS[name]
      if (value !== null && value !== undefined && label !== undefined) fields.push({ label, value: String(value) })
    }
    if (typeof row['times_json'] === 'string') fields.push(...timeFields(row['times_json']))
    if (typeof row['facts_json'] === 'string')
      fields.push(...Object.entries(parseFacts(row['facts_json'])).map(([label, value]) => ({ label, value })))
  }
  return fields
}

function timeFields(json: string): Field[] {
  const times = JSON.parse(json) as Record<string, { utcMs: number | null; asStored: string | null; localText: string | null }>
  return Object.entries(times).map(([name, { utcMs, asStored, localText }]) => ({
    label: `Time ${name}`,
    value: `${utcMs === null ? `${localText ?? ''} (zone not stated)` : new Date(utcMs).toISOString()} · stored ${asStored ?? ''}`,
  }))
}

function partyFields(database: Database, directory: Directory, key: number): Field[] {
  const own = prepared(
    database,
    'SELECT own_identity_id FROM message WHERE record_id = ? UNION ALL SELECT own_identity_id FROM call WHERE record_id = ?',
  )
    .pluck()
    .get(key, key) as number | null | undefined
  const identifiers = prepared(database, 'SELECT kind, label, raw FROM contact_identifier WHERE record_id = ? ORDER BY position').all(
    key,
  ) as { kind: string; label: string | null; raw: string }[]
  return [
    ...(own === null || own === undefined ? [] : [{ label: 'Own line', value: directory.party(own).identifier }]),
    ...identifiers.map(({ kind, label, raw }) => ({ label: label === null ? kind : `${kind} (${label})`, value: raw })),
  ]
}

interface BookmarkRow {
  record_id: number
  note: string
  tags_json: string
  actor: string
  created_at_ms: number
}

export const toBookmark = ({ record_id, note, tags_json, actor, created_at_ms }: BookmarkRow): Bookmark => ({
  key: record_id,
  note,
  tags: JSON.parse(tags_json) as string[],
  createdAtMs: created_at_ms,
  by: actor,
})

export function bookmarkOf(database: Database, key: number): Bookmark | null {
  const row = prepared(database, 'SELECT record_id, note, tags_json, actor, created_at_ms FROM bookmark WHERE record_id = ?').get(key) as
    | BookmarkRow
    | undefined
  return row === undefined ? null : toBookmark(row)
}

export function bookmarks(database: Database): Bookmark[] {
  return (
    database
      .prepare('SELECT record_id, note, tags_json, actor, created_at_ms FROM bookmark ORDER BY position, record_id')
      .all() as BookmarkRow[]
  ).map(toBookmark)
}
