/** How many records are in the lens, in the case, and hidden: each row is looked at as seldom as it can be. */
import type { Database } from 'better-sqlite3'
import { EMPTY_LENS, type HiddenCounts, type Lens, type LensCount, LISTED_KINDS } from '../../contract/index.ts'
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
  const isEverything =
    isCoarse(lens) &&
    lens.fromMs === null &&
    lens.toMs === null &&
    lens.kinds.length === 0 &&
    lens.sources.length === 0 &&
    lens.states.length === 0
  const all = count(database, directory, { ...EMPTY_LENS, kinds: EVENT_KINDS })
  const { shown, hidden } = isEverything ? all : count(database, directory, lens)
  return {
    inLens: shown,
    listedInLens: listedCount(database, directory, lens),
    total: all.shown,
    duplicates: duplicateCount(database, all.shown),
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

/** Contacts, accounts and identity links among what the lens shows: none where it looks at events only. */
function listedCount(database: Database, directory: Directory, lens: Lens): number {
  const looked = kindsInView(lens)
  const kinds = looked.length === 0 ? LISTED_KINDS : LISTED_KINDS.filter((kind) => looked.includes(kind))
  return kinds.length === 0 ? 0 : count(database, directory, { ...lens, kinds }).shown
}

/** Events that another backup of a phone has given already. */
function duplicateCount(database: Database, total: number): number {
  if (!hasDuplicates(database)) return 0
  const marks = EVENT_KINDS.map(() => '?').join(', ')
  const rows = database
    .prepare(`SELECT count(*) FROM record AS r WHERE r.kind IN (${marks}) AND ${visibleCondition(database)}`)
    .pluck()
    .get(...EVENT_KINDS) as number
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
