/** How many records are in the lens, in the case, and hidden: each row is looked at as seldom as it can be. */
import type { Database } from 'better-sqlite3'
import { EMPTY_LENS, type HiddenCounts, type Lens, type LensCount, RECORD_KIND_NAMES, type RecordKind } from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { hiddenInLens } from './hidden.ts'
import { EVENT_KINDS, type Filter, hasDuplicates, kindsInView, lensFilter, unrestrictedFilter } from './lensFilter.ts'
import { boundsOf, isCoarse, undatedCount } from './timeline.ts'
import { isRestricted, isScoped, keptBackCount, visibleCondition } from './visibility.ts'

interface Counted {
  readonly shown: number
  readonly hidden: HiddenCounts
}

export function lensCount(database: Database, directory: Directory, lens: Lens): LensCount {
  // Contacts and accounts count where the lens looks at them: never more in the lens than there are.
  const looked = kindsInView(lens)
  const kinds = looked.length === 0 ? RECORD_KIND_NAMES : [...new Set([...EVENT_KINDS, ...looked])]
  const isEverything =
    isCoarse(lens) &&
    lens.fromMs === null &&
    lens.toMs === null &&
    lens.kinds.length === 0 &&
    lens.sources.length === 0 &&
    lens.states.length === 0
  const all = count(database, directory, { ...EMPTY_LENS, kinds })
  const { shown, hidden } = isEverything ? all : count(database, directory, lens)
  return {
    inLens: shown,
    total: all.shown,
    duplicates: duplicateCount(database, kinds, all.shown),
    hidden,
    undatedInLens: undatedCount(database, directory, lens),
    ...span(database),
  }
}

function count(database: Database, directory: Directory, lens: Lens): Counted {
  const whole = unrestrictedFilter(database, directory, lens)
  const rows = ({ where, values }: Filter): number =>
    database
      .prepare(`SELECT count(*) FROM record AS r WHERE ${where}`)
      .pluck()
      .get(...values) as number
  if (!isRestricted(database)) return { shown: rows(whole), hidden: { outsideScope: 0, privileged: 0 } }
  // A record may be hidden in one backup and shown in another: only looking at each tells.
  if (hasDuplicates(database))
    return { shown: rows(lensFilter(database, directory, lens)), hidden: hiddenInLens(database, directory, lens) }
  const everything = rows(whole)
  const privileged = keptBackCount(database, whole.where, whole.values)
  const shown = isScoped(database)
    ? scopedRows(rows, lensFilter(database, directory, lens), boundsOf(database, lens))
    : everything - privileged
  return { shown, hidden: { outsideScope: everything - privileged - shown, privileged } }
}

/** Dated ones where the authorities lead to their time, undated ones by themselves. */
function scopedRows(rows: (filter: Filter) => number, { where, values }: Filter, bounds: string): number {
  if (bounds === '') return rows({ where, values })
  return rows({ where: `r.at_ms IS NOT NULL${bounds} AND ${where}`, values }) + rows({ where: `r.at_ms IS NULL AND ${where}`, values })
}

/** Records that another backup of a phone has given already. */
function duplicateCount(database: Database, kinds: readonly RecordKind[], total: number): number {
  if (!hasDuplicates(database)) return 0
  const marks = kinds.map(() => '?').join(', ')
  const rows = database
    .prepare(`SELECT count(*) FROM record AS r WHERE r.kind IN (${marks}) AND ${visibleCondition(database)}`)
    .pluck()
    .get(...kinds) as number
  return rows - total
}

/** First and last time of what may be shown, for the brush. */
function span(database: Database): Pick<LensCount, 'firstMs' | 'lastMs'> {
  const visible = visibleCondition(database)
  const end = (order: 'ASC' | 'DESC'): number | null =>
    (database
      .prepare(`SELECT r.at_ms FROM record AS r WHERE r.at_ms IS NOT NULL AND ${visible} ORDER BY r.at_ms ${order} LIMIT 1`)
      .pluck()
      .get() as number | undefined) ?? null
  return { firstMs: end('ASC'), lastMs: end('DESC') }
}
