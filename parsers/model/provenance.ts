/** Where a record comes from inside one evidence file. Imports nothing. */

/**
 * What a record is in relation to the stored row. Never mixed silently (design, rule 6).
 * - `live`: a current row
 * - `deleted-flagged`: a current row that the app itself marked deleted
 * - `recovered`: carved from free or unallocated space
 * - `superseded`: only in an older frame of the write-ahead log
 * - `edited-previous`: an earlier text of a message that was edited
 * - `inferred`: derived by the phone or by us, not stored as an observation
 */
export type RecordState = 'live' | 'deleted-flagged' | 'recovered' | 'superseded' | 'edited-previous' | 'inferred'

/** The evidence row of a record. */
export interface RowRef {
  /** Table name as in the database; for file evidence the constant `(file)`. */
  readonly table: string
  /** SQLite rowid (or the declared integer key) as text; for file evidence the path. */
  readonly rowId: string
  /** 0 for the row's own record; 1, 2 ... for further records drawn from the same row (earlier edits, for example). */
  readonly ordinal: number
}

/** A row that gave no record, with the reason in words. Rows read = records + skipped. */
export interface SkippedRow {
  readonly type: 'skipped'
  readonly from: RowRef
  readonly reason: string
}
