/** Exhibits in their order: bookmarked records and all others, as a person arranged them. */
import type { Database } from 'better-sqlite3'
import {
  CaseError,
  type ContextWindow,
  EMPTY_LENS,
  type Exhibit,
  type ExhibitId,
  type ExhibitTarget,
  type OffenceElement,
  type Stance,
  type StatementReference,
} from '../../contract/index.ts'
import { prepared } from '../prepared.ts'
import { asToday } from './exhibitEntities.ts'

/** What both tables hold of an exhibit. */
export interface ExhibitRow {
  readonly position: number
  readonly number: string | null
  readonly note: string
  readonly tags_json: string
  readonly elements_json: string
  readonly statements_json: string
  readonly stance: Stance | null
  readonly context: ContextWindow
  readonly actor: string
  readonly created_at_ms: number
}

export interface BookmarkRow extends ExhibitRow {
  readonly record_id: number
}

export interface OtherRow extends ExhibitRow {
  readonly id: number
  readonly kind: Exclude<ExhibitTarget['kind'], 'record'>
  readonly label: string
  readonly target_json: string
  readonly picture_sha256: string | null
}

const WORDS = 'position, number, note, tags_json, elements_json, statements_json, stance, context, actor, created_at_ms'
const BOOKMARK_SQL = `SELECT record_id, ${WORDS} FROM bookmark`
const OTHER_SQL = `SELECT id, kind, label, target_json, picture_sha256, ${WORDS} FROM exhibit`

/** `r12` is the bookmark of record 12, `x3` row 3 of the others. */
export const exhibitKey = (id: ExhibitId): { readonly isRecord: boolean; readonly key: number } => ({
  isRecord: id.startsWith('r'),
  key: Number(id.slice(1)),
})

export const bookmarkRow = (database: Database, key: number): BookmarkRow | null =>
  (prepared(database, `${BOOKMARK_SQL} WHERE record_id = ?`).get(key) as BookmarkRow | undefined) ?? null

export const otherRow = (database: Database, id: number): OtherRow | null =>
  (prepared(database, `${OTHER_SQL} WHERE id = ?`).get(id) as OtherRow | undefined) ?? null

export function exhibits(database: Database): Exhibit[] {
  const bookmarks = prepared(database, BOOKMARK_SQL).all() as BookmarkRow[]
  const others = prepared(database, OTHER_SQL).all() as OtherRow[]
  return [
    ...bookmarks.map((row) => ({ position: row.position, exhibit: ofRecord(row) })),
    ...others.map((row) => ({ position: row.position, exhibit: ofOther(database, row) })),
  ]
    .sort((a, b) => a.position - b.position)
    .map(({ exhibit }) => exhibit)
}

export function findExhibit(database: Database, id: ExhibitId): Exhibit | null {
  const { isRecord, key } = exhibitKey(id)
  const row = isRecord ? bookmarkRow(database, key) : otherRow(database, key)
  return row === null ? null : 'record_id' in row ? ofRecord(row) : ofOther(database, row)
}

export function exhibitOf(database: Database, id: ExhibitId): Exhibit {
  const found = findExhibit(database, id)
  if (found === null) throw new CaseError('not-found', `There is no exhibit ${id} in this case. It may have been removed.`)
  return found
}

/** Bookmarks of older versions have no number of their own: their place in the order serves, until somebody arranges them. */
export const numberOf = ({ number, position }: Pick<ExhibitRow, 'number' | 'position'>): string => number ?? String(position)

function ofRecord(row: BookmarkRow): Exhibit {
  return {
    id: `r${row.record_id}`,
    target: { kind: 'record', key: row.record_id },
    label: '',
    hasPicture: false,
    ...common(row),
  }
}

function ofOther(database: Database, row: OtherRow): Exhibit {
  const target = { kind: row.kind, ...upToDate(JSON.parse(row.target_json) as Record<string, unknown>) }
  return {
    id: `x${row.id}`,
    target: asToday(database, target as Exclude<ExhibitTarget, { kind: 'record' }>),
    label: row.label,
    hasPicture: row.picture_sha256 !== null,
    ...common(row),
  }
}

/** A lens kept by an older version may lack parts that came later. */
const upToDate = (target: Record<string, unknown>): Record<string, unknown> =>
  typeof target['lens'] === 'object' ? { ...target, lens: { ...EMPTY_LENS, ...target['lens'] } } : target

function common(row: ExhibitRow): Omit<Exhibit, 'id' | 'target' | 'label' | 'hasPicture'> {
  return {
    number: numberOf(row),
    note: row.note,
    tags: JSON.parse(row.tags_json) as string[],
    elements: JSON.parse(row.elements_json) as OffenceElement[],
    statements: JSON.parse(row.statements_json) as StatementReference[],
    stance: row.stance,
    context: row.context,
    createdAtMs: row.created_at_ms,
    by: row.actor,
  }
}

export function exhibitPicture(
  database: Database,
  id: ExhibitId,
): { readonly mime: string; readonly bytes: Buffer; readonly sha256: string } {
  const found = database
    .prepare('SELECT p.mime, p.bytes, p.sha256 FROM exhibit AS e JOIN exhibit_picture AS p ON p.sha256 = e.picture_sha256 WHERE e.id = ?')
    .get(exhibitKey(id).isRecord ? -1 : exhibitKey(id).key) as { mime: string; bytes: Buffer; sha256: string } | undefined
  if (found === undefined) throw new CaseError('not-found', 'This exhibit holds no picture.')
  return found
}
