/**
 * Address book and WhatsApp of an iPhone against what other people's tools and plain SQL say of the public data.
 * Truth is each case's truth.json; what it does not hold (JIDs of senders, LID pairs) is stated here as read with sqlite3.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { iosContacts } from '../../parsers/apps/ios/contactsAndCalls/contacts.ts'
import { iosWhatsappContacts } from '../../parsers/apps/ios/whatsapp/whatsappContacts.ts'
import { iosWhatsappLids } from '../../parsers/apps/ios/whatsapp/whatsappLids.ts'
import { iosWhatsappMessages } from '../../parsers/apps/ios/whatsapp/whatsappMessages.ts'
import { openEvidenceDatabase } from '../../parsers/formats/sqlite/sqliteDatabase.ts'
import type { OpenedDatabase } from '../../parsers/formats/sqlite/sqliteDatabase.ts'
import type { ContactRecord, EvidenceRecord, IdentityLinkRecord, MessageRecord, SqliteParser } from '../../parsers/model/index.ts'
import { runSqliteParser } from '../../parsers/runParser.ts'
import type { RunAccount } from '../../parsers/runParser.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CORPUS = resolve(ROOT, process.env['CORROBORATE_CORPUS'] ?? '../shared/corpus')
const hasCorpus = existsSync(CORPUS)
const UNCHANGED = { unaccounted: 0, notReached: 0, problems: [] }

/** Seconds since 2001-01-01T00:00:00Z as ISO 8601, by the calendar and not by our epoch code. */
const cocoaIso = (seconds: number): string => new Date(Date.UTC(2001, 0, 1) + seconds * 1000).toISOString()
const isoOf = (utcMs: number | null | undefined): string | null => (typeof utcMs === 'number' ? new Date(utcMs).toISOString() : null)
const truthOf = <Truth>(name: string): Truth => JSON.parse(readFileSync(join(CORPUS, name, 'truth.json'), 'utf8')) as Truth

/** Copies a database with its -wal and -journal under a new name into a private folder. */
function workingCopy(path: string, name: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'corroborate-corpus-')), name)
  for (const ending of ['', '-wal', '-journal']) if (existsSync(path + ending)) copyFileSync(path + ending, copy + ending)
  return copy
}

/** The main file alone. */
function bareCopy(path: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'corroborate-corpus-')), 'bare.db')
  copyFileSync(path, copy)
  return copy
}

interface Outcome {
  readonly records: readonly EvidenceRecord[]
  readonly skipped: number
  readonly account: RunAccount
}

function parse(parser: SqliteParser, path: string, companions: Readonly<Record<string, string>> = {}): Outcome {
  const database = openEvidenceDatabase(workingCopy(path, 'store.db'))
  const opened = new Map<string, OpenedDatabase>()
  for (const [name, file] of Object.entries(companions)) opened.set(name, openEvidenceDatabase(workingCopy(file, `${name}.db`)))
  try {
    const run = runSqliteParser(parser, database, {
      path: basename(path),
      country: null,
      hasFile: () => false,
      companion: (name) => opened.get(name) ?? null,
      sideFile: () => null,
      note: () => {},
    })
    const emitted = [...run]
    const records = emitted.filter((item) => item.type !== 'skipped')
    return { records, skipped: emitted.length - records.length, account: run.account() }
  } finally {
    for (const one of [database, ...opened.values()]) one.close()
  }
}

/** Path -> SHA-256 of every file below a folder. */
function hashesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const hashed = files.map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name)
    return [path, createHash('sha256').update(readFileSync(path)).digest('hex')]
  })
  return Object.fromEntries(hashed.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

interface AddressBookTruth {
  contacts: number
  phones: number
  emails: number
  main_size: number
  wal_size: number
  contacts_if_wal_ignored: string
  repo_expected: { rows: number }
  images: Record<string, number>
  people: {
    rowid: number
    first: string | null
    last: string | null
    org: string | null
    created_utc: string
    phones: [string, string][]
    emails: [string, string][]
    urls: [string, string][]
    address: unknown[]
  }[]
}

describe.skipIf(!hasCorpus)('address books (skipped: no corpus)', () => {
  test.each(['ios-addressbook-belkasoft6', 'ios-addressbook-mvs2023'])('%s, which lies in its WAL', (name) => {
    const input = join(CORPUS, name, 'input')
    const before = hashesBelow(input)
    const path = join(input, 'private/var/mobile/Library/AddressBook/AddressBook.sqlitedb')
    const truth = truthOf<AddressBookTruth>(name)
    expect(readFileSync(path).length).toBe(truth.main_size)
    expect(readFileSync(`${path}-wal`).length).toBe(truth.wal_size)
    // Without its WAL the file holds no table at all.
    const bare = openEvidenceDatabase(bareCopy(path))
    expect(truth.contacts_if_wal_ignored).toContain('no such table')
    expect(bare.tables()).toEqual([])
    bare.close()
    const images = join(input, 'private/var/mobile/Library/AddressBook/AddressBookImages.sqlitedb')
    const { records, skipped, account } = parse(iosContacts, path, { images })
    const contacts = records as ContactRecord[]
    const valuesOf = (contact: ContactRecord, kind: string): [string, string][] =>
      contact.identifiers.filter((one) => one.kind === kind).map((one) => [`_$!<${one.label ?? ''}>!$_`, one.raw])
    expect(
      contacts.map((contact) => ({
        rowid: Number(contact.from.rowId),
        name: contact.name,
        org: contact.organisation,
        created_utc: isoOf(contact.createdAt?.utcMs),
        phones: valuesOf(contact, 'phone'),
        emails: valuesOf(contact, 'email'),
        urls: valuesOf(contact, 'url'),
        address: valuesOf(contact, 'postal-address'),
      })),
    ).toEqual(
      truth.people.map(({ rowid, first, last, org, created_utc, phones, emails, urls, address }) => ({
        rowid,
        name: [first, last].filter((part) => part !== null).join(' '),
        org,
        created_utc,
        phones,
        emails,
        urls,
        address,
      })),
    )
    expect(contacts).toHaveLength(truth.repo_expected.rows)
    // No table of the pictures' database has rows but its properties.
    expect(Object.keys(truth.images)).toEqual(['_SqliteDatabaseProperties'])
    for (const { facts } of contacts) expect(facts?.['picture']).toBe('none')
    const identifiers = contacts.flatMap((contact) => contact.identifiers)
    expect([contacts.length, skipped]).toEqual([truth.contacts, 0])
    expect(identifiers.filter(({ kind }) => kind === 'phone').length).toBe(truth.phones)
    expect(identifiers.filter(({ kind }) => kind === 'email').length).toBe(truth.emails)
    expect(account).toMatchObject({ rowsRead: truth.contacts, records: truth.contacts, ...UNCHANGED })
    expect(hashesBelow(input)).toEqual(before)
  })
})

interface MvtTruth {
  whatsapp: { Z_PK: number; ZISFROMME: number; ZMESSAGEDATE: number; ZTEXT: string; ZCHATSESSION: number }[]
  whatsapp_sessions: { Z_PK: number; ZCONTACTJID: string; ZPARTNERNAME: string }[]
  whatsapp_contacts: Record<string, string | number | null>[]
}

const BACKUP = join(CORPUS, 'ios-backup-mvt/input/ios_backup')
const CHATS = join(BACKUP, '7c/7c7fba66680ef796b916b067077cc246adacf01d')
const CONTACTS = join(BACKUP, 'b8/b8548dc30aa1030df0ce18ef08b882cf7ab5212f')
const LIDS = join(BACKUP, 'e7/e794f6ffcc3c222535f47684a63d5178da3c4500')

describe.skipIf(!hasCorpus)('WhatsApp of ios-backup-mvt (skipped: no corpus)', () => {
  let before: Record<string, string> = {}
  beforeAll(() => {
    before = hashesBelow(BACKUP)
  })
  afterAll(() => {
    expect(hashesBelow(BACKUP)).toEqual(before)
  })

  test('messages and their chats', () => {
    const truth = truthOf<MvtTruth>('ios-backup-mvt')
    const { records, account } = parse(iosWhatsappMessages, CHATS, { contacts: CONTACTS, lids: LIDS })
    const messages = records as MessageRecord[]
    type Session = MvtTruth['whatsapp_sessions'][number]
    const session = (id: number): Session | undefined => truth.whatsapp_sessions.find(({ Z_PK }) => Z_PK === id)
    expect(
      messages.map(({ from, direction, sentAt, body, thread, kind }) => ({
        rowId: from.rowId,
        direction,
        sentAt: isoOf(sentAt.utcMs),
        body,
        thread: thread?.key,
        title: thread?.title,
        kind,
      })),
    ).toEqual(
      truth.whatsapp.map((row) => ({
        rowId: String(row.Z_PK),
        direction: row.ZISFROMME === 1 ? 'outgoing' : 'incoming',
        sentAt: cocoaIso(row.ZMESSAGEDATE),
        body: row.ZTEXT,
        thread: session(row.ZCHATSESSION)?.ZCONTACTJID,
        title: session(row.ZCHATSESSION)?.ZPARTNERNAME,
        kind: 'text',
      })),
    )
    expect(account).toMatchObject({ rowsRead: 3, records: 3, derived: 0, skipped: 0, ...UNCHANGED })
    expect(messages.map(({ thread }) => thread?.kind)).toEqual(['direct', 'direct', 'group'])
  })

  test('senders, with names from the address book beside the chats', () => {
    const { records } = parse(iosWhatsappMessages, CHATS, { contacts: CONTACTS, lids: LIDS })
    // ZFROMJID of the rows by sqlite3; the address book's ZWHATSAPPID gives them these names.
    expect((records as MessageRecord[]).map(({ sender }) => [sender?.raw, sender?.name])).toEqual([
      ['14155550100@s.whatsapp.net', 'Alice Example'],
      [undefined, undefined],
      ['14155550101@s.whatsapp.net', 'Bob Example'],
    ])
  })

  test('a missing address book costs names only, and LID.sqlite still leads from one JID to the other', () => {
    const { records, account } = parse(iosWhatsappMessages, CHATS, { lids: LIDS })
    expect(account).toMatchObject({ records: 3, ...UNCHANGED })
    expect((records as MessageRecord[]).map(({ sender }) => sender?.name)).toEqual(['Alice Example', undefined, null])
    const { records: alone } = parse(iosWhatsappMessages, CHATS)
    expect((alone as MessageRecord[]).map(({ sender }) => sender?.name)).toEqual([null, undefined, null])
  })

  test('contacts, whose text is stored as bytes', () => {
    const truth = truthOf<MvtTruth>('ios-backup-mvt')
    const text = (hex: string | number | null | undefined): string | null =>
      typeof hex === 'string' ? Buffer.from(hex, 'hex').toString('utf8') : null
    const time = (seconds: string | number | null | undefined): string | null => (typeof seconds === 'number' ? cocoaIso(seconds) : null)
    const { records, account } = parse(iosWhatsappContacts, CONTACTS)
    const raw = (contact: ContactRecord, label: string | null): string | null =>
      contact.identifiers.find((one) => one.label === label)?.raw ?? null
    expect(
      (records as ContactRecord[]).map((contact) => ({
        rowId: contact.from.rowId,
        name: contact.name,
        phone: raw(contact, null),
        local: raw(contact, 'local notation'),
        jid: raw(contact, 'WhatsApp'),
        lid: raw(contact, 'WhatsApp LID'),
        user: raw(contact, 'WhatsApp user name'),
        organisation: contact.organisation,
        note: contact.note,
        facts: contact.facts,
        updated: isoOf(contact.modifiedAt?.utcMs),
      })),
    ).toEqual(
      truth.whatsapp_contacts.map((row) => ({
        rowId: String(row['Z_PK']),
        name: text(row['ZFULLNAME']),
        phone: text(row['ZPHONENUMBER']),
        local: text(row['ZLOCALIZEDPHONENUMBER']),
        jid: text(row['ZWHATSAPPID']),
        lid: text(row['ZLID']),
        user: text(row['ZUSERNAME']),
        organisation: text(row['ZBUSINESSNAME']),
        note: text(row['ZNOTES']),
        facts: Object.fromEntries(
          [
            ['about', text(row['ZABOUTTEXT'])],
            ['about emoji', text(row['ZABOUTEMOJI'])],
            ['about set', time(row['ZABOUTTIMESTAMP'])],
            ['about ends', time(row['ZABOUTEXPIRATIONTIMESTAMP'])],
            ['messages disappear after (seconds)', row['ZDISAPPEARINGMODEDURATION']?.toString() ?? null],
            ['disappearing messages set', time(row['ZDISAPPEARINGMODETIMESTAMP'])],
            ['phone status (code)', row['ZPHONESTATUS']?.toString()],
            ['sync policy (code)', row['ZSYNCPOLICY']?.toString()],
          ].filter(([, value]) => value !== null),
        ) as Record<string, string>,
        updated: cocoaIso(Number(row['ZLASTUPDATED'])),
      })),
    )
    expect(account).toMatchObject({ rowsRead: 2, records: 2, skipped: 0, ...UNCHANGED })
  })

  test('hidden ids', () => {
    const { records, account } = parse(iosWhatsappLids, LIDS)
    // By sqlite3: one row, ZLID 100000000000001, ZPHONENUMBER 14155550100, ZTIMESTAMP 777800000.
    const links = records as IdentityLinkRecord[]
    expect(links.map(({ from, a, b, strength, facts }) => [from.rowId, a.raw, b.raw, strength, facts?.['pair recorded']])).toEqual([
      ['1', '100000000000001@lid', '14155550100@s.whatsapp.net', 'strong', cocoaIso(777_800_000)],
    ])
    expect(account).toMatchObject({ rowsRead: 1, records: 1, skipped: 0, ...UNCHANGED })
  })
})
