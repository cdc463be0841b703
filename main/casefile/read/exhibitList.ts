/** The list of exhibits, with what is needed to find and sort them: one look at each record, whatever their number. */
import type { Database } from 'better-sqlite3'
import type { Exhibit, ListedExhibit } from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { exhibits } from './exhibits.ts'
import { visibleCondition } from './visibility.ts'

/** Characters of a text that the list searches; the record itself is on the card. */
const TEXT_CHARACTERS = 300

interface FirstRow {
  readonly id: number
  readonly at_ms: number | null
  readonly from_id: number | null
  readonly text: string | null
}

export function listedExhibits(database: Database, directory: Directory): ListedExhibit[] {
  const first = firstRows(database)
  return exhibits(database).map((exhibit) => ({ ...exhibit, ...factsOf(directory, exhibit, first) }))
}

/** The record of each bookmark and the first message of each slice; those that may not be shown are left out. */
function firstRows(database: Database): ReadonlyMap<number, FirstRow> {
  const rows = database
    .prepare(
      `SELECT r.id, r.at_ms, r.from_id, substr(coalesce(m.body, m.subject, c.name, l.label, d.path, w.title, w.url, n.title), 1, ${TEXT_CHARACTERS}) AS text
       FROM record AS r LEFT JOIN message AS m ON m.record_id = r.id LEFT JOIN contact AS c ON c.record_id = r.id LEFT JOIN location AS l ON l.record_id = r.id
       LEFT JOIN media AS d ON d.record_id = r.id LEFT JOIN web AS w ON w.record_id = r.id LEFT JOIN written_note AS n ON n.record_id = r.id
       WHERE r.id IN (SELECT record_id FROM bookmark UNION ALL SELECT target_json ->> '$.fromKey' FROM exhibit WHERE kind = 'slice') AND ${visibleCondition(database)}`,
    )
    .all() as FirstRow[]
  return new Map(rows.map((row) => [row.id, row]))
}

function factsOf(
  directory: Directory,
  { target }: Exhibit,
  first: ReadonlyMap<number, FirstRow>,
): Pick<ListedExhibit, 'atMs' | 'text' | 'who'> {
  if (target.kind === 'stay') return { atMs: target.fromMs, text: '', who: '' }
  const key = target.kind === 'record' ? target.key : target.kind === 'slice' ? target.fromKey : null
  const row = key === null ? undefined : first.get(key)
  if (row === undefined) return { atMs: null, text: '', who: '' }
  return { atMs: row.at_ms, text: row.text ?? '', who: row.from_id === null ? '' : directory.party(row.from_id).name }
}
