/**
 * The address book that WhatsApp keeps on the iPhone, `ContactsV2.sqlite`: one record per ZWAADDRESSBOOKCONTACT row.
 *
 * Meanings (artifacts 1.4): ZPHONENUMBER, ZWHATSAPPID (JID by number) and ZLID (JID by hidden id) name one person; text columns
 * may be BLOBs that hold UTF-8; times count seconds since 2001 UTC. A JID stored without its server gets the one that its
 * column stands for, so that it compares with the JIDs of messages; `raw` of the identifier stays as stored.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { factsOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, ContactRecord, SqlValue } from '../../../model/index.ts'
import { completeJid, contactName, LID_SERVER, PHONE_SERVER } from './whatsappNames.ts'

const REQUIRED = ['ZFULLNAME']
const OPTIONAL = [
  'ZGIVENNAME',
  'ZLASTNAME',
  'ZUSERNAME',
  'ZBUSINESSNAME',
  'ZPHONENUMBER',
  'ZLOCALIZEDPHONENUMBER',
  'ZWHATSAPPID',
  'ZLID',
  'ZABOUTTEXT',
  'ZABOUTEMOJI',
  'ZABOUTTIMESTAMP',
  'ZNOTES',
  'ZLASTUPDATED',
  'ZABOUTEXPIRATIONTIMESTAMP',
  'ZDISAPPEARINGMODEDURATION',
  'ZDISAPPEARINGMODETIMESTAMP',
  'ZPHONESTATUS',
  'ZSYNCPOLICY',
]

type ContactRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

export const iosWhatsappContacts = defineSqliteParser({
  id: 'ios-whatsapp-contacts',
  version: 2,
  app: 'WhatsApp',
  platform: 'ios',
  store: 'WhatsApp contacts (ContactsV2.sqlite)',
  reads: ['**/ContactsV2.sqlite'],
  yields: ['contact'],
  proof: 'source-verified',
  scheme: 'whatsapp',
  doesNotCover: ['profile pictures', 'meaning of the codes of phone status and sync policy', 'block lists'],
  requires: { ZWAADDRESSBOOKCONTACT: REQUIRED },
  optional: { ZWAADDRESSBOOKCONTACT: OPTIONAL },
  *parse(database, context) {
    const store = /whatsappsmb/i.test(context.path) ? 'WhatsApp Business' : 'WhatsApp'
    const columns = [...REQUIRED, ...OPTIONAL].map((name) => `${database.column('ZWAADDRESSBOOKCONTACT', name, 'c')} AS ${name}`).join(', ')
    const rows = database.read<ContactRow>(
      'ZWAADDRESSBOOKCONTACT',
      `SELECT c.rowid AS rowId, ${columns} FROM ZWAADDRESSBOOKCONTACT c ORDER BY c.rowid`,
    )
    for (const row of rows) yield contactRecord(row, store)
  },
})

function contactRecord(row: ContactRow, store: string): ContactRecord {
  const value = (name: string): SqlValue => row[name] ?? null
  const name = contactName({
    fullName: value('ZFULLNAME'),
    givenName: value('ZGIVENNAME'),
    lastName: value('ZLASTNAME'),
    businessName: value('ZBUSINESSNAME'),
  })
  const timeInWords = (column: string): string | null =>
    value(column) === null ? null : instantInWords(instantOf(timeValueOf(value(column)), 'cocoa-s'))
  const updatedAt = value('ZLASTUPDATED')
  const facts = factsOf({
    about: textOf(value('ZABOUTTEXT')),
    'about emoji': textOf(value('ZABOUTEMOJI')),
    'about set': timeInWords('ZABOUTTIMESTAMP'),
    'about ends': timeInWords('ZABOUTEXPIRATIONTIMESTAMP'),
    'messages disappear after (seconds)': textOf(value('ZDISAPPEARINGMODEDURATION')),
    'disappearing messages set': timeInWords('ZDISAPPEARINGMODETIMESTAMP'),
    'phone status (code)': textOf(value('ZPHONESTATUS')),
    'sync policy (code)': textOf(value('ZSYNCPOLICY')),
  })
  return {
    type: 'contact',
    from: { table: 'ZWAADDRESSBOOKCONTACT', rowId: String(row.rowId), ordinal: 0 },
    state: 'live',
    name,
    organisation: textOf(value('ZBUSINESSNAME')),
    identifiers: identifiersOf(row, name),
    store,
    note: textOf(value('ZNOTES')),
    createdAt: null,
    modifiedAt: updatedAt === null ? null : instantOf(timeValueOf(updatedAt), 'cocoa-s'),
    ...(facts === undefined ? {} : { facts }),
  }
}

function identifiersOf(row: ContactRow, name: string | null): ContactIdentifier[] {
  const found: ContactIdentifier[] = []
  const phone = textOf(row['ZPHONENUMBER'])
  const localPhone = textOf(row['ZLOCALIZEDPHONENUMBER'])
  if (phone !== null) {
    found.push({ kind: 'phone', label: null, raw: phone, identity: { scheme: 'address', raw: phone, name, country: null } })
  }
  if (localPhone !== null && localPhone !== phone) {
    // The same number in the notation of the country: shown, but only an identity where there is no other.
    const identity = phone === null ? ({ scheme: 'address', raw: localPhone, name, country: null } as const) : null
    found.push({ kind: 'phone', label: 'local notation', raw: localPhone, identity })
  }
  const jid = (column: string, label: string, server: string): void => {
    const raw = textOf(row[column])
    if (raw === null) return
    const identity = { scheme: 'whatsapp', raw: completeJid(raw, server), name, country: null } as const
    found.push({ kind: 'instant-messaging', label, raw, identity })
  }
  jid('ZWHATSAPPID', 'WhatsApp', PHONE_SERVER)
  jid('ZLID', 'WhatsApp LID', LID_SERVER)
  const username = textOf(row['ZUSERNAME'])
  if (username !== null) found.push({ kind: 'instant-messaging', label: 'WhatsApp user name', raw: username, identity: null })
  return found
}
