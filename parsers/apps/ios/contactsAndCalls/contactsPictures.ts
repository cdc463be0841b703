/**
 * Pictures of contacts, `AddressBookImages.sqlitedb` beside the address book (schema seen on two public iOS images): which card has one, of what
 * kind and size. The pictures themselves stay in the database and are shown from there.
 *
 * A picture whose card is not there is a trace of a contact that may have been removed: a contact of its own, without a name and marked as inferred.
 */
import { mediaTypeOf } from '../../../formats/pictures/imageType.ts'
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, SqlValue } from '../../../model/index.ts'

const FULL = 'ABFullSizeImage'
const THUMBNAIL = 'ABThumbnailImage'
const COLUMNS: Readonly<Record<string, readonly string[]>> = { [FULL]: ['record_id', 'data'], [THUMBNAIL]: ['record_id', 'format', 'data'] }
/** The picture of a card by its number, the full one before the largest small one. */
export const CARD_PICTURES: readonly string[] = [
  `SELECT data FROM ${FULL} WHERE record_id = ? ORDER BY length(data) DESC LIMIT 1`,
  `SELECT data FROM ${THUMBNAIL} WHERE record_id = ? ORDER BY length(data) DESC LIMIT 1`,
]
/** What tells the kind of a picture. */
const HEAD_BYTES = 32

/** Person ROWID -> `full size (image/jpeg, 34,567 bytes) and thumbnail (...)`. Null where the pictures' database is not at hand. */
export function readPictures(images: EvidenceDatabase | null): ReadonlyMap<number, string> | null {
  if (images === null) return null
  const found = new Map<number, string[]>()
  for (const [table, words] of [
    [FULL, 'full size'],
    [THUMBNAIL, 'thumbnail'],
  ] as const) {
    for (const { person, head, size } of picturesIn(images, table)) {
      if (person === null || size === 0) continue
      const parts = found.get(person) ?? []
      // Several thumbnails of a card differ in size alone: the first speaks for them.
      if (!parts.some((part) => part.startsWith(words))) parts.push(`${words} (${kindOf(head)}, ${size} bytes)`)
      found.set(person, parts)
    }
  }
  return new Map([...found].map(([person, parts]) => [person, parts.join(' and ')]))
}

interface Picture {
  readonly person: number | null
  readonly head: Uint8Array | null
  readonly size: number
}

function* picturesIn(images: EvidenceDatabase, table: string): Generator<Picture> {
  if (!images.has(table, 'record_id')) return
  const data = images.column(table, 'data', 'i')
  const sql = `SELECT i.record_id AS person, substr(${data}, 1, ${HEAD_BYTES}) AS head, length(${data}) AS size FROM ${table} i ORDER BY i.rowid`
  for (const row of images.lookup<{ person: SqlValue; head: SqlValue; size: SqlValue }>(sql))
    yield { person: numberOf(row.person), head: bytesOf(row.head), size: numberOf(row.size) ?? 0 }
}

const kindOf = (head: Uint8Array | null): string => (head === null ? null : mediaTypeOf(head)?.mime) ?? 'kind not known'

export const iosContactPictures = defineSqliteParser({
  id: 'ios-contact-pictures',
  version: 1,
  app: 'Contacts',
  platform: 'ios',
  store: 'Pictures of contacts (AddressBookImages.sqlitedb)',
  reads: ['**/AddressBookImages.sqlitedb'],
  yields: ['contact'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'the pictures themselves in the gallery and in exports: they are shown with the card, from the extraction',
    'posters and backgrounds of newer systems',
  ],
  requires: { [THUMBNAIL]: ['record_id'] },
  optional: { [THUMBNAIL]: ['format', 'data'], [FULL]: ['record_id', 'data'] },
  companions: { cards: ['AddressBook.sqlitedb'] },
  pictures: [FULL, THUMBNAIL].map((table) => ({ table, sql: `SELECT data FROM ${table} WHERE rowid = ?` })),
  *parse(database, context) {
    const cards = cardsIn(context.companion('cards'))
    for (const [table, columns] of Object.entries(COLUMNS)) {
      if (!database.has(table)) continue
      const sql = `SELECT i.rowid AS rowId, ${columns
        .map((name) => {
          const column = database.column(table, name, 'i')
          return name === 'data' ? `substr(${column}, 1, ${HEAD_BYTES}) AS head, length(${column}) AS size` : `${column} AS "${name}"`
        })
        .join(', ')} FROM ${table} i ORDER BY i.rowid`
      for (const row of database.read<PictureRow>(table, sql)) yield emitted(table, row, cards)
    }
  },
})

type PictureRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

function cardsIn(book: EvidenceDatabase | null): ReadonlySet<number> | null {
  if (book === null || !book.has('ABPerson')) return null
  return new Set([...book.lookup<{ id: number }>('SELECT p.rowid AS id FROM ABPerson p')].map(({ id }) => id))
}

function emitted(table: string, row: PictureRow, cards: ReadonlySet<number> | null): Emitted {
  const from = placeOf(table, row)
  const card = numberOf(row['record_id'])
  if (card === null) return { type: 'skipped', from, reason: 'the row names no card' }
  if (cards === null) return { type: 'skipped', from, reason: 'the picture of a card; the address book is not at hand' }
  if (cards.has(card)) return { type: 'skipped', from, reason: 'the picture of a card, which is named with the card' }
  const size = numberOf(row['size']) ?? 0
  const facts = factsOf({
    'what it is': `the picture of card ${card}, which is not in the address book: a trace of a contact that may have been removed`,
    picture: size === 0 ? 'none stored' : `${kindOf(bytesOf(row['head']))}, ${size} bytes`,
    size: table === FULL ? 'full size' : 'thumbnail',
    'format as stored': textOf(row['format']),
  })
  return {
    type: 'contact',
    from,
    state: 'inferred',
    name: null,
    organisation: null,
    identifiers: [],
    store: null,
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
