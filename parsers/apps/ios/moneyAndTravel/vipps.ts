/**
 * Vipps on iOS, `Vipps.sqlite`: entries of the feed (ZFEEDDETAILMODEL) and contacts (ZCONTACTMODEL).
 *
 * As iLEAPP reads it: ZFEEDMODELKEY holds the other number after a hyphen; ZBLOB is a property list with a JSON text, of which `model` CHAT
 * carries the payment in `data`. The names of the members of `data` are not published, so all of them are shown as they are stored, and
 * neither amount nor direction is read out of them. No time is stored in a column that is known.
 */
import { archiveIn } from '../../../formats/plist/archivedColumn.ts'
import { isJsonObject, jsonAt, jsonText } from '../../../formats/text/jsonStream.ts'
import {
  addressIdentity,
  NO_CONTACT_FIELDS,
  NO_INTERACTION_FIELDS,
  NO_PAYMENT_FIELDS,
  withFacts,
} from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, Emitted } from '../../../model/index.ts'

const FEED = 'ZFEEDDETAILMODEL'
const FEED_DETAILS = ['ZMODELTYPE', 'ZSTATUS', 'ZVIPPSTRANSACTIONID']
const CONTACTS = 'ZCONTACTMODEL'
const CONTACT_DETAILS = ['ZRAWPHONENUMBERS', 'ZPHONENUMBERS', 'ZCONTACTSTOREIDENTIFIER']
/** The model that carries payments; others are entries without a published meaning. */
const PAYMENT = 'CHAT'
const NUMBER = /^\+?[\d ]{5,20}$/u

export const iosVipps = defineSqliteParser({
  id: 'ios-vipps',
  version: 1,
  app: 'Vipps',
  platform: 'ios',
  store: 'Payments and contacts of Vipps (Vipps.sqlite)',
  reads: ['**/Vipps.sqlite'],
  yields: ['payment', 'interaction', 'contact'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['amount, direction and time of a payment beyond what its members say', 'pictures of contacts'],
  requires: { [FEED]: ['ZFEEDMODELKEY', 'ZBLOB'] },
  optional: { [FEED]: FEED_DETAILS, [CONTACTS]: ['ZNAME', ...CONTACT_DETAILS] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: FEED, columns: ['ZFEEDMODELKEY', 'ZBLOB', ...FEED_DETAILS] })) yield feedEntry(row)
    for (const row of evidenceRows(database, { table: CONTACTS, columns: ['ZNAME', ...CONTACT_DETAILS] })) yield contact(row)
  },
})

function feedEntry(row: StoredRow): Emitted {
  const from = placeOf(FEED, row)
  const key = textOf(row['ZFEEDMODELKEY'])
  const number = key?.split('-')[1] ?? null
  const entry = entryIn(archiveIn(row['ZBLOB']))
  if (entry === null && key === null) return { type: 'skipped', from, reason: 'the entry holds nothing that can be read' }
  const [model, data] = [jsonText(jsonAt(entry, 'model')), jsonAt(entry, 'data')]
  const members = isJsonObject(data) ? Object.entries(data).map(([name, value]) => [`as stored: ${name}`, jsonText(value)] as const) : []
  const other = number !== null && NUMBER.test(number) ? addressIdentity(number, null) : null
  const facts = withFacts({
    'key of the entry': key,
    'model as stored': model,
    'kind as stored': textOf(row['ZMODELTYPE']),
    'state as stored': textOf(row['ZSTATUS']),
    ...Object.fromEntries(members),
    content: entry === null ? 'not read' : null,
  })
  const nativeId = textOf(row['ZVIPPSTRANSACTIONID'])
  if (model === PAYMENT)
    return { ...NO_PAYMENT_FIELDS, from, service: 'Vipps', nativeId, direction: 'unknown', counterparty: other, ...facts }
  const participants = other === null ? [] : [other]
  return { ...NO_INTERACTION_FIELDS, from, service: 'Vipps', mechanism: 'entry of the feed', participants, ...facts }
}

/** The first text of the list that is a JSON object. */
function entryIn(list: unknown): unknown {
  for (const value of typeof list === 'string' ? [list] : isJsonObject(list) ? Object.values(list) : []) {
    try {
      const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : null
      if (isJsonObject(parsed)) return parsed
    } catch {
      // Another text of the list.
    }
  }
  return null
}

function contact(row: StoredRow): Emitted {
  const from = placeOf(CONTACTS, row)
  const [name, stored] = [textOf(row['ZNAME']), textOf(row['ZRAWPHONENUMBERS']) ?? textOf(row['ZPHONENUMBERS'])]
  if (name === null && stored === null) return { type: 'skipped', from, reason: 'the row has neither a number nor a name' }
  const identifiers: ContactIdentifier[] = []
  if (stored !== null && NUMBER.test(stored))
    identifiers.push({ kind: 'phone', label: null, raw: stored, identity: addressIdentity(stored, name) })
  else if (stored !== null) identifiers.push({ kind: 'other', label: 'numbers as stored', raw: stored, identity: null })
  const facts = withFacts({ 'id in the address book': textOf(row['ZCONTACTSTOREIDENTIFIER']) })
  return { ...NO_CONTACT_FIELDS, from, name, identifiers, store: 'Vipps', ...facts }
}
