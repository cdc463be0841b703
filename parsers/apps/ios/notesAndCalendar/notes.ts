/**
 * Notes, `NoteStore.sqlite` (iOS 9 and later): one note per ICNote row of ZICCLOUDSYNCINGOBJECT, with its text from ZICNOTEDATA.
 *
 * Meanings (artifacts 1.9, seen on the public Belkasoft image): one table holds notes, folders, accounts and attachments; Z_PRIMARYKEY
 * names their kinds. Times count seconds since 2001 UTC. The columns of the creation time and of the account change their number with
 * the version (ZCREATIONDATE1 or 3, ZACCOUNT2, 3, 4 or 7), and only one of them is filled in a note's row: whichever is filled is read.
 * ZMARKEDFORDELETION 1 and the folder of type 1 ("Recently Deleted") are the app's own marks of deletion. A locked note's text is
 * encrypted with its password and stays closed. Texts whose note row is gone are notes of their own, without a title.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import {
  bytesOf,
  codeInWords,
  factsOf,
  flagOf,
  instantInWords,
  numberOf,
  textOf,
  timeValueOf,
} from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Instant, NoteRecord, SqlValue } from '../../../model/index.ts'
import { noteBody } from './notesBody.ts'
import { ACCOUNT_COLUMNS, attachmentInWords, OBJECT_COLUMNS, readSurroundings } from './notesSurroundings.ts'
import type { Surroundings } from './notesSurroundings.ts'
import { readShares } from './notesSharing.ts'

const OBJECTS = 'ZICCLOUDSYNCINGOBJECT'
const TEXTS = 'ZICNOTEDATA'
const CREATION_COLUMNS = ['ZCREATIONDATE3', 'ZCREATIONDATE1', 'ZCREATIONDATE2', 'ZCREATIONDATE']
const NOTE_COLUMNS = [
  'ZTITLE1',
  'ZSNIPPET',
  'ZFOLDER',
  'ZNOTEDATA',
  'ZMODIFICATIONDATE1',
  'ZLASTOPENEDDATE',
  'ZMARKEDFORDELETION',
  'ZISPASSWORDPROTECTED',
  'ZPASSWORDHINT',
  'ZISPINNED',
  'ZIDENTIFIER',
  ...CREATION_COLUMNS,
]
const REQUIRED = ['ZTITLE1', 'ZFOLDER']
/** Read by readShares alone: the archives are large. */
const SHARE_COLUMN = 'ZSERVERSHAREDATA'
const OPTIONAL = [...new Set([...NOTE_COLUMNS, ...OBJECT_COLUMNS, ...ACCOUNT_COLUMNS])].filter((name) => !REQUIRED.includes(name))
/** Kinds of row in words, by the names that Core Data keeps in Z_PRIMARYKEY. */
const KINDS: Readonly<Record<string, string>> = {
  ICFolder: 'a folder',
  ICAccount: 'an account',
  ICAttachment: 'an attachment: named with its note',
  ICInlineAttachment: 'an inline attachment (a tag or a mention): named with its note',
  ICMedia: 'a file of an attachment: named with its note',
  ICAttachmentPreviewImage: 'a preview picture',
  ICDeviceMigrationState: 'a state of the synchronisation',
  ICAccountData: 'a setting of an account',
  ICHashtag: 'a tag',
  ICLegacyTombstone: 'a mark that something older was removed',
}

export const iosNotes = defineSqliteParser({
  id: 'ios-notes',
  version: 2,
  app: 'Notes',
  platform: 'ios',
  store: 'Notes (NoteStore.sqlite)',
  reads: ['**/NoteStore.sqlite'],
  yields: ['note'],
  proof: 'data-proven',
  doesNotCover: [
    'the text of locked notes',
    'formatting, check marks, tables and drawings inside a note',
    'invitations (ZICINVITATION) beyond the participants of a share, attachment files themselves',
  ],
  requires: { [OBJECTS]: REQUIRED, [TEXTS]: ['ZNOTE', 'ZDATA'] },
  optional: { [OBJECTS]: [...OPTIONAL, SHARE_COLUMN], Z_PRIMARYKEY: ['Z_NAME'] },
  *parse(database) {
    const around = readSurroundings(database)
    const textRows = readTextRows(database)
    const shares = readShares(database)
    for (const row of evidenceRows(database, { table: OBJECTS, columns: [...REQUIRED, ...OPTIONAL] })) {
      const texts = textRows.ofNote.get(row.rowId) ?? []
      if (isNote(row, texts, around)) yield noteRecord(row, readText(database, texts[0]), { ...around, shares })
      else yield { type: 'skipped', from: placeOf(OBJECTS, row), reason: `the row is ${kindOf(row, around)}` }
    }
    for (const row of evidenceRows(database, { table: TEXTS, columns: ['ZNOTE'] })) {
      yield textRecord(row, textRows, database, around)
    }
  },
})

interface TextRows {
  /** Note row -> rows of ZICNOTEDATA. */
  readonly ofNote: ReadonlyMap<number, readonly number[]>
}

function readTextRows(database: EvidenceDatabase): TextRows {
  const ofNote = new Map<number, number[]>()
  for (const row of sideRows(database, { table: TEXTS, columns: ['ZNOTE'] })) {
    const note = numberOf(row['ZNOTE'])
    if (note === null) continue
    const known = ofNote.get(note)
    if (known === undefined) ofNote.set(note, [row.rowId])
    else known.push(row.rowId)
  }
  return { ofNote }
}

/** By its kind where the file names kinds; otherwise by what only notes have. */
function isNote(row: StoredRow, texts: readonly number[], { kinds }: Surroundings): boolean {
  const kind = kinds.get(numberOf(row['Z_ENT']) ?? -1)
  if (kind !== undefined) return kind === 'ICNote' || texts.length > 0
  return texts.length > 0 || textOf(row['ZTITLE1']) !== null || textOf(row['ZNOTEDATA']) !== null
}

function kindOf(row: StoredRow, { kinds }: Surroundings): string {
  const name = kinds.get(numberOf(row['Z_ENT']) ?? -1)
  return name === undefined ? 'no note' : (KINDS[name] ?? `no note but of kind ${name}`)
}

function readText(database: EvidenceDatabase, rowId: number | undefined): Uint8Array | null {
  if (rowId === undefined) return null
  for (const row of database.lookup<{ data: SqlValue }>(`SELECT ZDATA AS data FROM ${TEXTS} WHERE rowid = ?`, rowId)) {
    return bytesOf(row.data)
  }
  return null
}

interface NoteSurroundings extends Surroundings {
  readonly shares: ReadonlyMap<number, string>
}

function noteRecord(row: StoredRow, data: Uint8Array | null, around: NoteSurroundings): NoteRecord {
  const isLocked = flagOf(row['ZISPASSWORDPROTECTED']) === true
  const body = data === null || isLocked ? null : noteBody(data)
  const text = body !== null && 'text' in body ? body.text : null
  const folder = around.folders.get(numberOf(row['ZFOLDER']) ?? -1)
  const isMarked = flagOf(row['ZMARKEDFORDELETION']) === true
  const accountId = ACCOUNT_COLUMNS.map((name) => numberOf(row[name])).find((id) => id !== null && around.accounts.has(id))
  const facts = factsOf({
    account: accountId === undefined || accountId === null ? null : around.accounts.get(accountId),
    'marked deleted': isMarked ? 'by the app' : folder?.isTrash === true ? 'lies in the folder of deleted notes' : null,
    text: textFact(isLocked, data, body),
    beginning: text === null ? textOf(row['ZSNIPPET']) : null,
    'password hint': textOf(row['ZPASSWORDHINT']),
    attachments: attachmentInWords(around.attachments.get(row.rowId)),
    'shared with': around.shares.get(row.rowId),
    'folder shared with': around.shares.get(numberOf(row['ZFOLDER']) ?? -1),
    pinned: flagOf(row['ZISPINNED']) === true ? 'yes' : null,
    'last opened': instantInWords(cocoa(row['ZLASTOPENEDDATE'])),
    identifier: textOf(row['ZIDENTIFIER']),
    'password protection': flagOf(row['ZISPASSWORDPROTECTED']) === null ? codeInWords(row['ZISPASSWORDPROTECTED'], {}) : null,
  })
  return {
    type: 'note',
    from: placeOf(OBJECTS, row),
    state: isMarked || folder?.isTrash === true ? 'deleted-flagged' : 'live',
    service: 'Notes',
    title: textOf(row['ZTITLE1']),
    body: text,
    folder: folder?.path ?? null,
    isLocked,
    createdAt: stored(CREATION_COLUMNS.map((name) => row[name]).find((value) => textOf(value) !== null)),
    modifiedAt: stored(row['ZMODIFICATIONDATE1']),
    ...(facts === undefined ? {} : { facts }),
  }
}

function textFact(isLocked: boolean, data: Uint8Array | null, body: ReturnType<typeof noteBody> | null): string | null {
  if (isLocked) return 'locked with a password'
  if (data === null) return 'none stored'
  return body !== null && 'problem' in body ? body.problem : null
}

const cocoa = (value: SqlValue | undefined): Instant => instantOf(timeValueOf(value), 'cocoa-s')
const stored = (value: SqlValue | undefined): Instant | null => (textOf(value) === null ? null : cocoa(value))

/** A row of texts: shown with its note, or a note of its own where that row is gone. */
function textRecord(row: StoredRow, { ofNote }: TextRows, database: EvidenceDatabase, { rowIds }: Surroundings): Emitted {
  const from = placeOf(TEXTS, row)
  const note = numberOf(row['ZNOTE'])
  const hasNote = note !== null && rowIds.has(note)
  if (hasNote && ofNote.get(note)?.[0] === row.rowId) {
    return { type: 'skipped', from, reason: 'the text of a note, which is shown with the note' }
  }
  const data = readText(database, row.rowId)
  if (data === null) return { type: 'skipped', from, reason: 'the row has no text and belongs to no note' }
  const body = noteBody(data)
  const facts = factsOf({
    text: textFact(false, data, body),
    'note row': hasNote ? `${note}, which has another text` : note === null ? 'none named' : `${note}, which is gone`,
  })
  return {
    type: 'note',
    from,
    state: 'live',
    service: 'Notes',
    title: null,
    body: 'text' in body ? body.text : null,
    folder: null,
    isLocked: false,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
