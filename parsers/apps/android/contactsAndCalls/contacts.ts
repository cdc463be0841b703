/**
 * Contacts of Android, `contacts2.db` (and `profile.db`, the owner's own card): one record per row of `raw_contacts`, and the
 * links that its rows name.
 *
 * Meanings (artifacts 2.4): a raw contact belongs to one account; the phone shows those with one contact_id as one person, which is
 * a fact and a link, and merged nowhere. deleted = 1 waits for synchronisation and is a deleted card. Rows that messengers add
 * (`vnd.com.whatsapp.profile`) bridge number and app. display_name_source 10 and 20 mean that the "name" is an e-mail address or
 * a number (Android's public API), so such a card has no name. Deleted contacts leave an id and a time only: they are noted.
 */
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactRecord, Emitted, EvidenceDatabase, ParserContext } from '../../../model/index.ts'
import { linksOf } from './contactsLinks.ts'
import type { KnownContacts } from './contactsLinks.ts'
import { addValue, DATA_COLUMNS, emptyCard } from './contactsValues.ts'
import type { CardValues } from './contactsValues.ts'

const REQUIRED = ['display_name']
const OPTIONAL = [
  'contact_id',
  'account_id',
  'account_name',
  'account_type',
  'sourceid',
  'deleted',
  'display_name_source',
  'phonetic_name',
  'starred',
  'times_contacted',
  'last_time_contacted',
  'x_times_contacted',
  'x_last_time_contacted',
  'custom_ringtone',
  'send_to_voicemail',
]
const NAME_SOURCES: Readonly<Record<number, string>> = { 10: 'e-mail address', 20: 'telephone number' }

interface Reading {
  readonly accounts: ReadonlyMap<number, StoredRow>
  readonly contacts: ReadonlyMap<number, StoredRow>
  readonly groups: ReadonlyMap<number, StoredRow>
  readonly mimetypes: ReadonlyMap<number, StoredRow>
  /** Rows of `data` by raw contact. Ids are text: those of the owner's own card exceed 2^53. */
  readonly data: Map<string, StoredRow[]>
  /** contact_id -> rows of raw_contacts that the phone shows as one. */
  readonly together: ReadonlyMap<string, readonly string[]>
  readonly isOwnCard: boolean
}

/** `data15` of a row of kind photo is the small picture. */
const PICTURE_SQL = `SELECT d.data15 FROM data AS d JOIN mimetypes AS m ON m._id = d.mimetype_id
  WHERE d.raw_contact_id = ? AND m.mimetype = 'vnd.android.cursor.item/photo' ORDER BY length(d.data15) DESC LIMIT 1`

export const androidContacts = defineSqliteParser({
  id: 'android-contacts',
  version: 2,
  app: 'Contacts',
  platform: 'android',
  store: 'Contacts (contacts2.db)',
  reads: ['**/contacts2.db', '**/com.*providers.contacts/databases/profile.db'],
  yields: ['contact', 'identity-link'],
  proof: 'data-proven',
  scheme: 'address',
  doesNotCover: [
    'pictures of contacts: the small ones are shown from the extraction, large ones (files/photos) are not linked',
    'cards that the phone shows as one are records of their own',
    'status texts, usage statistics and the search index',
    'deleted contacts beyond their number and times',
  ],
  pictures: [{ table: 'raw_contacts', sql: PICTURE_SQL }],
  requires: { raw_contacts: REQUIRED },
  optional: {
    raw_contacts: OPTIONAL,
    data: ['raw_contact_id', 'mimetype_id', ...DATA_COLUMNS],
    mimetypes: ['mimetype'],
    accounts: ['account_name', 'account_type'],
    contacts: ['contact_last_updated_timestamp'],
    groups: ['title', 'system_id'],
    deleted_contacts: ['contact_deleted_timestamp'],
  },
  *parse(database, context) {
    const reading = prepare(database, context)
    const known: KnownContacts = new Map()
    for (const row of evidenceRows(database, { table: 'raw_contacts', columns: [...REQUIRED, ...OPTIONAL], asText: ['_id'] })) {
      const data = reading.data.get(idOf(row)) ?? []
      reading.data.delete(idOf(row))
      yield* recordsOf(row, data, reading, known, context)
    }
    const orphans = [...reading.data.values()].reduce((sum, rows) => sum + rows.length, 0)
    if (orphans > 0)
      context.note(`${orphans} rows of table data belong to a contact that is not in table raw_contacts: it may have been deleted.`)
    noteDeleted(database, context)
  },
})

const idOf = (row: StoredRow): string => textOf(row['_id']) ?? String(row.rowId)

function prepare(database: EvidenceDatabase, context: ParserContext): Reading {
  const data = new Map<string, StoredRow[]>()
  for (const row of sideRows(database, { table: 'data', columns: ['mimetype_id', ...DATA_COLUMNS], asText: ['raw_contact_id'] })) {
    append(data, textOf(row['raw_contact_id']), row)
  }
  const together = new Map<string, string[]>()
  for (const row of sideRows(database, { table: 'raw_contacts', columns: ['contact_id'], asText: ['_id'] }))
    append(together, textOf(row['contact_id']), idOf(row))
  return {
    accounts: sideRowsById(database, { table: 'accounts', columns: ['account_name', 'account_type'] }),
    contacts: sideRowsById(database, { table: 'contacts', columns: ['contact_last_updated_timestamp'] }),
    groups: sideRowsById(database, { table: 'groups', columns: ['title', 'system_id'] }),
    mimetypes: sideRowsById(database, { table: 'mimetypes', columns: ['mimetype'] }),
    data,
    together,
    isOwnCard: /(?:^|\/)profile\.db$/i.test(context.path),
  }
}

function append<Value>(lists: Map<string, Value[]>, key: string | null, value: Value): void {
  if (key === null) return
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

function* recordsOf(
  row: StoredRow,
  data: readonly StoredRow[],
  reading: Reading,
  known: KnownContacts,
  context: ParserContext,
): Generator<Emitted> {
  const card = emptyCard()
  const record = contactRecord(row, data, card, reading)
  yield record
  const identities = record.identifiers.map((one) => one.identity).filter((one) => one !== null)
  yield* linksOf({ rowId: idOf(row), contactId: textOf(row['contact_id']), identities, pairs: card.pairs }, known, context.country)
}

function contactRecord(row: StoredRow, data: readonly StoredRow[], card: CardValues, reading: Reading): ContactRecord {
  const nameSource = NAME_SOURCES[numberOf(row['display_name_source']) ?? -1]
  const name = nameSource === undefined ? textOf(row['display_name']) : null
  for (const value of data) {
    const mimetypeId = numberOf(value['mimetype_id'])
    const mimetype = reading.mimetypes.get(mimetypeId ?? -1)?.['mimetype']
    addValue(card, textOf(mimetype) ?? (mimetypeId === null ? null : `mimetype ${mimetypeId}`), value, name)
  }
  const contactId = numberOf(row['contact_id'])
  const facts = factsOf({
    ...(nameSource === undefined ? {} : { 'shown as': `${textOf(row['display_name']) ?? 'nothing'} (${nameSource})` }),
    'own card': reading.isOwnCard ? 'profile.db holds the card of the owner' : null,
    ...card.facts,
    ...rowFacts(row, card, reading),
    'values without content': card.empty === 0 ? null : String(card.empty),
  })
  return {
    type: 'contact',
    from: placeOf('raw_contacts', { rowId: idOf(row) }),
    state: flagOf(row['deleted']) === true ? 'deleted-flagged' : 'live',
    name: name ?? card.structuredName,
    organisation: card.organisation,
    identifiers: card.identifiers,
    store: storeOf(row, reading),
    note: card.notes.length === 0 ? null : card.notes.join('\n'),
    createdAt: null,
    modifiedAt: unixTimeOrNull(reading.contacts.get(contactId ?? -1)?.['contact_last_updated_timestamp']),
    ...(facts === undefined ? {} : { facts }),
  }
}

function rowFacts(row: StoredRow, card: CardValues, { together, groups }: Reading): Record<string, string | null> {
  const others = (together.get(textOf(row['contact_id']) ?? '') ?? []).filter((id) => id !== idOf(row))
  const titles = card.groupIds.map((id) => textOf(groups.get(id)?.['title']) ?? textOf(groups.get(id)?.['system_id']) ?? `group ${id}`)
  // Since Android 10 the first column stays 0 and the count is in the second.
  const times = Math.max(numberOf(row['times_contacted']) ?? 0, numberOf(row['x_times_contacted']) ?? 0)
  const name = textOf(row['display_name'])
  return {
    'name of the card': card.structuredName === name || name === null ? null : card.structuredName,
    'phonetic name of the row': textOf(row['phonetic_name']),
    groups: titles.length === 0 ? null : titles.join('; '),
    'shown as one with rows': others.length === 0 ? null : others.join(', '),
    starred: flagOf(row['starred']) === true ? 'yes' : null,
    'times contacted': times <= 0 ? null : String(times),
    'last contacted': unixTimeInWords(row['last_time_contacted']) ?? unixTimeInWords(row['x_last_time_contacted']),
    'calls go to voicemail': flagOf(row['send_to_voicemail']) === true ? 'yes' : null,
    'own ringtone': textOf(row['custom_ringtone']),
    'id in the account': textOf(row['sourceid']),
  }
}

/** The account, from its table or, in older versions, from the row itself. No account: kept on this phone only. */
function storeOf(row: StoredRow, { accounts }: Reading): string | null {
  const id = numberOf(row['account_id'])
  const account = accounts.get(id ?? -1) ?? row
  const [name, type] = [textOf(account['account_name']), textOf(account['account_type'])]
  if (name !== null && type !== null) return `${name} (${type})`
  return name ?? type ?? (id !== null && accounts.get(id) === undefined && accounts.size > 0 ? `account ${id}` : null)
}

function noteDeleted(database: EvidenceDatabase, context: ParserContext): void {
  const times: string[] = []
  let count = 0
  for (const row of sideRows(database, { table: 'deleted_contacts', columns: ['contact_deleted_timestamp'] })) {
    count++
    const time = unixTimeInWords(row['contact_deleted_timestamp'])
    if (time !== null) times.push(time)
  }
  times.sort()
  const [first, last] = [times[0], times.at(-1)]
  if (count === 0) return
  const when = first === undefined || last === undefined ? '' : first === last ? ` (${first})` : ` (${first} to ${last})`
  context.note(`Table deleted_contacts lists ${count} contacts that were deleted or merged${when}; nothing else of them is kept there.`)
}
