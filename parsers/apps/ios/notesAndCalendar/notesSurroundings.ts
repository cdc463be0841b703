/** What stands around the notes in the same table of NoteStore.sqlite: kinds of rows, folders, accounts, attachments. */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase } from '../../../model/index.ts'

/** Columns that hold the account, of which each kind of row fills one. */
export const ACCOUNT_COLUMNS = ['ZACCOUNT', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `ZACCOUNT${number}`)]
export const OBJECT_COLUMNS = [
  'Z_ENT',
  'ZTITLE2',
  'ZPARENT',
  'ZFOLDERTYPE',
  'ZNAME',
  'ZACCOUNTTYPE',
  'ZNOTE',
  'ZNOTE1',
  'ZMEDIA',
  'ZFILENAME',
  'ZTYPEUTI',
  'ZTYPEUTI1',
  'ZFILESIZE',
  'ZTITLE',
  'ZURLSTRING',
  'ZOCRSUMMARY',
  'ZALTTEXT',
]
const TRASH_FOLDER = 1

export interface Folder {
  /** Names from the outermost folder, joined by ` / `. */
  readonly path: string | null
  readonly isTrash: boolean
}

export interface Surroundings {
  /** Z_ENT -> name of the kind. */
  readonly kinds: ReadonlyMap<number, string>
  readonly folders: ReadonlyMap<number, Folder>
  readonly accounts: ReadonlyMap<number, string>
  /** Note row -> what is attached to it, in words. */
  readonly attachments: ReadonlyMap<number, readonly string[]>
  readonly rowIds: ReadonlySet<number>
}

export function readSurroundings(database: EvidenceDatabase): Surroundings {
  const rows = new Map<number, StoredRow>()
  const rowIds = new Set<number>()
  const kinds = readKinds(database)
  for (const row of sideRows(database, { table: 'ZICCLOUDSYNCINGOBJECT', columns: OBJECT_COLUMNS })) {
    rowIds.add(row.rowId)
    if (kinds.get(numberOf(row['Z_ENT']) ?? -1) !== 'ICNote') rows.set(row.rowId, row)
  }
  const folders = new Map<number, Folder>()
  const accounts = new Map<number, string>()
  const attachments = new Map<number, string[]>()
  for (const row of rows.values()) {
    const name = textOf(row['ZNAME'])
    if (name !== null) accounts.set(row.rowId, name)
    if (textOf(row['ZTITLE2']) !== null || numberOf(row['ZFOLDERTYPE']) !== null) folders.set(row.rowId, folderOf(row, rows))
    const note = numberOf(row['ZNOTE']) ?? numberOf(row['ZNOTE1'])
    if (note === null) continue
    const words = attachmentOf(row, rows.get(numberOf(row['ZMEDIA']) ?? -1))
    const known = attachments.get(note)
    if (known === undefined) attachments.set(note, [words])
    else known.push(words)
  }
  return { kinds, folders, accounts, attachments, rowIds }
}

function readKinds(database: EvidenceDatabase): ReadonlyMap<number, string> {
  const kinds = new Map<number, string>()
  for (const row of sideRows(database, { table: 'Z_PRIMARYKEY', columns: ['Z_NAME'] })) {
    const name = textOf(row['Z_NAME'])
    if (name !== null) kinds.set(row.rowId, name)
  }
  return kinds
}

function folderOf(row: StoredRow, rows: ReadonlyMap<number, StoredRow>): Folder {
  const names: string[] = []
  let isTrash = false
  // Folders nest; a hostile ring of them must end.
  const passed = new Set<number>()
  let current: StoredRow | undefined = row
  while (current !== undefined && !passed.has(current.rowId)) {
    passed.add(current.rowId)
    const name = textOf(current['ZTITLE2'])
    if (name !== null) names.unshift(name)
    isTrash ||= numberOf(current['ZFOLDERTYPE']) === TRASH_FOLDER
    current = rows.get(numberOf(current['ZPARENT']) ?? -1)
  }
  return { path: names.length === 0 ? null : names.join(' / '), isTrash }
}

function attachmentOf(row: StoredRow, media: StoredRow | undefined): string {
  const size = textOf(row['ZFILESIZE'])
  const read = textOf(row['ZOCRSUMMARY'])
  const parts = [
    textOf(row['ZALTTEXT']) ?? textOf(media?.['ZFILENAME']) ?? textOf(row['ZFILENAME']) ?? textOf(row['ZTITLE']),
    textOf(row['ZURLSTRING']),
    textOf(row['ZTYPEUTI']) ?? textOf(row['ZTYPEUTI1']),
    size === null || size === '0' ? null : `${size} bytes`,
    read === null ? null : `text recognised in it: ${read}`,
  ]
  return parts.filter((part) => part !== null).join(', ') || `row ${row.rowId}`
}

export function attachmentInWords(attachments: readonly string[] | undefined): string | null {
  return attachments === undefined ? null : `${attachments.length} (${attachments.join('; ')})`
}
