/**
 * People and chats of Signal on the iPhone. People are identified by account id (in capital letters here, in small ones on Android) where it
 * is known, otherwise by telephone number. Names lie in two tables: what the address book says (SignalAccount), what people chose (UserProfile).
 */
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject } from '../../../formats/plist/keyedArchive.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue, ThreadRef } from '../../../model/index.ts'

export const THREAD_COLUMNS = ['uniqueId', 'contactPhoneNumber', 'contactUUID', 'groupModel', 'recordType', 'name', 'isArchived']
export const RECIPIENT_COLUMNS = ['recipientPhoneNumber', 'recipientUUID', 'pni', 'unregisteredAtTimestamp']
export const PROFILE_COLUMNS = ['recipientPhoneNumber', 'recipientUUID', 'profileName', 'familyName', 'bio', 'uniqueId']
export const ACCOUNT_COLUMNS = ['recipientPhoneNumber', 'recipientUUID', 'fullName', 'givenName', 'familyName', 'nickname']
export const GROUP_MEMBER_COLUMNS = ['groupThreadId', 'phoneNumber', 'uuidString']
export const KEY_VALUE_COLUMNS = ['KEY', 'collection', 'VALUE']

/** The own profile stands under this in place of a telephone number. */
const OWN_PROFILE = 'kLocalProfileUniqueId'
const OWN_COLLECTION = 'TSStorageUserAccountCollection'
/** Setting -> what it names. */
export const OWN_SETTINGS: Readonly<Record<string, 'number' | 'account id (ACI)' | 'number id (PNI)'>> = {
  TSStorageRegisteredNumberKey: 'number',
  TSStorageRegisteredUUIDKey: 'account id (ACI)',
  TSAccountManager_RegisteredPNIKey: 'number id (PNI)',
}
const PRIVATE_STORY = 72

export interface SignalPeople {
  /** The identity of an account id, a telephone number, or both; null for neither. */
  identityOf(accountId: string | null, phone: string | null): IdentityRef | null
  nameOf(accountId: string | null, phone: string | null): string | null
  threadOf(uniqueId: string | null): ThreadRef | null
  threadByRow(rowId: SqlValue | undefined): ThreadRef | null
  readonly owner: { readonly accountId: string | null; readonly phone: string | null; readonly identity: IdentityRef | null }
}

/** What a setting of the account holds, or null for other settings. */
export function ownSetting(row: StoredRow): { readonly what: string; readonly value: string } | null {
  const key = textOf(row['KEY']) ?? ''
  if (textOf(row['collection']) !== OWN_COLLECTION || !Object.hasOwn(OWN_SETTINGS, key)) return null
  const value = archivedText(row['VALUE'])
  return value === null ? null : { what: OWN_SETTINGS[key] ?? '', value }
}

function archivedText(stored: SqlValue | undefined): string | null {
  const bytes = bytesOf(stored)
  if (bytes === null || Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== 'bplist') return textOf(stored)
  try {
    const value = unarchive(bytes)
    return typeof value === 'string' && value !== '' ? value : null
  } catch {
    return null
  }
}

/** The object of a keyed archive, or null for bytes that are none. */
export function archivedObject(stored: SqlValue | undefined): ArchivedObject | null {
  const bytes = bytesOf(stored)
  if (bytes === null) return null
  try {
    const value = unarchive(bytes)
    return isArchivedObject(value) ? value : null
  } catch {
    return null
  }
}

const keyOf = (accountId: string | null, phone: string | null): string => accountId?.toLowerCase() ?? phone ?? ''

export function readPeople(database: EvidenceDatabase): SignalPeople {
  const names = readNames(database)
  const identities = new Map<string, IdentityRef>()
  const nameOf = (accountId: string | null, phone: string | null): string | null =>
    names.get(accountId?.toLowerCase() ?? '') ?? names.get(phone ?? '') ?? null
  const identityOf = (accountId: string | null, phone: string | null): IdentityRef | null => {
    const key = keyOf(accountId, phone)
    if (key === '') return null
    let identity = identities.get(key)
    if (identity === undefined) {
      const raw = accountId ?? phone ?? ''
      identity = { scheme: accountId === null ? 'address' : 'signal', raw, name: nameOf(accountId, phone), country: null }
      identities.set(key, identity)
    }
    return identity
  }
  const owner = readOwner(database)
  const { byId, byRow } = readThreads(database, identityOf, keyOf(owner.accountId, owner.phone))
  return {
    identityOf,
    nameOf,
    threadOf: (uniqueId) => (uniqueId === null ? null : (byId.get(uniqueId) ?? null)),
    threadByRow: (rowId) => byRow.get(numberOf(rowId) ?? -1) ?? null,
    owner: { ...owner, identity: identityOf(owner.accountId, owner.phone) },
  }
}

function readOwner(database: EvidenceDatabase): { accountId: string | null; phone: string | null } {
  const found = new Map<string, string>()
  for (const row of sideRows(database, { table: 'keyvalue', columns: KEY_VALUE_COLUMNS })) {
    const setting = ownSetting(row)
    if (setting !== null) found.set(setting.what, setting.value)
  }
  return { accountId: found.get('account id (ACI)') ?? null, phone: found.get('number') ?? null }
}

/** Account id (small letters) or number -> name; the address book goes before the chosen name. */
function readNames(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const add = (row: StoredRow, name: string | null): void => {
    if (name === null) return
    for (const key of [textOf(row['recipientUUID'])?.toLowerCase(), textOf(row['recipientPhoneNumber'])])
      if (key !== undefined && key !== null && key !== OWN_PROFILE && !names.has(key)) names.set(key, name)
  }
  const joined = (...parts: (string | null)[]): string | null => {
    const text = parts.filter((part) => part !== null).join(' ')
    return text === '' ? null : text
  }
  for (const row of sideRows(database, { table: 'model_SignalAccount', columns: ACCOUNT_COLUMNS }))
    add(row, textOf(row['nickname']) ?? textOf(row['fullName']) ?? joined(textOf(row['givenName']), textOf(row['familyName'])))
  for (const row of sideRows(database, { table: 'model_OWSUserProfile', columns: PROFILE_COLUMNS }))
    add(row, joined(textOf(row['profileName']), textOf(row['familyName'])))
  return names
}

function readThreads(database: EvidenceDatabase, identityOf: SignalPeople['identityOf'], own: string) {
  const members = new Map<string, IdentityRef[]>()
  for (const row of sideRows(database, { table: 'model_TSGroupMember', columns: GROUP_MEMBER_COLUMNS })) {
    const [thread, accountId, phone] = [textOf(row['groupThreadId']), textOf(row['uuidString']), textOf(row['phoneNumber'])]
    const identity = identityOf(accountId, phone)
    if (thread === null || identity === null || keyOf(accountId, phone) === own) continue
    const known = members.get(thread)
    if (known === undefined) members.set(thread, [identity])
    else if (!known.includes(identity)) known.push(identity)
  }
  const [byId, byRow] = [new Map<string, ThreadRef>(), new Map<number, ThreadRef>()]
  for (const row of sideRows(database, { table: 'model_TSThread', columns: THREAD_COLUMNS })) {
    const key = textOf(row['uniqueId']) ?? `row ${row.rowId}`
    const partner = identityOf(textOf(row['contactUUID']), textOf(row['contactPhoneNumber']))
    const group = archivedObject(row['groupModel'])
    const title = [group?.['groupName'], group?.['name']].find((name) => typeof name === 'string' && name !== '')
    const isGroup = bytesOf(row['groupModel']) !== null
    const isStory = numberOf(row['recordType']) === PRIVATE_STORY
    const thread: ThreadRef = {
      key,
      title: (typeof title === 'string' ? title : null) ?? textOf(row['name']) ?? partner?.name ?? null,
      kind: isGroup ? 'group' : partner !== null ? 'direct' : isStory ? 'broadcast' : 'unknown',
      participants: partner === null ? (members.get(key) ?? []) : [partner],
    }
    byId.set(key, thread)
    byRow.set(row.rowId, thread)
  }
  return { byId, byRow }
}
