/** The case as a whole: its facts, sources, coverage and audit log. */
import type { Database } from 'better-sqlite3'
import type { AuditEntry, CaseInfo, CoverageRow, CoverageStatus, SourceInfo, SourceStatus } from '../../contract/index.ts'
import type { CaseFile } from '../caseFile.ts'
import type { Directory } from './directory.ts'

export function caseFact(database: Database, key: string): string {
  return (database.prepare('SELECT value FROM case_info WHERE key = ?').pluck().get(key) as string | undefined) ?? ''
}

export function setCaseFact(database: Database, key: string, value: string): void {
  database
    .prepare('INSERT INTO case_info (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(key, value)
}

export function caseInfo({ path, database }: CaseFile, directory: Directory): CaseInfo {
  return {
    path,
    name: caseFact(database, 'name'),
    number: caseFact(database, 'number'),
    examiner: caseFact(database, 'examiner'),
    timezone: caseFact(database, 'timezone') || 'UTC',
    sources: sources(database, directory),
    isDemo: caseFact(database, 'demo') === 'yes',
  }
}

interface SourceRow {
  id: number
  label: string
  kind: string
  original_path: string
  sha256: string | null
  size_bytes: number
  added_at_ms: number
  status: SourceStatus
  platform: string
  device_json: string
  notices_json: string
  owner_identity_id: number | null
}

const DEVICE_LABELS: Readonly<Record<string, string>> = {
  name: 'Device name',
  model: 'Model',
  osVersion: 'System',
  serialNumber: 'Serial number',
  imei: 'IMEI',
  phoneNumber: 'Phone number',
  iccid: 'SIM (ICCID)',
  country: 'Country (derived)',
}

const SOURCE_COLUMNS =
  'id, label, kind, original_path, sha256, size_bytes, added_at_ms, status, platform, device_json, notices_json, owner_identity_id'

export function sources(database: Database, directory: Directory): SourceInfo[] {
  const rows = database.prepare(`SELECT ${SOURCE_COLUMNS} FROM source ORDER BY id`).all() as SourceRow[]
  return rows.map((row) => toSourceInfo(database, directory, row))
}

function toSourceInfo(database: Database, directory: Directory, row: SourceRow): SourceInfo {
  const counts = database.prepare('SELECT kind, sum(records) AS records FROM day_count WHERE source_id = ? GROUP BY kind').all(row.id) as {
    kind: string
    records: number
  }[]
  const listed = database
    .prepare('SELECT kind, count(*) AS records FROM record WHERE source_id = ? AND at_ms IS NULL GROUP BY kind')
    .all(row.id) as typeof counts
  const recordCounts: Record<string, number> = {}
  for (const { kind, records } of [...counts, ...listed]) recordCounts[kind] = (recordCounts[kind] ?? 0) + records
  const span = database.prepare('SELECT min(day) AS first, max(day) + 1 AS last FROM day_count WHERE source_id = ?').get(row.id) as {
    first: number | null
    last: number | null
  }
  const exact = (order: 'ASC' | 'DESC'): number | null =>
    span.first === null
      ? null
      : ((database
          .prepare(`SELECT at_ms FROM record WHERE source_id = ? AND at_ms IS NOT NULL ORDER BY at_ms ${order} LIMIT 1`)
          .pluck()
          .get(row.id) as number | undefined) ?? null)
  return {
    id: row.id,
    label: row.label,
    kind: row.kind,
    originalPath: row.original_path,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    addedAtMs: row.added_at_ms,
    status: row.status,
    platform: row.platform,
    device: deviceFields(row.device_json),
    ownerName: row.owner_identity_id === null ? null : directory.party(row.owner_identity_id).name,
    recordCounts,
    firstMs: exact('ASC'),
    lastMs: exact('DESC'),
    warnings: warnings(database, row),
  }
}

function deviceFields(json: string): SourceInfo['device'] {
  const device = JSON.parse(json) as Record<string, unknown>
  const known = Object.entries(DEVICE_LABELS)
    .filter(([key]) => typeof device[key] === 'string' && device[key] !== '')
    .map(([key, label]) => ({ label, value: String(device[key]) }))
  const backupAt = device['lastBackupAtMs']
  return typeof backupAt === 'number' ? [...known, { label: 'Backup made', value: new Date(backupAt).toISOString() }] : known
}

/** What an examiner must know before trusting the counts, one sentence each. */
function warnings(database: Database, row: SourceRow): string[] {
  const found: string[] = []
  if (row.status === 'incomplete') found.push('The import was stopped before its end: this source is not whole. Resume or discard it.')
  if (row.status === 'cancelled') found.push('The import was cancelled: this source is not whole. Resume or discard it.')
  if (row.status === 'importing') found.push('The import is running: counts are not final.')
  const { missing, listed } = database
    .prepare('SELECT coalesce(sum(is_present = 0), 0) AS missing, count(*) AS listed FROM evidence_file WHERE source_id = ?')
    .get(row.id) as { missing: number; listed: number }
  if (missing > 0)
    found.push(
      `${missing.toLocaleString('en')} ${missing === 1 ? 'file' : 'files'} that the extraction lists ${missing === 1 ? 'is' : 'are'} missing from it; ${(listed - missing).toLocaleString('en')} ${listed - missing === 1 ? 'is' : 'are'} there.`,
    )
  const broken = database
    .prepare(
      "SELECT store, path, status, notes_json AS notes FROM run WHERE source_id = ? AND status IN ('unreadable', 'partly-parsed') ORDER BY number",
    )
    .all(row.id) as { store: string; path: string | null; status: string; notes: string }[]
  for (const { store, path, status, notes } of broken)
    found.push(
      `${store}${path === null || store.includes(path) ? '' : ` (${path})`} ${status === 'unreadable' ? `could not be read${reasonIn(notes)}` : 'was read only in part.'}`,
    )
  for (const { path, problem } of JSON.parse(row.notices_json) as { path: string | null; problem: string }[])
    found.push(path === null ? problem : `${path}: ${problem}`)
  return found
}

/** A store of which nothing was read has one note, which says why. */
function reasonIn(notesJson: string): string {
  const [reason] = JSON.parse(notesJson) as string[]
  return reason === undefined ? '.' : `: ${reason}`
}

interface RunRow {
  source_id: number
  store: string
  path: string | null
  parser_id: string | null
  parser_version: number | null
  status: CoverageStatus | 'planned' | 'running'
  rows_read: number
  records: number
  derived: number
  skipped: number
  skipped_json: string
  notes_json: string
  sha256: string | null
}

const COVERAGE_SQL = `
SELECT run.source_id, run.store, run.path, run.parser_id, run.parser_version, run.status, run.rows_read, run.records, run.derived, run.skipped, run.skipped_json, run.notes_json, file.sha256
FROM run LEFT JOIN evidence_file AS file ON file.source_id = run.source_id AND file.path = run.path
WHERE run.source_id = ? ORDER BY run.number`

const MISSING_SQL = `
SELECT path FROM evidence_file AS file WHERE source_id = ? AND is_present = 0
AND NOT EXISTS (SELECT 1 FROM run WHERE run.source_id = file.source_id AND run.path = file.path) ORDER BY path`

/** Every known store and every listed but missing file of a source (of all sources for null). */
export function coverage(database: Database, sourceId: number | null): CoverageRow[] {
  const chosen = sourceId === null ? (database.prepare('SELECT id FROM source ORDER BY id').pluck().all() as number[]) : [sourceId]
  return chosen.flatMap((id) => [...(database.prepare(COVERAGE_SQL).all(id) as RunRow[]).map(toCoverage), ...missingFiles(database, id)])
}

function toCoverage(row: RunRow): CoverageRow {
  const isWaiting = row.status === 'planned' || row.status === 'running'
  return {
    source: row.source_id,
    store: row.store,
    file: row.path,
    sha256: row.sha256,
    parser: row.parser_id === null ? null : `${row.parser_id}@${row.parser_version}`,
    status: isWaiting ? 'not-parsed' : (row.status as CoverageStatus),
    rowsRead: row.rows_read,
    records: row.records,
    derived: row.derived,
    skipped: row.skipped,
    skippedReasons: JSON.parse(row.skipped_json) as Record<string, number>,
    notes: [...(isWaiting ? ['The import has not come to this file.'] : []), ...(JSON.parse(row.notes_json) as string[])],
  }
}

function missingFiles(database: Database, sourceId: number): CoverageRow[] {
  return (database.prepare(MISSING_SQL).pluck().all(sourceId) as string[]).map((path) => ({
    source: sourceId,
    store: path.slice(path.lastIndexOf('/') + 1),
    file: path,
    sha256: null,
    parser: null,
    status: 'missing',
    rowsRead: 0,
    records: 0,
    derived: 0,
    skipped: 0,
    skippedReasons: {},
    notes: ['The extraction lists this file, but its bytes are not there.'],
  }))
}

export function auditEntries(database: Database, afterNumber: number, limit: number): AuditEntry[] {
  return database
    .prepare('SELECT number, at_ms AS atMs, actor, action, detail FROM audit WHERE number > ? ORDER BY number LIMIT ?')
    .all(afterNumber, Math.max(1, Math.min(1_000, limit))) as AuditEntry[]
}
