/**
 * The account of Booking.com and the people it travels with: `KeyValueStorageAccountDomain` (older) and `AccountSettings`.
 *
 * Keys as iLEAPP reads them: `user_profile`, or `userDetailsResponse.userDetails` with `travellers`.
 */
import { archivedOrPlain, valueInstant, valueText } from '../../../formats/plist/archivedPlist.ts'
import { isJsonObject, jsonAt, jsonList } from '../../../formats/text/jsonStream.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, IdentityRef } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024

interface Person extends DocumentRow {
  readonly value: unknown
}

export const iosBookingAccount = defineDocumentParser({
  id: 'ios-booking-account',
  version: 1,
  app: 'Booking.com',
  platform: 'ios',
  store: 'Account of Booking.com and its travellers (AccountSettings)',
  reads: [
    '**/Application Support/AccountSettings',
    '**/Application Support/AccountSettings.plist',
    '**/KeyValueStorageAccountDomain',
    '**/KeyValueStorageAccountDomain.plist',
  ],
  yields: ['account', 'contact'],
  proof: 'source-verified',
  doesNotCover: ['cards of the account', 'tokens to sign in with'],
  *parse(document): Iterable<Emitted> {
    const root = archivedOrPlain(document.bytes(MAX_BYTES))
    const older = jsonAt(root, 'user_profile')
    const newer = jsonAt(root, 'userDetailsResponse', 'userDetails')
    const profiles = [...rows(older).map((row) => ({ ...row, rowId: 'user_profile' })), ...rows(newer)]
    for (const { rowId, value } of document.read('account', profiles)) {
      yield account(String(rowId), rowId === 'user_profile' ? olderProfile(value) : newerProfile(value))
    }
    const travellers = jsonList(jsonAt(newer, 'travellers')).map((value, index): Person => ({ rowId: index + 1, value }))
    for (const { rowId, value } of document.read('travellers', travellers)) yield traveller(String(rowId), value)
  },
})

const rows = (value: unknown): Person[] => (isJsonObject(value) ? [{ rowId: 'userDetails', value }] : [])

interface Profile {
  readonly name: string | null
  readonly emails: readonly string[]
  readonly phone: string | null
  readonly id: string | null
  readonly facts: Readonly<Record<string, string | null>>
}

const joined = (parts: readonly (string | null)[], between: string): string | null => {
  const kept = parts.filter((part) => part !== null)
  return kept.length === 0 ? null : kept.join(between)
}

function olderProfile(value: unknown): Profile {
  const text = (name: string): string | null => valueText(jsonAt(value, name))
  const stored = jsonAt(value, 'email_address')
  const emails = (Array.isArray(stored) ? jsonList(stored) : [stored]).map(valueText).filter((email) => email !== null)
  return {
    name: joined([text('first_name'), text('last_name')], ' '),
    emails,
    phone: text('telephone'),
    id: text('uid'),
    facts: {
      'user name': text('nickname'),
      born: text('date_of_birth') ?? valueInstant(jsonAt(value, 'date_of_birth')).asStored,
      address: joined([text('street'), text('zipcode'), text('city'), text('country')], ', '),
    },
  }
}

function newerProfile(value: unknown): Profile {
  const text = (...names: string[]): string | null => valueText(jsonAt(value, ...names))
  const address = ['street', 'zip', 'cityName', 'countryCode'].map((name) => text('contactDetails', 'address', name))
  const email = text('contactDetails', 'primaryEmail', 'address')
  return {
    name: joined([text('personalDetails', 'name', 'first'), text('personalDetails', 'name', 'last')], ' '),
    emails: email === null ? [] : [email],
    phone: text('contactDetails', 'primaryPhone', 'fullNumber'),
    id: null,
    facts: {
      'user name': text('personalDetails', 'displayName'),
      born: bornOf(jsonAt(value, 'personalDetails', 'dateOfBirth')),
      address: joined(address, ', '),
    },
  }
}

function account(rowId: string, { name, emails, phone, id, facts }: Profile): Emitted {
  const from = { table: 'account', rowId, ordinal: 0 }
  const [email] = emails
  const raw = email ?? phone ?? id
  if (raw === null || raw === undefined) return { type: 'skipped', from, reason: 'the profile names no address, number or id' }
  const scheme = raw === id ? 'other' : 'address'
  const identity: IdentityRef = { scheme, raw, name, country: null }
  const kept = factsOf({
    telephone: raw === phone ? null : phone,
    'further e-mail addresses': emails.length > 1 ? emails.slice(1).join(', ') : null,
    id: raw === id ? null : id,
    ...facts,
  })
  return {
    type: 'account',
    from,
    state: 'live',
    service: 'Booking.com',
    identity,
    name,
    isOwner: true,
    ...(kept === undefined ? {} : { facts: kept }),
  }
}

/** Named without a number or address: somebody whom the account books for. */
function traveller(rowId: string, value: unknown): Emitted {
  const from = { table: 'travellers', rowId, ordinal: 0 }
  const text = (...names: string[]): string | null => valueText(jsonAt(value, ...names))
  const name = joined([text('fullName', 'first'), text('fullName', 'last')], ' ')
  if (name === null) return { type: 'skipped', from, reason: 'the entry names nobody' }
  const born = bornOf(jsonAt(value, 'dateOfBirth'))
  const facts = factsOf({ gender: text('gender'), id: text('id') })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers: born === null ? [] : [{ kind: 'date', label: 'born', raw: born, identity: null }],
    store: 'People that the account of Booking.com travels with',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** `1990-05-00` where the day is not stored. */
function bornOf(date: unknown): string | null {
  const part = (name: string, length: number): string => (valueText(jsonAt(date, name)) ?? '0').padStart(length, '0')
  const year = part('year', 4)
  return /^0*$/u.test(year) ? null : `${year}-${part('month', 2)}-${part('day', 2)}`
}
