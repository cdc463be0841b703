/**
 * Calculator Lock, a calculator that hides pictures, files, notes and contacts behind a code (`note_contact.db`).
 *
 * Tables and columns as ALEAPP reads them (version 1.94). Dates are days as text, day first; for notes that was checked in the app's code and
 * against a phone whose use is documented, for the other tables it was not, so their dates are shown as stored. Hidden pictures lie
 * unencrypted below `Pictures/.Calculator_Lock`, matched by name. The app's code is never read.
 */
import { androidUserOf, firstPresent, sharedStorageNames } from '../../../formats/paths/androidPath.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { ContactIdentifier, Emitted, EvidenceDatabase, Facts, Instant, ParserContext, RowRef, SqlValue } from '../../../model/index.ts'

const APP = 'Calculator Lock'
const NOTES = ['note_title', 'note_data', 'note_date']
const CONTACTS = ['contact_name', 'contact_number']
const HIDDEN = ['hide_name', 'hide_path']
const LISTED = ['file_title', 'file_path', 'file_org_path', 'file_extend', 'file_date']
const REMOVED = ['delete_name', 'delete_date']
const HISTORY = ['history_name', 'history_url', 'history_date']
/** Where the app's code puts hidden files. */
const FOLDERS = ['Photos', 'Videos', 'Files', 'Recycle_bin']

export const androidCalculatorLock = defineSqliteParser({
  id: 'android-calculator-lock',
  version: 1,
  app: APP,
  platform: 'android',
  store: 'Hidden contacts, notes and files of Calculator Lock (note_contact.db)',
  reads: ['**/com.calculator.lock.hide.photo.video/databases/note_contact.db', '**/note_contact.db'],
  yields: ['contact', 'note', 'media', 'device-event', 'web'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'hidden files that no row names (they lie in Pictures/.Calculator_Lock)',
    'when a file was hidden or a contact entered (not stored); calculations (HISTORY.DB), settings and the code of the app',
  ],
  requires: { Hide: HIDDEN, Note: NOTES, Contact: CONTACTS },
  optional: { File: LISTED, Delete_Data: REMOVED, History: HISTORY },
  *parse(database, context) {
    yield* contacts(database)
    yield* notes(database)
    for (const row of evidenceRows(database, { table: 'Hide', columns: HIDDEN })) yield hiddenPicture(row, context)
    yield* lists(database)
  },
})

function* contacts(database: EvidenceDatabase): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'Contact', columns: CONTACTS })) {
    const [from, name, number] = [placeOf('Contact', row), textOf(row['contact_name']), textOf(row['contact_number'])]
    if (name === null && number === null) {
      yield { type: 'skipped', from, reason: 'the row has neither a number nor a name' }
      continue
    }
    yield {
      type: 'contact',
      from,
      state: 'live',
      name,
      organisation: null,
      identifiers: number === null ? [] : [phoneOf(number, name)],
      store: `${APP} (hidden)`,
      note: null,
      createdAt: null,
      modifiedAt: null,
    }
  }
}

const phoneOf = (raw: string, name: string | null): ContactIdentifier => ({
  kind: 'phone',
  label: null,
  raw,
  identity: { scheme: 'address', raw, name, country: null },
})

function* notes(database: EvidenceDatabase): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'Note', columns: NOTES })) {
    const stored = textOf(row['note_date'])
    const [, day, month, year] = /^(\d{2})-(\d{2})-(\d{4})$/.exec(stored ?? '') ?? []
    const facts = factsOf({ 'last changed on (day only, on the phone)': year === undefined ? null : `${year}-${month ?? ''}-${day ?? ''}` })
    yield {
      type: 'note',
      from: placeOf('Note', row),
      state: 'live',
      service: APP,
      title: textOf(row['note_title']),
      body: textOf(row['note_data']),
      folder: null,
      isLocked: false,
      createdAt: null,
      modifiedAt: stored === null ? null : dayAsStored(stored),
      ...(facts === undefined ? {} : { facts }),
    }
  }
}

const dayAsStored = (stored: SqlValue | undefined): Instant => ({ ...NO_INSTANT, asStored: textOf(stored) })

/** The row has neither time nor kind; the file is looked for by its name in the folders of the same user's storage. */
function hiddenPicture(row: StoredRow, context: ParserContext): Emitted {
  const name = textOf(row['hide_name'])
  const path = name === null || name.includes('/') ? null : storedPath(name, context)
  const facts = factsOf({
    'name in the vault': name,
    'path that the row records': textOf(row['hide_path']),
    file: path === null ? 'no file of this name in the folders of the app in this source' : 'matched by its name',
  })
  return {
    type: 'media',
    from: placeOf('Hide', row),
    state: 'live',
    path: path ?? '',
    mime: null,
    sizeBytes: null,
    takenAt: NO_INSTANT,
    latitude: null,
    longitude: null,
    accuracyMetres: null,
    gpsAt: null,
    origin: 'unknown',
    widthPixels: null,
    heightPixels: null,
    camera: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function storedPath(name: string, context: ParserContext): string | null {
  const user = androidUserOf(context.path)
  const names = FOLDERS.flatMap((folder) => sharedStorageNames(`Pictures/.Calculator_Lock/${folder}/${name}`, user))
  const path = firstPresent(names, context)
  return path !== null && context.hasFile(path) ? path : null
}

function* lists(database: EvidenceDatabase): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'File', columns: LISTED })) {
    const facts = factsOf({
      path: textOf(row['file_path']),
      'path before, by the name of its column': textOf(row['file_org_path']),
      type: textOf(row['file_extend']),
      'day (as stored)': textOf(row['file_date']),
    })
    const detail = `a file in the list of ${APP}: ${textOf(row['file_title']) ?? 'its name is not stored'}`
    yield event(placeOf('File', row), detail, { at: dayAsStored(row['file_date']), facts })
  }
  for (const row of evidenceRows(database, { table: 'Delete_Data', columns: REMOVED })) {
    const detail = `an entry in the list of removed files of ${APP}: ${textOf(row['delete_name']) ?? 'its name is not stored'}`
    const facts = factsOf({ 'day (as stored)': textOf(row['delete_date']) })
    yield event(placeOf('Delete_Data', row), detail, { at: dayAsStored(row['delete_date']), facts })
  }
  for (const row of evidenceRows(database, { table: 'History', columns: HISTORY })) {
    const facts = factsOf({ 'day (as stored)': textOf(row['history_date']) })
    yield {
      type: 'web',
      from: placeOf('History', row),
      state: 'live',
      webKind: 'visit',
      service: `Browser inside ${APP}`,
      url: textOf(row['history_url']),
      title: textOf(row['history_name']),
      at: dayAsStored(row['history_date']),
      ...(facts === undefined ? {} : { facts }),
    }
  }
}

function event(from: RowRef, detail: string, { at, facts }: { readonly at: Instant; readonly facts: Facts | undefined }): Emitted {
  const more = facts === undefined ? {} : { facts }
  return { type: 'device-event', from, state: 'live', activity: 'other', detail, at, endAt: null, ...more }
}
