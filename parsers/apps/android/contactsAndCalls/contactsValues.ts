/**
 * Rows of `data` in contacts2.db: what each mimetype holds. Columns data1 to data15 mean something else for each (Android's public
 * ContactsContract API; artifacts 2.4 for the rows of apps). A mimetype that is not known is kept as `other` with its name.
 */
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { ContactIdentifier, ContactIdentifierKind, IdentifierScheme } from '../../../model/index.ts'
import { numberInWords } from './contactsLinks.ts'
import type { AppPair } from './contactsLinks.ts'

export const DATA_COLUMNS = [
  'data1',
  'data2',
  'data3',
  'data4',
  'data5',
  'data6',
  'data7',
  'data8',
  'data9',
  'data10',
  'data11',
  'data12',
  'data13',
  'data14',
]

/** What one card says, while its rows are read. */
export interface CardValues {
  readonly identifiers: ContactIdentifier[]
  readonly facts: Record<string, string>
  readonly groupIds: number[]
  readonly notes: string[]
  /** Ids and numbers that rows of apps name together. */
  readonly pairs: AppPair[]
  structuredName: string | null
  organisation: string | null
  empty: number
}

export const emptyCard = (): CardValues => ({
  identifiers: [],
  facts: {},
  groupIds: [],
  notes: [],
  pairs: [],
  structuredName: null,
  organisation: null,
  empty: 0,
})

type Labels = Readonly<Record<number, string>>
const PLACES: Labels = { 1: 'home', 2: 'work', 3: 'other', 4: 'mobile' }
const PHONES: Labels = {
  1: 'home',
  2: 'mobile',
  3: 'work',
  4: 'fax work',
  5: 'fax home',
  6: 'pager',
  7: 'other',
  8: 'callback',
  9: 'car',
  10: 'company main',
  11: 'ISDN',
  12: 'main',
  13: 'other fax',
  14: 'radio',
  15: 'telex',
  16: 'TTY',
  17: 'work mobile',
  18: 'work pager',
  19: 'assistant',
  20: 'MMS',
}
const RELATIONS: Labels = {
  1: 'assistant',
  2: 'brother',
  3: 'child',
  4: 'domestic partner',
  5: 'father',
  6: 'friend',
  7: 'manager',
  8: 'mother',
  9: 'parent',
  10: 'partner',
  11: 'referred by',
  12: 'relative',
  13: 'sister',
  14: 'spouse',
}
const EVENTS: Labels = { 1: 'anniversary', 2: 'other', 3: 'birthday' }
const WEBSITES: Labels = { 1: 'homepage', 2: 'blog', 3: 'profile', 4: 'home', 5: 'work', 6: 'FTP', 7: 'other' }
const IM_SERVICES: Labels = {
  0: 'AIM',
  1: 'MSN',
  2: 'Yahoo',
  3: 'Skype',
  4: 'QQ',
  5: 'Google Talk',
  6: 'ICQ',
  7: 'Jabber',
  8: 'NetMeeting',
}

interface Plain {
  readonly kind: ContactIdentifierKind
  readonly labels: Labels
  readonly scheme: IdentifierScheme | null
}
const PLAIN: Readonly<Record<string, Plain>> = {
  phone_v2: { kind: 'phone', labels: PHONES, scheme: 'address' },
  phone: { kind: 'phone', labels: PHONES, scheme: 'address' },
  email_v2: { kind: 'email', labels: PLACES, scheme: 'address' },
  email: { kind: 'email', labels: PLACES, scheme: 'address' },
  'postal-address_v2': { kind: 'postal-address', labels: PLACES, scheme: null },
  'postal-address': { kind: 'postal-address', labels: PLACES, scheme: null },
  website: { kind: 'url', labels: WEBSITES, scheme: null },
  relation: { kind: 'related-name', labels: RELATIONS, scheme: null },
  contact_event: { kind: 'date', labels: EVENTS, scheme: null },
  sip_address: { kind: 'other', labels: PLACES, scheme: null },
}

/** Rows that apps add: whose id data1 is. Calls and profile of one app name the same id. */
interface AppRow {
  readonly mimetype: RegExp
  readonly app: string
  readonly scheme: IdentifierScheme
}
const APP_ROWS: readonly AppRow[] = [
  { mimetype: /^vnd\.com\.whatsapp\.(?!w4b)/, app: 'WhatsApp', scheme: 'whatsapp' },
  { mimetype: /^vnd\.com\.whatsapp\.w4b\./, app: 'WhatsApp Business', scheme: 'whatsapp' },
  { mimetype: /^vnd\.org\.telegram\./, app: 'Telegram', scheme: 'telegram' },
  // Data1 of these is the telephone number under which the contact is registered.
  { mimetype: /^vnd\.org\.thoughtcrime\.securesms\./, app: 'Signal', scheme: 'address' },
  { mimetype: /^vnd\.com\.viber\.voip\./, app: 'Viber', scheme: 'address' },
  { mimetype: /^com\.google\.android\.apps\.tachyon\./, app: 'Google Meet', scheme: 'address' },
  { mimetype: /^vnd\.ch\.threema\./, app: 'Threema', scheme: 'other' },
]

/** Takes one row into its card. `mimetype` in full or without `vnd.android.cursor.item/`; null when it is not known. */
export function addValue(card: CardValues, mimetype: string | null, row: StoredRow, name: string | null): void {
  const type = (mimetype ?? 'unknown').replace(/^vnd\.android\.cursor\.item\//, '')
  const value = textOf(row['data1'])
  const plain = PLAIN[type]
  if (type === 'name') return addName(card, row)
  if (type === 'organization') return addOrganisation(card, row)
  if (type === 'group_membership') return addGroup(card, row)
  if (type === 'photo')
    return put(card, 'picture', textOf(row['data14']) === null ? 'stored' : `stored, file ${textOf(row['data14']) ?? ''}`)
  if (value === null && plain === undefined) return addUnknown(card, type, row)
  if (value === null) return void card.empty++
  if (type === 'note') return void card.notes.push(value)
  if (type === 'nickname') return put(card, 'nickname', value)
  if (type === 'im') return addMessenger(card, value, row, name)
  if (plain !== undefined) return addPlain(card, plain, value, row, name)
  const app = APP_ROWS.find((one) => one.mimetype.test(type))
  if (app !== undefined) addAppRow(card, app, type, value, row, name)
  else addUnknown(card, type, row)
}

function put(card: CardValues, key: string, value: string | null): void {
  if (value === null) return
  const known = card.facts[key]
  card.facts[key] = known === undefined || known === value ? value : `${known}; ${value}`
}

function addName(card: CardValues, row: StoredRow): void {
  card.structuredName ??= textOf(row['data1']) ?? partsOf(row, ['data4', 'data2', 'data5', 'data3', 'data6'])
  put(card, 'name prefix', textOf(row['data4']))
  put(card, 'name suffix', textOf(row['data6']))
  put(card, 'phonetic name', partsOf(row, ['data7', 'data8', 'data9']))
}

function partsOf(row: StoredRow, columns: readonly string[]): string | null {
  const parts = columns.map((column) => textOf(row[column])).filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(' ')
}

function addOrganisation(card: CardValues, row: StoredRow): void {
  const company = textOf(row['data1'])
  if (card.organisation === null) card.organisation = company
  else put(card, 'further organisation', company)
  put(card, 'job title', textOf(row['data4']))
  put(card, 'department', textOf(row['data5']))
}

function addGroup(card: CardValues, row: StoredRow): void {
  const id = numberOf(row['data1'])
  if (id === null) card.empty++
  else card.groupIds.push(id)
}

/** Type 0 (or -1 for messengers) is the user's own label, in data3. */
function labelOf(row: StoredRow, labels: Labels): string | null {
  const type = numberOf(row['data2'])
  const own = textOf(row['data3'])
  if (type === null || type === 0) return own
  return labels[type] ?? `unknown (${type})`
}

function addPlain(card: CardValues, { kind, labels, scheme }: Plain, raw: string, row: StoredRow, name: string | null): void {
  const identity = scheme === null ? null : ({ scheme, raw, name, country: null } as const)
  const label = labelOf(row, labels)
  card.identifiers.push({ kind, label, raw, identity })
  if (kind === 'email') put(card, 'name of the e-mail address', textOf(row['data4']))
}

function addMessenger(card: CardValues, raw: string, row: StoredRow, name: string | null): void {
  const protocol = numberOf(row['data5'])
  const service = protocol === null || protocol === -1 ? textOf(row['data6']) : (IM_SERVICES[protocol] ?? `unknown (${protocol})`)
  card.identifiers.push({
    kind: 'instant-messaging',
    label: service ?? labelOf(row, PLACES),
    raw,
    identity: { scheme: 'other', raw, name, country: null, ...(service === null ? {} : { service }) },
  })
}

function addAppRow(card: CardValues, { app, scheme }: AppRow, type: string, raw: string, row: StoredRow, name: string | null): void {
  const said = scheme === 'telegram' ? textOf(row['data3']) : null
  if (said !== null) put(card, 'Telegram row', said)
  const isKnown = card.identifiers.some((one) => one.label === app && one.raw === raw)
  if (isKnown) return put(card, 'further rows of apps', type)
  const id = { scheme, raw, name, country: null, ...(scheme === 'other' ? { service: app } : {}) } as const
  card.identifiers.push({ kind: 'instant-messaging', label: app, raw, identity: id })
  const number = said === null ? null : numberInWords(said)
  if (number !== null) card.pairs.push({ app, id, number: { scheme: 'address', raw: number, name, country: null } })
}

function addUnknown(card: CardValues, type: string, row: StoredRow): void {
  const values = DATA_COLUMNS.map((column) => textOf(row[column])).filter((value) => value !== null)
  const [raw] = values
  if (raw === undefined) card.empty++
  else card.identifiers.push({ kind: 'other', label: type, raw: values.length === 1 ? raw : values.join('; '), identity: null })
}
