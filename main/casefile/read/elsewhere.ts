/** Where else a record stands: in another backup of its phone, or, a message, on another phone. */
import type { Database } from 'better-sqlite3'
import type { Elsewhere } from '../../contract/index.ts'
import { prepared } from '../prepared.ts'
import { citationOf } from './citation.ts'
import { isVisible } from './visibility.ts'

const SAME_RECORD = 'every column of the record is equal, in the same row of the same store of the same phone'

interface OtherRow {
  readonly id: number
  readonly basis: string
}

export function elsewhere(database: Database, key: number): Elsewhere[] {
  const first = (prepared(database, 'SELECT same_as FROM duplicate WHERE record_id = ?').pluck().get(key) as number | undefined) ?? key
  const copies = prepared(database, 'SELECT record_id FROM duplicate WHERE same_as = ? UNION SELECT ? ORDER BY 1')
    .pluck()
    .all(first, first) as number[]
  const links = prepared(
    database,
    'SELECT b_record_id AS id, basis FROM message_link WHERE a_record_id = ? UNION ALL SELECT a_record_id AS id, basis FROM message_link WHERE b_record_id = ? ORDER BY 1',
  ).all(first, first) as OtherRow[]
  return [
    ...copies.filter((id) => id !== key && isVisible(database, id)).map((id) => place(database, id, 'same-record', SAME_RECORD)),
    ...links.filter(({ id }) => isVisible(database, id)).map(({ id, basis }) => place(database, id, 'same-message', basis)),
  ]
}

function place(database: Database, key: number, relation: Elsewhere['relation'], basis: string): Elsewhere {
  const { source, file } = prepared(
    database,
    'SELECT s.label AS source, coalesce(run.path, r.row_id) AS file FROM record AS r JOIN run ON run.id = r.run_id JOIN source AS s ON s.id = r.source_id WHERE r.id = ?',
  ).get(key) as { source: string; file: string | number }
  return { key, id: citationOf(database, key), relation, source, file: String(file), basis }
}
