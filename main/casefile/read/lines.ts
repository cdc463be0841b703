/** Records as one line each: what the timeline, conversations, graph rows and search show. */
import type { Database } from 'better-sqlite3'
import type {
  AttachmentLine,
  MessageKind,
  MessageLine,
  Party,
  PositionClass,
  RecordKind,
  RecordLine,
  RecordState,
} from '../../contract/index.ts'
import { prepared } from '../prepared.ts'
import type { Directory } from './directory.ts'
import { visibleCondition } from './visibility.ts'

interface LineRow {
  id: number
  run_number: number
  source_id: number
  table_name: string
  row_id: string | number
  ordinal: number
  kind: RecordKind
  state: RecordState
  at_ms: number | null
  end_ms: number | null
  stored_time: string | number | null
  unit: string
  zone_basis: 'utc' | 'local' | 'unknown'
  local_time: string | null
  service: string | null
  direction: 'incoming' | 'outgoing' | 'unknown' | null
  thread_id: number | null
  from_id: number | null
  to_id: number | null
  latitude: number | null
  longitude: number | null
  accuracy_metres: number | null
  position_class: PositionClass | null
  bookmarked: number
  owner_id: number | null
  text: string | null
  message_kind: MessageKind | null
  native_id: string | null
  reply_to: string | null
  reaction_target: string | null
  reaction_label: string | null
  reaction_action: 'added' | 'removed' | null
  status: string | null
  facts_json: string | null
  is_answered: number | null
  is_video: number | null
  duration_seconds: number | null
  media_mime: string | null
  media_path: string | null
  activity: string | null
  amount: string | null
  currency: string | null
}

const LINE_SQL = `
SELECT r.id, run.number AS run_number, r.source_id, t.name AS table_name, r.row_id, r.ordinal, r.kind, r.state, r.at_ms, r.end_ms, r.stored_time,
  f.unit, f.zone_basis, r.local_time, r.service, r.direction, r.thread_id, r.from_id, r.to_id, r.latitude, r.longitude, r.accuracy_metres, r.position_class,
  b.record_id IS NOT NULL AS bookmarked, s.owner_identity_id AS owner_id,
  coalesce(m.body, m.subject, m.place_label, c.name, c.organisation, l.label, d.path, w.title, w.url, a.name, k.reason,
    y.merchant, y.memo, n.title, n.note_body, e.title, e.place, nullif(trim(coalesce(v.name, v.subject, '') || ' ' || coalesce(v.detail, '')), '')) AS text,
  m.kind AS message_kind, m.native_id, m.reply_to, m.reaction_target, m.reaction_label, m.reaction_action, m.status,
  coalesce(m.facts_json, p.facts_json) AS facts_json, p.is_answered, p.is_video, p.duration_seconds, d.mime AS media_mime, d.path AS media_path,
  v.activity, y.amount, y.currency
FROM record AS r
JOIN run ON run.id = r.run_id
JOIN source AS s ON s.id = r.source_id
JOIN evidence_table AS t ON t.id = r.table_id
JOIN time_form AS f ON f.id = r.time_form_id
LEFT JOIN bookmark AS b ON b.record_id = r.id
LEFT JOIN message AS m ON m.record_id = r.id
LEFT JOIN call AS p ON p.record_id = r.id
LEFT JOIN contact AS c ON c.record_id = r.id
LEFT JOIN location AS l ON l.record_id = r.id
LEFT JOIN media AS d ON d.record_id = r.id
LEFT JOIN web AS w ON w.record_id = r.id
LEFT JOIN account AS a ON a.record_id = r.id
LEFT JOIN identity_link AS k ON k.record_id = r.id
LEFT JOIN payment AS y ON y.record_id = r.id
LEFT JOIN written_note AS n ON n.record_id = r.id
LEFT JOIN calendar_event AS e ON e.record_id = r.id
LEFT JOIN activity AS v ON v.record_id = r.id
WHERE r.id = ?`

const KINDS_WITH_PARTIES: ReadonlySet<RecordKind> = new Set(['payment', 'interaction', 'calendar-event'])

/** Members of a group that a line lists; the conversation lists all. */
const MEMBERS_IN_A_LINE = 8

/** `S1.R3.message.42`, with `.1` for a further record of the same row. Stable for the same input. */
export function citationId(row: {
  source_id: number
  run_number: number
  table_name: string
  row_id: string | number
  ordinal: number
}): string {
  return `S${row.source_id}.R${row.run_number}.${row.table_name}.${row.row_id}${row.ordinal > 0 ? `.${row.ordinal}` : ''}`
}

/** The lines of the given records, in the given order. Ids that name nothing are left out. */
export function recordLines(database: Database, directory: Directory, ids: readonly number[]): RecordLine[] {
  const statement = prepared(database, LINE_SQL)
  const lines: RecordLine[] = []
  for (const id of ids) {
    const row = statement.get(id) as LineRow | undefined
    if (row !== undefined) lines.push(toLine(database, directory, row))
  }
  return lines
}

function toLine(database: Database, directory: Directory, row: LineRow): RecordLine {
  const { latitude, longitude, position_class } = row
  return {
    key: row.id,
    id: citationId(row),
    kind: row.kind,
    time: {
      utcMs: row.at_ms,
      asStored: row.stored_time === null ? null : String(row.stored_time),
      unit: row.unit,
      zoneBasis: row.zone_basis,
      localText: row.local_time,
    },
    endMs: row.end_ms,
    service: row.service,
    direction: row.direction,
    from: row.from_id === null ? null : directory.party(row.from_id),
    to: recipients(database, directory, row),
    text: row.text ?? '',
    sourceId: row.source_id,
    state: row.state,
    bookmarked: row.bookmarked === 1,
    threadId: row.thread_id,
    position:
      latitude === null || longitude === null || position_class === null
        ? null
        : { latitude, longitude, accuracyMetres: row.accuracy_metres, class: position_class },
    message: row.message_kind === null ? null : messageLine(database, directory, row, row.message_kind),
    call:
      row.kind === 'call'
        ? { answered: asBoolean(row.is_answered), durationSeconds: row.duration_seconds, isVideo: asBoolean(row.is_video) }
        : null,
    media: row.media_path === null ? null : { mime: row.media_mime, isPresent: isPresent(database, row.source_id, row.media_path) },
    activity: row.activity,
    payment: row.kind === 'payment' ? { amount: row.amount, currency: row.currency } : null,
  }
}

const asBoolean = (value: number | null): boolean | null => (value === null ? null : value === 1)

function isPresent(database: Database, sourceId: number, path: string): boolean {
  return prepared(database, 'SELECT is_present FROM evidence_file WHERE source_id = ? AND path = ?').pluck().get(sourceId, path) === 1
}

function recipients(database: Database, directory: Directory, row: LineRow): Party[] {
  if (row.to_id !== null) return [directory.party(row.to_id)]
  const found = othersOf(database, row)
  const others = row.direction === 'incoming' && row.owner_id !== null && row.kind === 'message' ? [row.owner_id, ...found] : found
  return others.filter((id) => id !== row.from_id).map((id) => directory.party(id))
}

function othersOf(database: Database, { id, kind, thread_id }: LineRow): number[] {
  const all = (sql: string, ...values: readonly number[]): number[] =>
    prepared(database, sql)
      .pluck()
      .all(...values) as number[]
  if (kind === 'call') return all('SELECT identity_id FROM call_party WHERE record_id = ? ORDER BY identity_id', id)
  if (thread_id !== null)
    return all('SELECT identity_id FROM thread_member WHERE thread_id = ? ORDER BY identity_id LIMIT ?', thread_id, MEMBERS_IN_A_LINE)
  return KINDS_WITH_PARTIES.has(kind) ? all('SELECT identity_id FROM record_party WHERE record_id = ? ORDER BY identity_id', id) : []
}

export function parseFacts(json: string | null): Readonly<Record<string, string>> {
  return json === null ? {} : (JSON.parse(json) as Record<string, string>)
}

interface LinkedRow {
  id: number
  text: string | null
}

function messageLine(database: Database, directory: Directory, row: LineRow, kind: MessageKind): MessageLine {
  const reply = row.reply_to === null ? null : byNativeId(database, row.source_id, row.reply_to)
  const target = row.reaction_target === null ? null : byNativeId(database, row.source_id, row.reaction_target)
  return {
    kind,
    attachments: attachmentsOf(database, row.id, row.source_id),
    replyToKey: reply?.id ?? null,
    replyToText: reply?.text ?? null,
    reaction:
      row.reaction_label === null
        ? null
        : { label: row.reaction_label, action: row.reaction_action ?? 'added', targetKey: target?.id ?? null },
    reactions: row.native_id === null ? [] : reactionsTo(database, directory, row),
    earlierTexts: row.ordinal > 0 ? [] : earlierTexts(database, row.id),
    status: row.status,
    facts: parseFacts(row.facts_json),
    otherPhones: otherPhones(database, row.id),
  }
}

/** How many other phones hold the message. */
function otherPhones(database: Database, key: number): number {
  return prepared(
    database,
    'SELECT (SELECT count(*) FROM message_link WHERE a_record_id = ?) + (SELECT count(*) FROM message_link WHERE b_record_id = ?)',
  )
    .pluck()
    .get(key, key) as number
}

function byNativeId(database: Database, sourceId: number, nativeId: string): LinkedRow | null {
  const found = prepared(
    database,
    `SELECT r.id, m.body AS text FROM message AS m JOIN record AS r ON r.id = m.record_id
       WHERE m.native_id = ? AND r.source_id = ? AND r.ordinal = 0 AND m.reaction_label IS NULL AND ${visibleCondition(database)} ORDER BY r.id LIMIT 1`,
  ).get(nativeId, sourceId) as LinkedRow | undefined
  return found ?? null
}

function reactionsTo(database: Database, directory: Directory, row: LineRow): MessageLine['reactions'] {
  const found = prepared(
    database,
    `SELECT r.id, m.reaction_label AS label, r.from_id FROM message AS m JOIN record AS r ON r.id = m.record_id
       WHERE m.reaction_target = ? AND r.source_id = ? AND m.reaction_action = 'added' AND ${visibleCondition(database)} ORDER BY r.id`,
  ).all(row.native_id, row.source_id) as { id: number; label: string; from_id: number | null }[]
  return found.map(({ id, label, from_id }) => ({
    key: id,
    label,
    by: from_id === null ? 'sender not stored' : directory.party(from_id).name,
  }))
}

/** Further records of the same row lie directly behind it: the writer appends. */
function earlierTexts(database: Database, id: number): MessageLine['earlierTexts'] {
  const found = prepared(
    database,
    `SELECT e.id, m.body AS text, e.at_ms FROM record AS r JOIN record AS e ON e.run_id = r.run_id AND e.table_id = r.table_id AND e.row_id = r.row_id AND e.id BETWEEN r.id - 64 AND r.id + 64
       JOIN message AS m ON m.record_id = e.id WHERE r.id = ? AND e.state = 'edited-previous' AND ${visibleCondition(database, 'e')} ORDER BY e.ordinal`,
  ).all(id) as { id: number; text: string | null; at_ms: number | null }[]
  return found.map((earlier) => ({ key: earlier.id, text: earlier.text ?? '', utcMs: earlier.at_ms }))
}

const ATTACHMENT_SQL = `
SELECT a.id, a.path, a.name, a.mime, coalesce(f.size_bytes, a.stated_size_bytes) AS size, f.is_present AS is_present, f.sha256 AS sha256
FROM attachment AS a LEFT JOIN evidence_file AS f ON f.source_id = ? AND f.path = a.path WHERE a.record_id = ? ORDER BY a.id`

export function attachmentsOf(database: Database, recordId: number, sourceId: number): AttachmentLine[] {
  const rows = prepared(database, ATTACHMENT_SQL).all(sourceId, recordId) as {
    id: number
    path: string | null
    name: string | null
    mime: string | null
    size: number | null
    is_present: number | null
    sha256: string | null
  }[]
  return rows.map(({ id, path, name, mime, size, is_present, sha256 }) => ({
    attachmentId: id,
    name: name ?? path?.slice(path.lastIndexOf('/') + 1) ?? 'attachment without name',
    path,
    mime,
    sizeBytes: size,
    isPresent: is_present === 1,
    sha256,
  }))
}
