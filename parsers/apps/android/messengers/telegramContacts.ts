/**
 * People whom Telegram on Android knows, `cache4.db`: one contact record per row of users (an account record for the own one) and one per row of
 * user_contacts_v7, the address book as Telegram took it over, with the numbers of user_phones_v7.
 *
 * Meanings (artifacts 2.8): users.name is `display name;;;user name` in small letters, data the user in the form of the day, status the
 * Unix seconds when somebody was last there if it is positive. users lists everybody the app has met: a row is no sign of an exchange.
 */
import { namesOf, readTelegramBlob } from './telegramBlob.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, Emitted, EvidenceDatabase, IdentityRef } from '../../../model/index.ts'
import { nameInColumn, notDecoded } from './telegramPeople.ts'

const BOOK_COLUMNS = ['key', 'uid', 'fname', 'sname', 'imported']

export const androidTelegramContacts = defineSqliteParser({
  id: 'android-telegram-contacts',
  version: 1,
  app: 'Telegram',
  platform: 'android',
  store: 'Telegram people (cache4.db)',
  reads: ['**/org.telegram.messenger*/files/cache4.db', '**/org.telegram.messenger*/files/account*/cache4.db', '**/cache4.db'],
  yields: ['contact', 'account'],
  proof: 'source-verified',
  scheme: 'telegram',
  doesNotCover: [
    'pictures, about texts and blocks (user_settings)',
    'further user names, and details behind the number of a user',
    'groups and channels (shown as conversations)',
  ],
  requires: { users: ['uid', 'name', 'data'] },
  optional: { users: ['status'], user_contacts_v7: BOOK_COLUMNS, user_phones_v7: ['key', 'phone', 'deleted'] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'users', columns: ['name', 'data', 'status'], asText: ['uid'] }))
      yield userRecord(row)
    const phones = readPhones(database)
    const columns = BOOK_COLUMNS.filter((name) => name !== 'uid' && name !== 'key')
    for (const row of evidenceRows(database, { table: 'user_contacts_v7', columns, asText: ['uid', 'key'] })) yield bookRecord(row, phones)
  },
})

/** The service keeps numbers in international form without the plus sign. */
const phoneIdentity = (raw: string, name: string | null): IdentityRef => ({
  scheme: 'address',
  raw: /^\d{7,15}$/.test(raw) ? `+${raw}` : raw,
  name,
  country: null,
})

const telegramIdentity = (raw: string, name: string | null): IdentityRef => ({ scheme: 'telegram', raw, name, country: null })

function userRecord(row: StoredRow): Emitted {
  const from = placeOf('users', row)
  const [id, bytes] = [textOf(row['uid']), bytesOf(row['data'])]
  if (id === null) return { type: 'skipped', from, reason: 'the row has no number' }
  const { object: user, constructorId } = bytes === null ? { object: null, constructorId: null } : readTelegramBlob(bytes, 'User')
  const names = namesOf(user)
  const name = names.name ?? nameInColumn(row['name'])
  const userName = names.userName ?? (textOf(row['name'])?.split(';;;')[1] || null)
  const status = numberOf(row['status'])
  const facts = factsOf({
    'last seen': status !== null && status > 0 ? unixTimeInWords(row['status']) : null,
    'status as stored': status !== null && status <= 0 && status !== 0 ? String(status) : null,
    bot: user?.fields.get('bot') === true ? 'a program' : null,
    account: user?.fields.get('deleted') === true ? 'deleted at Telegram' : null,
    content: bytes !== null && user === null ? notDecoded(bytes.length, constructorId) : null,
  })
  if (user?.fields.get('self') === true) {
    const identity = telegramIdentity(id, name)
    const own = factsOf({ ...facts, 'telephone number': names.phone, 'user name': userName })
    return {
      type: 'account',
      from,
      state: 'live',
      service: 'Telegram',
      identity,
      name,
      isOwner: true,
      ...(own === undefined ? {} : { facts: own }),
    }
  }
  const identifiers: ContactIdentifier[] = [{ kind: 'instant-messaging', label: 'Telegram', raw: id, identity: telegramIdentity(id, name) }]
  if (userName !== null) identifiers.push({ kind: 'instant-messaging', label: 'Telegram user name', raw: userName, identity: null })
  if (names.phone !== null) identifiers.push({ kind: 'phone', label: null, raw: names.phone, identity: phoneIdentity(names.phone, name) })
  return contactOf(from, name, identifiers, 'Telegram: everybody the app has met', facts)
}

function contactOf(
  from: Emitted['from'],
  name: string | null,
  identifiers: readonly ContactIdentifier[],
  store: string,
  facts: Record<string, string> | undefined,
): Emitted {
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store,
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

interface BookPhone {
  readonly number: string
  readonly isDeleted: boolean
}

function readPhones(database: EvidenceDatabase): ReadonlyMap<string, readonly BookPhone[]> {
  const phones = new Map<string, BookPhone[]>()
  for (const row of sideRows(database, { table: 'user_phones_v7', columns: ['phone', 'deleted'], asText: ['key'] })) {
    const [key, number] = [textOf(row['key']), textOf(row['phone'])]
    if (key === null || number === null) continue
    const phone = { number, isDeleted: flagOf(row['deleted']) === true }
    const known = phones.get(key)
    if (known === undefined) phones.set(key, [phone])
    else known.push(phone)
  }
  return phones
}

function bookRecord(row: StoredRow, phones: ReadonlyMap<string, readonly BookPhone[]>): Emitted {
  const from = placeOf('user_contacts_v7', row)
  const [key, id] = [textOf(row['key']), textOf(row['uid'])]
  const joined = [textOf(row['fname']), textOf(row['sname'])].filter((part) => part !== null).join(' ')
  const name = joined === '' ? null : joined
  const numbers = key === null ? [] : (phones.get(key) ?? [])
  if (name === null && numbers.length === 0) return { type: 'skipped', from, reason: 'the row has neither a name nor a number' }
  const identifiers: ContactIdentifier[] = numbers.map(({ number, isDeleted }) => ({
    kind: 'phone',
    label: isDeleted ? 'deleted' : null,
    raw: number,
    identity: phoneIdentity(number, name),
  }))
  if (id !== null && /^[1-9]\d*$/.test(id))
    identifiers.push({ kind: 'instant-messaging', label: 'Telegram', raw: id, identity: telegramIdentity(id, name) })
  const facts = factsOf({ 'key of the address book': key, 'taken over': textOf(row['imported']) })
  return contactOf(from, name, identifiers, 'Telegram: address book of the phone', facts)
}
