/** Order and grouping of the coverage table. Pure. */
import type { CoverageRow, CoverageStatus } from '../../../main/contract/index.ts'

const ORDER: readonly CoverageStatus[] = ['partly-parsed', 'unreadable', 'parsed', 'not-parsed', 'missing', 'absent', 'not-expected']

export interface CoverageGroup {
  readonly source: number
  /** Everything but missing files, problems first. */
  readonly rows: readonly CoverageRow[]
  /** Files that the extraction lists without their bytes. */
  readonly missing: readonly CoverageRow[]
}

/** One group per source, in the order of the sources. */
export function groupCoverage(rows: readonly CoverageRow[]): readonly CoverageGroup[] {
  const groups = Map.groupBy(rows, ({ source }) => source)
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([source, own]) => ({
      source,
      rows: own.filter(({ status }) => status !== 'missing').sort(compareRows),
      missing: own.filter(({ status }) => status === 'missing'),
    }))
}

function compareRows(a: CoverageRow, b: CoverageRow): number {
  return (
    ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
    a.store.localeCompare(b.store, 'en') ||
    (a.file ?? '').localeCompare(b.file ?? '', 'en')
  )
}

/** What of a source was not taken. */
export interface Gaps {
  /** Stores that are there and could not be read, or not to their end. */
  readonly unreadableStores: number
  /** Stores that are there and known, but read by no parser. */
  readonly unparsedStores: number
  readonly skippedRows: number
  readonly missingFiles: number
}

export function gapsOf(rows: readonly CoverageRow[]): Gaps {
  const having = (...wanted: readonly CoverageStatus[]): number => rows.filter(({ status }) => wanted.includes(status)).length
  return {
    unreadableStores: having('unreadable', 'partly-parsed'),
    unparsedStores: having('not-parsed'),
    skippedRows: sumCoverage(rows).skipped,
    missingFiles: having('missing'),
  }
}

export interface CoverageSum {
  readonly rowsRead: number
  /** Records that stand for a row of their own; derived ones are counted apart. */
  readonly records: number
  readonly skipped: number
}

export function sumCoverage(rows: readonly CoverageRow[]): CoverageSum {
  return rows.reduce(
    (sum, row) => ({ rowsRead: sum.rowsRead + row.rowsRead, records: sum.records + row.records, skipped: sum.skipped + row.skipped }),
    { rowsRead: 0, records: 0, skipped: 0 },
  )
}
