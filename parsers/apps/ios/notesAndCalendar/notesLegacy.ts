/**
 * Notes of iOS 4 to 8 (`notes.sqlite`) and of iOS 3 and earlier (`notes.db`): one note per row of their note tables, with its text from the
 * table of bodies.
 *
 * Tables and columns as public readers of such phones use them: ZNOTE.ZBODY names the row of ZNOTEBODY whose ZCONTENT is the text as HTML;
 * ZSTORE is the list a note lies in, which belongs to a ZACCOUNT; ZNOTEATTACHMENT names files. Before that `Note` and `note_bodies`
 * (`note_id`, `data`). Times count seconds since 2001 UTC. ZDELETEDFLAG 1 is read as the app's mark of deletion, by its name. No public image
 * has these files, so nothing of this is proven by data.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { htmlText } from '../../../formats/text/htmlText.ts'
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { noteUsedRowIds } from '../../../formats/sqlite/usedRowIds.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Facts, Instant, NoteRecord, RecordState, RowRef, SqlValue } from '../../../model/index.ts'

const NOTES = 'ZNOTE'
const BODIES = 'ZNOTEBODY'
const NOTE_COLUMNS = ['ZTITLE', 'ZCREATIONDATE', 'ZMODIFICATIONDATE', 'ZBODY', 'ZSTORE', 'ZSUMMARY', 'ZAUTHOR', 'ZDELETEDFLAG', 'ZGUID']
const BODY_COLUMNS = ['ZCONTENT', 'ZOWNER']
const ATTACHMENT_COLUMNS = ['ZNOTE', 'ZFILENAME', 'ZMIMETYPE']
const OLD_NOTE_COLUMNS = ['title', 'summary', 'creation_date', 'modification_date']

export const iosNotesLegacy = defineSqliteParser({
  id: 'ios-notes-legacy',
  version: 1,
  app: 'Notes',
  platform: 'ios',
  store: 'Notes of iOS 4 to 8 (notes.sqlite)',
  reads: ['**/Notes/notes.sqlite'],
  yields: ['note'],
  proof: 'source-verified',
  doesNotCover: [
    'formatting, attached files themselves',
    'changes that wait for synchronisation (ZNOTECHANGE)',
    'what is deleted: the mark is read by its name alone',
  ],
  requires: { [NOTES]: ['ZTITLE', 'ZCREATIONDATE'], [BODIES]: ['ZCONTENT'] },
  optional: {
    [NOTES]: NOTE_COLUMNS.filter((name) => name !== 'ZTITLE' && name !== 'ZCREATIONDATE'),
    [BODIES]: ['ZOWNER'],
    ZSTORE: ['ZNAME', 'ZACCOUNT'],
    ZACCOUNT: ['ZNAME'],
    ZNOTEATTACHMENT: ATTACHMENT_COLUMNS,
  },
  *parse(database, context) {
    const around = readSurroundings(database)
    const shown = new Set<number>()
    const noteRows = new Set<number>()
    for (const row of evidenceRows(database, { table: NOTES, columns: NOTE_COLUMNS })) {
      noteRows.add(row.rowId)
      const body = numberOf(row['ZBODY']) ?? around.bodyRows.get(row.rowId) ?? null
      if (body !== null) shown.add(body)
      yield noteRecord(row, body === null ? undefined : textAt(database, body), around)
    }
    for (const row of evidenceRows(database, { table: BODIES, columns: BODY_COLUMNS })) {
      if (shown.has(row.rowId)) yield shownElsewhere(placeOf(BODIES, row))
      else yield textAlone(row, noteRows)
    }
    noteUsedRowIds(database, NOTES, context)
  },
})

export const iosNotesOldest = defineSqliteParser({
  id: 'ios-notes-oldest',
  version: 1,
  app: 'Notes',
  platform: 'ios',
  store: 'Notes of iOS 3 and earlier (notes.db)',
  reads: ['**/Notes/notes.db'],
  yields: ['note'],
  proof: 'source-verified',
  doesNotCover: ['formatting'],
  requires: { Note: ['title', 'creation_date'], note_bodies: ['note_id', 'data'] },
  optional: { Note: ['summary', 'modification_date'] },
  *parse(database, context) {
    const texts = new Map<number, SqlValue>()
    const bodies = { table: 'note_bodies', columns: ['note_id', 'data'] }
    const firstOf = new Map<number, number>()
    for (const row of sideRows(database, bodies)) {
      const note = numberOf(row['note_id'])
      if (note === null || texts.has(note)) continue
      texts.set(note, row['data'] ?? null)
      firstOf.set(note, row.rowId)
    }
    const noteRows = new Set<number>()
    for (const row of evidenceRows(database, { table: 'Note', columns: OLD_NOTE_COLUMNS })) {
      noteRows.add(row.rowId)
      const [title, summary] = [textOf(row['title']), textOf(row['summary'])]
      const text = readText(texts.get(row.rowId))
      const facts = factsOf({ ...text.facts, beginning: text.body === null ? summary : null })
      const times = { createdAt: stored(row['creation_date']), modifiedAt: stored(row['modification_date']) }
      yield noteOf(placeOf('Note', row), { title, body: text.body, folder: null, ...times, facts })
    }
    for (const row of evidenceRows(database, bodies)) {
      const from = placeOf('note_bodies', row)
      const owner = numberOf(row['note_id'])
      if (owner !== null && noteRows.has(owner) && firstOf.get(owner) === row.rowId) yield shownElsewhere(from)
      else yield orphan(from, row['data'], owner, noteRows)
    }
    noteUsedRowIds(database, 'Note', context)
  },
})

interface Surroundings {
  /** Note row -> body row, by the body's own column. */
  readonly bodyRows: ReadonlyMap<number, number>
  readonly stores: ReadonlyMap<number, StoredRow>
  readonly accounts: ReadonlyMap<number, StoredRow>
  readonly attachments: ReadonlyMap<number, readonly string[]>
}

function readSurroundings(database: EvidenceDatabase): Surroundings {
  const bodyRows = new Map<number, number>()
  for (const row of sideRows(database, { table: BODIES, columns: ['ZOWNER'] })) {
    const owner = numberOf(row['ZOWNER'])
    if (owner !== null && !bodyRows.has(owner)) bodyRows.set(owner, row.rowId)
  }
  const attachments = new Map<number, string[]>()
  for (const row of sideRows(database, { table: 'ZNOTEATTACHMENT', columns: ATTACHMENT_COLUMNS })) {
    const owner = numberOf(row['ZNOTE'])
    if (owner === null) continue
    const words = [textOf(row['ZFILENAME']), textOf(row['ZMIMETYPE'])].filter((part) => part !== null).join(', ')
    attachments.set(owner, [...(attachments.get(owner) ?? []), words === '' ? `row ${row.rowId}` : words])
  }
  return {
    bodyRows,
    stores: sideRowsById(database, { table: 'ZSTORE', columns: ['ZNAME', 'ZACCOUNT'] }),
    accounts: sideRowsById(database, { table: 'ZACCOUNT', columns: ['ZNAME'] }),
    attachments,
  }
}

/** Texts are long and each is wanted once: never all in memory. */
function textAt(database: EvidenceDatabase, rowId: number): SqlValue | undefined {
  for (const row of database.lookup<{ content: SqlValue }>(`SELECT ZCONTENT AS content FROM ${BODIES} WHERE rowid = ?`, rowId))
    return row.content
  return undefined
}

function noteRecord(row: StoredRow, content: SqlValue | undefined, { stores, accounts, attachments }: Surroundings): NoteRecord {
  const storeId = numberOf(row['ZSTORE'])
  const store = storeId === null ? undefined : stores.get(storeId)
  const text = readText(content)
  const deleted = flagOf(row['ZDELETEDFLAG'])
  const files = attachments.get(row.rowId)
  return noteOf(placeOf(NOTES, row), {
    title: textOf(row['ZTITLE']),
    body: text.body,
    folder: textOf(store?.['ZNAME']) ?? (storeId === null ? null : `list ${storeId}`),
    createdAt: stored(row['ZCREATIONDATE']),
    modifiedAt: stored(row['ZMODIFICATIONDATE']),
    state: deleted === true ? 'deleted-flagged' : 'live',
    facts: factsOf({
      account: textOf(accounts.get(numberOf(store?.['ZACCOUNT']) ?? -1)?.['ZNAME']),
      'marked deleted':
        deleted === true ? 'ZDELETEDFLAG, read by its name' : deleted === null ? codeInWords(row['ZDELETEDFLAG'], {}) : null,
      ...text.facts,
      beginning: text.body === null ? textOf(row['ZSUMMARY']) : null,
      author: textOf(row['ZAUTHOR']),
      attachments: files === undefined ? null : `${files.length} (${files.join('; ')})`,
      identifier: textOf(row['ZGUID']),
    }),
  })
}

/** A body that no note names. */
function textAlone(row: StoredRow, noteRows: ReadonlySet<number>): Emitted {
  return orphan(placeOf(BODIES, row), row['ZCONTENT'], numberOf(row['ZOWNER']), noteRows)
}

function orphan(from: RowRef, content: SqlValue | undefined, owner: number | null, noteRows: ReadonlySet<number>): Emitted {
  const text = readText(content)
  if (text.body === null) return { type: 'skipped', from, reason: 'the row has no text and belongs to no note' }
  const whose = owner === null ? 'none named' : `${owner}, which ${noteRows.has(owner) ? 'has another text' : 'is gone'}`
  return noteOf(from, {
    title: null,
    body: text.body,
    folder: null,
    createdAt: null,
    modifiedAt: null,
    facts: factsOf({ ...text.facts, 'note row': whose }),
  })
}

const shownElsewhere = (from: RowRef): Emitted => ({ type: 'skipped', from, reason: 'the text of a note, which is shown with the note' })

interface Text {
  readonly body: string | null
  readonly facts: Readonly<Record<string, string | null>>
}

/** The text for reading, and as it is stored where that says more. */
function readText(content: SqlValue | undefined): Text {
  const html = textOf(content)
  if (html === null) return { body: null, facts: { text: 'none stored' } }
  const body = htmlText(html)
  return { body, facts: { 'text as stored (HTML)': body === html ? null : html } }
}

interface NoteParts {
  readonly title: string | null
  readonly body: string | null
  readonly folder: string | null
  readonly createdAt: Instant | null
  readonly modifiedAt: Instant | null
  readonly state?: RecordState
  readonly facts: Facts | undefined
}

function noteOf(from: RowRef, { facts, state = 'live', ...parts }: NoteParts): NoteRecord {
  return { type: 'note', from, state, service: 'Notes', isLocked: false, ...parts, ...(facts === undefined ? {} : { facts }) }
}

const stored = (value: SqlValue | undefined): Instant | null => (textOf(value) === null ? null : instantOf(timeValueOf(value), 'cocoa-s'))
