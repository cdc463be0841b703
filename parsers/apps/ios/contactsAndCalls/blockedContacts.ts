/**
 * Numbers and addresses that the owner blocked, `com.apple.cmfsyncagent.plist`: one contact per entry.
 *
 * A contact, because the list names somebody and has no time: it is neither an event nor an account of the owner's. The list is shared by
 * all devices of the account. Keys as iLEAPP reads them: type 0 has a telephone number and its country, type 1 an e-mail address.
 */
import { dictIn, numberIn, textIn } from '../../../formats/plist/plistReading.ts'
import { isPlistDict, parsePlist } from '../../../formats/plist/plist.ts'
import type { PlistValue } from '../../../formats/plist/plist.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const TABLE = 'blocked'

interface Item extends DocumentRow {
  readonly item: PlistValue
}

export const iosBlockedContacts = defineDocumentParser({
  id: 'ios-blocked-contacts',
  version: 1,
  app: 'Phone and Messages',
  platform: 'ios',
  store: 'Blocked numbers and addresses (cmfsyncagent.plist)',
  reads: ['**/com.apple.cmfsyncagent.plist'],
  yields: ['contact'],
  proof: 'source-verified',
  doesNotCover: ['when somebody was blocked (not stored)', 'lists that apps keep for themselves'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read(TABLE, items(document.bytes(MAX_BYTES)))) yield record(row)
  },
})

function* items(bytes: Uint8Array): Generator<Item> {
  const root = parsePlist(bytes)
  if (!isPlistDict(root)) throw new Error('the property list is not a dictionary')
  const list = dictIn(root, '__kCMFBlockListStoreTopLevelKey')?.['__kCMFBlockListStoreArrayKey']
  if (!Array.isArray(list)) return
  for (const [index, item] of list.entries()) yield { rowId: index + 1, item }
}

function record({ rowId, item }: Item): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  if (!isPlistDict(item)) return { type: 'skipped', from, reason: 'the entry is no blocked contact' }
  const type = numberIn(item, '__kCMFItemTypeKey')
  const phone = textIn(item, '__kCMFItemPhoneNumberUnformattedKey')
  const email = textIn(item, '__kCMFItemEmailUnformattedKey')
  const raw = phone ?? email
  if (raw === null)
    return { type: 'skipped', from, reason: `the entry names neither a number nor an address (type ${type ?? 'not stored'})` }
  const country = textIn(item, '__kCMFItemPhoneNumberCountryCodeKey')?.toUpperCase() ?? null
  const facts = factsOf({
    blocked: 'yes, by the owner of the account',
    'type as stored': type === 0 || type === 1 ? null : String(type ?? 'none'),
  })
  const identity = {
    scheme: 'address',
    raw,
    name: null,
    country: country !== null && /^[A-Z]{2}$/u.test(country) ? country : null,
  } as const
  return {
    type: 'contact',
    from,
    state: 'live',
    name: null,
    organisation: null,
    identifiers: [{ kind: phone === null ? 'email' : 'phone', label: 'blocked', raw, identity }],
    store: 'Blocked numbers and addresses',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
