/**
 * People index of iOS, `interactionC.db`: one contact record per ZCONTACTS row, with how often and when the phone counted them.
 *
 * Meanings (artifacts 1.7): dates count seconds since 2001 UTC; ZIDENTIFIER is a number, e-mail address or messenger id (`...@lid` of
 * WhatsApp too). The row outlives deleted messages and calls. It is the system's tally, not a message and not an address-book card.
 * The single interactions (ZINTERACTIONS: who, when, in which app, without content) are neither messages nor calls, and no record
 * kind holds them honestly: they are counted in a note and not shown.
 */
import { instantOf } from '../../formats/epochs.ts'
import { evidenceRows, placeOf } from '../../formats/storedRows.ts'
import type { StoredRow } from '../../formats/storedRows.ts'
import { factsOf, instantInWords, textOf, timeValueOf } from '../../formats/storedValues.ts'
import { normaliseWhatsappJid } from '../../formats/whatsappJid.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { ContactIdentifier, Emitted, IdentifierScheme, Instant, SqlValue } from '../../model/index.ts'

const REQUIRED = ['ZIDENTIFIER', 'ZDISPLAYNAME']
const TALLIES: Readonly<Record<string, string>> = {
  ZINCOMINGSENDERCOUNT: 'sent to the phone (count)',
  ZINCOMINGRECIPIENTCOUNT: 'received together with the phone (count)',
  ZOUTGOINGRECIPIENTCOUNT: 'addressed by the phone (count)',
}
const DATES: Readonly<Record<string, string>> = {
  ZFIRSTINCOMINGSENDERDATE: 'first sent to the phone',
  ZLASTINCOMINGSENDERDATE: 'last sent to the phone',
  ZFIRSTINCOMINGRECIPIENTDATE: 'first received together with the phone',
  ZLASTINCOMINGRECIPIENTDATE: 'last received together with the phone',
  ZFIRSTOUTGOINGRECIPIENTDATE: 'first addressed by the phone',
  ZLASTOUTGOINGRECIPIENTDATE: 'last addressed by the phone',
}
const OPTIONAL = ['ZPERSONID', 'ZCUSTOMIDENTIFIER', 'ZCREATIONDATE', ...Object.keys(TALLIES), ...Object.keys(DATES)]

export const iosInteractions = defineSqliteParser({
  id: 'ios-interactions',
  version: 1,
  app: 'People index',
  platform: 'ios',
  store: 'People index (interactionC.db)',
  reads: ['**/CoreDuet/People/interactionC.db', '**/interactionC.db'],
  yields: ['contact'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['single interactions (ZINTERACTIONS), their recipients and attachments', 'keywords and versions'],
  requires: { ZCONTACTS: REQUIRED },
  optional: { ZCONTACTS: OPTIONAL, ZINTERACTIONS: [] },
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: 'ZCONTACTS', columns: [...REQUIRED, ...OPTIONAL] })) yield contactRecord(row)
    if (!database.has('ZINTERACTIONS')) return
    const [counted] = database.lookup<{ count: number }>('SELECT count(*) AS count FROM ZINTERACTIONS')
    const interactions = counted?.count ?? 0
    if (interactions > 0) context.note(`${interactions} rows of table ZINTERACTIONS (who, when and in which app, without content) are not shown.`)
  },
})

const cocoa = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'cocoa-s')

function contactRecord(row: StoredRow): Emitted {
  const from = placeOf('ZCONTACTS', row)
  const [raw, custom, name] = [textOf(row['ZIDENTIFIER']), textOf(row['ZCUSTOMIDENTIFIER']), textOf(row['ZDISPLAYNAME'])]
  if (raw === null && custom === null && name === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  const identifiers: ContactIdentifier[] = raw === null ? [] : [identifierOf(raw, name)]
  if (custom !== null && custom !== raw) identifiers.push(identifierOf(custom, name))
  const created = cocoa(row['ZCREATIONDATE'])
  const facts = factsOf({
    ...Object.fromEntries(Object.entries(TALLIES).map(([column, words]) => [words, textOf(row[column]) === '0' ? null : textOf(row[column])])),
    ...Object.fromEntries(Object.entries(DATES).map(([column, words]) => [words, textOf(row[column]) === null ? null : instantInWords(cocoa(row[column]))])),
    'address-book person': textOf(row['ZPERSONID']),
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'People index of the system',
    note: null,
    createdAt: created.asStored === null ? null : created,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function identifierOf(raw: string, name: string | null): ContactIdentifier {
  const scheme = schemeOf(raw)
  const kind = scheme === 'address' ? (raw.includes('@') ? 'email' : 'phone') : scheme === 'whatsapp' ? 'instant-messaging' : 'other'
  return { kind, label: null, raw, identity: { scheme, raw, name, country: null } }
}

/** Digits with signs, and mail addresses, are addresses; ids of apps stay their own. */
function schemeOf(raw: string): IdentifierScheme {
  if (normaliseWhatsappJid(raw) !== null) return 'whatsapp'
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(raw) || /^(?:tel:)?\+?[\d\s().-]{3,25}$/i.test(raw) ? 'address' : 'other'
}
