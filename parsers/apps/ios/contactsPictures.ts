/**
 * Whether a card has a picture: `AddressBookImages.sqlitedb` beside the address book (schema seen on two public iOS images). The pictures
 * themselves are not read.
 */
import { numberOf } from '../../formats/storedValues.ts'
import type { EvidenceDatabase, SqlValue } from '../../model/index.ts'

/** Person ROWID -> `full size and thumbnail`, or what there is of it. Null where the pictures' database is not at hand. */
export function readPictures(images: EvidenceDatabase | null): ReadonlyMap<number, string> | null {
  if (images === null) return null
  const [full, thumbnails] = [personsIn(images, 'ABFullSizeImage'), personsIn(images, 'ABThumbnailImage')]
  const found = new Map<number, string>()
  for (const person of [...full, ...thumbnails]) {
    const parts = [full.has(person) ? 'full size' : null, thumbnails.has(person) ? 'thumbnail' : null]
    found.set(person, parts.filter((part) => part !== null).join(' and '))
  }
  return found
}

function personsIn(images: EvidenceDatabase, table: string): ReadonlySet<number> {
  const persons = new Set<number>()
  if (!images.has(table, 'record_id')) return persons
  const isEmpty = images.has(table, 'data') ? 'i.data IS NULL' : '0'
  const rows = images.lookup<{ person: SqlValue }>(`SELECT i.record_id AS person FROM ${table} i WHERE NOT (${isEmpty})`)
  for (const row of rows) {
    const person = numberOf(row.person)
    if (person !== null) persons.add(person)
  }
  return persons
}
