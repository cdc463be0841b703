/** What a reader must know of quoted records: their state, what is missing, what they answer. Of those that may be shown. */
import type { Database } from 'better-sqlite3'
import type { Exhibit, ExhibitWarningCode } from '../../contract/index.ts'
import { SLICE_KEYS } from './exhibited.ts'
import type { ExhibitContext } from './exhibitContext.ts'
import { exhibitKey } from './exhibits.ts'
import { hiddenConditions } from './visibility.ts'

type Count = readonly [ExhibitWarningCode, number]

export function quotedWarnings(database: Database, exhibit: Pick<Exhibit, 'id' | 'target'>, context: ExhibitContext | null): Count[] {
  const quoted = quotedRecords(database, exhibit)
  const count = (sql: string): number =>
    database
      .prepare(`WITH quoted AS MATERIALIZED (${quoted}) ${sql}`)
      .pluck()
      .get(...keyOf(exhibit)) as number
  return [
    ['not-live', count("SELECT count(*) FROM quoted JOIN record AS r ON r.id = quoted.id WHERE r.state <> 'live'")],
    ['earlier-texts', count(EARLIER)],
    ['attachment-missing', count(MISSING)],
    ['reply-outside', replyOutside(database, quoted, keyOf(exhibit), context)],
  ]
}

const keyOf = ({ id, target }: Pick<Exhibit, 'id' | 'target'>): number[] => [target.kind === 'record' ? target.key : exhibitKey(id).key]

function quotedRecords(database: Database, { target }: Pick<Exhibit, 'target'>): string {
  const { outsideScope, privileged } = hiddenConditions(database)
  const chosen =
    target.kind === 'record'
      ? 'r.id = ?'
      : target.kind === 'slice'
        ? `r.id IN (${SLICE_KEYS})`
        : 'r.id IN (SELECT record_id FROM exhibit_record WHERE exhibit_id = ?)'
  return `SELECT r.id FROM record AS r WHERE ${chosen} AND NOT ${outsideScope} AND NOT ${privileged}`
}

/** Further records of the same row lie directly behind it: the writer appends. */
const EARLIER = `SELECT count(*) FROM quoted JOIN record AS r ON r.id = quoted.id JOIN record AS e ON e.id BETWEEN r.id - 64 AND r.id + 64
  AND e.run_id = r.run_id AND e.table_id = r.table_id AND e.row_id = r.row_id WHERE e.state = 'edited-previous' AND e.id <> r.id AND r.state <> 'edited-previous'`

const MISSING = `SELECT count(*) FROM quoted JOIN record AS r ON r.id = quoted.id JOIN attachment AS a ON a.record_id = r.id
  LEFT JOIN evidence_file AS f ON f.source_id = r.source_id AND f.path = a.path WHERE coalesce(f.is_present, 0) = 0`

const REPLIES = `SELECT t.record_id FROM quoted JOIN record AS r ON r.id = quoted.id JOIN message AS m ON m.record_id = r.id
  JOIN message AS t ON t.native_id = m.reply_to JOIN record AS o ON o.id = t.record_id AND o.source_id = r.source_id AND o.ordinal = 0
  WHERE m.reply_to IS NOT NULL AND t.reaction_label IS NULL`

function replyOutside(database: Database, quoted: string, values: readonly number[], context: ExhibitContext | null): number {
  const shown = new Set((context?.items ?? []).map(({ key }) => key))
  const answered = database
    .prepare(`WITH quoted AS MATERIALIZED (${quoted}) ${REPLIES}`)
    .pluck()
    .all(...values) as number[]
  return answered.filter((key) => !shown.has(key)).length
}
