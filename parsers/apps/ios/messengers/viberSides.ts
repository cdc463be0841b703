/** What Viber on the iPhone keeps around its messages: the own account (settings), the copy of the address book, details of a message. */
import { jsonAt, jsonText } from '../../../formats/text/jsonStream.ts'
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import type { ContactIdentifier, Emitted, EvidenceDatabase, ParserContext } from '../../../model/index.ts'

export const BOOK_COLUMNS = ['ZMAINNAME', 'ZPREFIXNAME', 'ZSUFFIXNAME', 'ZCONTACTID']
export const BOOK_NUMBER_COLUMNS = ['ZCONTACT', 'ZPHONE', 'ZCANONIZEDPHONENUM']
const ATTACHMENTS = 'private/var/mobile/Containers/Data/Application/com.viber/Documents/Attachments'

/** From `Settings.data`, or from the same table in the store itself. Null where neither names a number. */
export function ownViberAccount(database: EvidenceDatabase, settings: EvidenceDatabase | null): OwnAccount | null {
  const values = new Map<string, StoredRow>()
  for (const source of [database, settings])
    if (source !== null)
      for (const row of sideRows(source, { table: 'Data', columns: ['key', 'value'] })) values.set(textOf(row['key']) ?? '', row)
  const value = (key: string): string | null => textOf(values.get(key)?.['value'])
  const raw = value('_myCanonizedPhoneNumber') ?? value('_myPhoneNumber')
  if (raw === null) return null
  const name = value('_myUserName')
  const registered = values.get('_registrationDate')?.['value']
  const facts = factsOf({
    'known by': 'settings of the app',
    'e-mail address': value('_currentEmail'),
    'user id': value('_uid'),
    registered: (numberOf(registered) ?? 0) > 0 ? unixTimeInWords(registered) : null,
    'last known position as stored': value('_wasabiLastKnownUserLocation'),
    'id of the phone': value('_savedDeviceId'),
  })
  return { service: 'Viber', identity: { scheme: 'address', raw, name, country: null }, name, facts: facts ?? {} }
}

/** One contact record per row of the copy of the address book: a card is no sign of a chat. */
export function* bookRecords(database: EvidenceDatabase): Generator<Emitted> {
  const numbers = new Map<number, StoredRow[]>()
  for (const row of sideRows(database, { table: 'ZABCONTACTNUMBER', columns: BOOK_NUMBER_COLUMNS })) {
    const contact = numberOf(row['ZCONTACT'])
    if (contact !== null) numbers.set(contact, [...(numbers.get(contact) ?? []), row])
  }
  for (const row of evidenceRows(database, { table: 'ZABCONTACT', columns: BOOK_COLUMNS }))
    yield bookRecord(row, numbers.get(row.rowId) ?? [])
}

function bookRecord(row: StoredRow, numbers: readonly StoredRow[]): Emitted {
  const from = placeOf('ZABCONTACT', row)
  const parts = ['ZPREFIXNAME', 'ZMAINNAME', 'ZSUFFIXNAME'].map((column) => textOf(row[column])?.trim() ?? '')
  const name = parts.filter((part) => part !== '').join(' ') || null
  const identifiers = numbers.flatMap((number): readonly ContactIdentifier[] => {
    const [shown, canonical] = [textOf(number['ZPHONE']), textOf(number['ZCANONIZEDPHONENUM'])]
    const raw = canonical ?? shown
    if (raw === null) return []
    return [{ kind: 'phone', label: null, raw: shown ?? raw, identity: { scheme: 'address', raw, name, country: null } }]
  })
  if (name === null && identifiers.length === 0) return { type: 'skipped', from, reason: 'the row has neither a name nor a number' }
  const facts = factsOf({ 'id of the contact': textOf(row['ZCONTACTID']) })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'Viber: copy of the address book',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Quoted message, forwarding and file, of the JSON that goes with a message; all of it as stored where it is none. */
export function metadataFacts(stored: StoredRow[string] | undefined): Record<string, string | null> {
  if (stored instanceof Uint8Array) return { metadata: `${stored.length} bytes` }
  const text = textOf(stored)
  let parsed: unknown = null
  try {
    parsed = text === null ? null : JSON.parse(text)
  } catch {
    return { metadata: text }
  }
  return {
    'answers (text)': jsonText(jsonAt(parsed, 'quote', 'text')),
    'answers (who wrote it)': jsonText(jsonAt(parsed, 'quote', 'name')),
    'forwarded from chat': jsonText(jsonAt(parsed, 'generalFwdInfo', 'orig_chat_id')),
    'name of the file at its sender': jsonText(jsonAt(parsed, 'fileInfo', 'FileName')),
    metadata: text,
  }
}

export function attachmentPath(name: string | null, context: ParserContext): string | null {
  if (name === null || name.includes('/')) return null
  const path = `${ATTACHMENTS}/${name}`
  return context.hasFile(path) ? path : null
}
