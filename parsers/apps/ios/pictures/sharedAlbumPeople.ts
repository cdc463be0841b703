/**
 * Who is behind the hashes of shared albums, `PhotoCloudSharingData/<account>/cloudSharedPersonInfos.plist`: one contact per person, with the
 * hash that Photos.sqlite uses and the addresses. Keys as iLEAPP reads them: emails (or email), firstName, lastName, fullName.
 */
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import { plistText, textIn } from '../../../formats/plist/plistReading.ts'
import type { PlistDict, PlistValue } from '../../../formats/plist/plist.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { ContactIdentifier, DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'people'

interface Person extends DocumentRow {
  readonly id: string
  readonly entry: PlistValue
}

export const iosSharedAlbumPeople = defineDocumentParser({
  id: 'ios-shared-album-people',
  version: 1,
  app: 'Photos',
  platform: 'ios',
  store: 'People of shared albums (cloudSharedPersonInfos.plist)',
  reads: ['**/PhotoCloudSharingData/**/cloudSharedPersonInfos.plist'],
  yields: ['contact'],
  proof: 'source-verified',
  doesNotCover: ['which albums somebody shares (Photos.sqlite has it)', 'lists of the albums themselves (Info.plist)'],
  *parse(document): Iterable<Emitted> {
    const root = parsePlist(document.bytes(MAX_BYTES))
    if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
    const people = Object.entries(root).map(([id, entry]): Person => ({ rowId: id, id, entry }))
    for (const person of document.read(TABLE, people)) yield contact(person)
  },
})

function contact({ id, entry }: Person): Emitted {
  const from = { table: TABLE, rowId: id, ordinal: 0 }
  if (!isPlistDict(entry)) return { type: 'skipped', from, reason: 'the entry is no person' }
  const parts = [textIn(entry, 'firstName'), textIn(entry, 'lastName')].filter((part) => part !== null)
  const name = textIn(entry, 'fullName') ?? (parts.length === 0 ? null : parts.join(' '))
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers: [
      {
        kind: 'other',
        label: 'id in shared albums',
        raw: id,
        identity: { scheme: 'apple', raw: id, name, country: null },
      },
      ...addressesOf(entry).map((raw): ContactIdentifier => {
        return { kind: 'email', label: null, raw, identity: { scheme: 'address', raw, name, country: null } }
      }),
    ],
    store: 'shared albums of Photos',
    note: null,
    createdAt: null,
    modifiedAt: null,
  }
}

/** `emails` holds several; older lists have one under `email`. */
function addressesOf(entry: PlistDict): readonly string[] {
  const several = entry['emails']
  const listed = Array.isArray(several) ? several.map((value) => (typeof value === 'string' ? plistText(value) : null)) : []
  const found = listed.filter((text) => text !== null)
  const single = textIn(entry, 'email')
  return [...new Set(found.length > 0 || single === null ? found : [single])]
}
