/** Contacts of Burner on the iPhone, with further numbers and notes. */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { ContactIdentifier, Emitted, EvidenceDatabase } from '../../../model/index.ts'
import { burnerIdentity, CONTACT_KEYS } from './burnerPeople.ts'

export const CONTACT_COLUMNS = [...CONTACT_KEYS, 'ZVERIFIED', 'ZBLOCKED', 'ZMUTED']
export const PHONE_COLUMNS = ['ZCONTACT', 'ZPHONENUMBERLABEL', 'ZPHONENUMBER']

export function* contactRecords(database: EvidenceDatabase): Generator<Emitted> {
  const phones = new Map<number, ContactIdentifier[]>()
  for (const row of sideRows(database, { table: 'ZCONTACTPHONENUMBER', columns: PHONE_COLUMNS })) {
    const [contact, raw] = [numberOf(row['ZCONTACT']), textOf(row['ZPHONENUMBER'])]
    if (contact === null || raw === null) continue
    const one = { kind: 'phone', label: textOf(row['ZPHONENUMBERLABEL']), raw, identity: burnerIdentity(raw, null) } as const
    phones.set(contact, [...(phones.get(contact) ?? []), one])
  }
  const notes = new Map<number, string>()
  for (const row of sideRows(database, { table: 'ZCONTACTNOTE', columns: ['ZCONTACT', 'ZNOTEVALUE'] })) {
    const [contact, text] = [numberOf(row['ZCONTACT']), textOf(row['ZNOTEVALUE'])]
    if (contact !== null && text !== null) notes.set(contact, [notes.get(contact) ?? [], text].flat().join('\n'))
  }
  for (const row of evidenceRows(database, { table: 'ZCONTACT', columns: CONTACT_COLUMNS }))
    yield contactRecord(row, phones.get(row.rowId) ?? [], notes.get(row.rowId) ?? null)
}

function contactRecord(row: StoredRow, others: readonly ContactIdentifier[], note: string | null): Emitted {
  const from = placeOf('ZCONTACT', row)
  const [raw, name] = [textOf(row['ZPHONENUMBER']), textOf(row['ZNAME'])]
  if (raw === null && name === null) return { type: 'skipped', from, reason: 'the row has neither a number nor a name' }
  const named = (identifier: ContactIdentifier): ContactIdentifier =>
    identifier.identity === null ? identifier : { ...identifier, identity: { ...identifier.identity, name } }
  const first: ContactIdentifier[] = raw === null ? [] : [{ kind: 'phone', label: null, raw, identity: burnerIdentity(raw, name) }]
  const facts = factsOf({
    verified: flagOf(row['ZVERIFIED']) === true ? 'yes' : null,
    blocked: flagOf(row['ZBLOCKED']) === true ? 'yes' : null,
    muted: flagOf(row['ZMUTED']) === true ? 'yes' : null,
    'id of the contact': textOf(row['ZCONTACTID']) === raw ? null : textOf(row['ZCONTACTID']),
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers: [...first, ...others.filter((one) => one.raw !== raw).map(named)],
    store: 'Burner',
    note,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
