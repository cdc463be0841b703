/**
 * The address that a phone looked up for a picture's position, ZADDITIONALASSETATTRIBUTES.ZREVERSELOCATIONDATA: a keyed archive of
 * PLRevGeoLocationInfo with the address in one line, its parts (CNPostalAddress), the country and a mark that the phone takes the place
 * for the user's home. Class layouts as osxphotos and Apple's runtime headers give them. The archives are large, so each is read on demand.
 */
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { UnreadablePlist } from '../../../formats/plist/plistValue.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, Facts, SqlValue } from '../../../model/index.ts'

const TABLE = 'ZADDITIONALASSETATTRIBUTES'
export const ADDRESS_COLUMN = 'ZREVERSELOCATIONDATA'
/** From the narrowest to the widest. */
const PARTS = ['_street', '_subLocality', '_city', '_subAdministrativeArea', '_state', '_postalCode', '_country']

/** Facts about the place of the asset with these attributes. */
export type PlaceFacts = (attributes: StoredRow | undefined) => Facts | undefined

export function readPlaces(database: EvidenceDatabase): PlaceFacts {
  if (!database.has(TABLE, ADDRESS_COLUMN)) return () => undefined
  const sql = `SELECT t.${ADDRESS_COLUMN} AS archive FROM ${TABLE} t WHERE ${database.rowId(TABLE, 't')} = ?`
  return (attributes) => {
    if (attributes === undefined) return undefined
    for (const { archive } of database.lookup<{ archive: SqlValue }>(sql, attributes.rowId)) return factsOfPlace(bytesOf(archive))
    return undefined
  }
}

export function factsOfPlace(archive: Uint8Array | null): Facts | undefined {
  if (archive === null || archive.length === 0) return undefined
  const root = rootOf(archive)
  if (root === null) return { 'address looked up by the phone': 'stored, cannot be read' }
  const isHome = root['isHome']
  return factsOf({
    'address looked up by the phone': textOf(root['addressString']) ?? partsOf(root['postalAddress'] ?? null),
    'country of the position': textOf(root['countryCode']),
    "place marked as the user's home by the phone": isHome === true || isHome === 1 ? 'yes' : null,
  })
}

function rootOf(archive: Uint8Array): ArchivedObject | null {
  try {
    const root = unarchive(archive)
    return isArchivedObject(root) ? root : null
  } catch (error) {
    if (error instanceof UnreadablePlist) return null
    throw error
  }
}

const textOf = (value: ArchivedValue | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

function partsOf(address: ArchivedValue): string | null {
  if (!isArchivedObject(address)) return null
  const parts = PARTS.map((name) => textOf(address[name])).filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}
