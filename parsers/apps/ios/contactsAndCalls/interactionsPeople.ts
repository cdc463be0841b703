/** Who stands in interactionC.db: ZCONTACTS, the recipients of each interaction, and what was attached to it. */
import { readCoreDataJoin } from '../../../formats/sqlite/coreDataJoin.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { placeOf, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import type { ContactIdentifierKind, Emitted, EvidenceDatabase, IdentityRef } from '../../../model/index.ts'
import { identityIn } from '../bundleNames.ts'

const COUNTS: Readonly<Record<string, string>> = {
  ZINCOMINGSENDERCOUNT: 'sent to the phone',
  ZINCOMINGRECIPIENTCOUNT: 'addressed together with the phone',
  ZOUTGOINGRECIPIENTCOUNT: 'addressed by the phone',
}
const DATES: Readonly<Record<string, string>> = {
  ZFIRSTINCOMINGSENDERDATE: 'first sent to the phone',
  ZLASTINCOMINGSENDERDATE: 'last sent to the phone',
  ZFIRSTINCOMINGRECIPIENTDATE: 'first addressed together with the phone',
  ZLASTINCOMINGRECIPIENTDATE: 'last addressed together with the phone',
  ZFIRSTOUTGOINGRECIPIENTDATE: 'first addressed by the phone',
  ZLASTOUTGOINGRECIPIENTDATE: 'last addressed by the phone',
}
export const PERSON_COLUMNS = [
  'ZIDENTIFIER',
  'ZCUSTOMIDENTIFIER',
  'ZDISPLAYNAME',
  'ZPERSONID',
  'ZCREATIONDATE',
  ...Object.keys(COUNTS),
  ...Object.keys(DATES),
]
export const ATTACHMENT_COLUMNS = ['ZCONTENTTEXT', 'ZUTI', 'ZCONTENTURL', 'ZSIZEINBYTES']

export interface People {
  identity(person: number | null, bundleId: string | null): IdentityRef | null
  recipients(interaction: number, bundleId: string | null): readonly IdentityRef[]
  /** Names of those of an interaction who have no identifier. */
  nameless(interaction: number, sender: number | null): string | null
  attachments(interaction: number): string | null
}

export function readPeople(database: EvidenceDatabase): People {
  const persons = sideRowsById(database, { table: 'ZCONTACTS', columns: PERSON_COLUMNS })
  const joined = readCoreDataJoin(database, { table: 'INTERACTIONRECIPIENT', from: 'INTERACTIONRECIPIENT', to: 'RECIPIENTS' })
  const files = sideRowsById(database, { table: 'ZATTACHMENT', columns: ATTACHMENT_COLUMNS })
  const attached = readCoreDataJoin(database, { table: 'INTERACTIONS', from: 'INTERACTIONS', to: 'ATTACHMENTS' })
  const identity = (person: number | null, bundleId: string | null): IdentityRef | null => {
    const row = person === null ? undefined : persons.get(person)
    const raw = row === undefined ? null : rawOf(row)
    return raw === null ? null : identityIn(bundleId, raw, textOf(row?.['ZDISPLAYNAME']))
  }
  return {
    identity,
    recipients: (interaction, bundleId) =>
      (joined.get(interaction) ?? []).map((person) => identity(person, bundleId)).filter((who) => who !== null),
    nameless: (interaction, sender) => {
      const all = [...(sender === null ? [] : [sender]), ...(joined.get(interaction) ?? [])].map((person) => persons.get(person))
      const names = all.filter((row) => row !== undefined && rawOf(row) === null).map((row) => textOf(row?.['ZDISPLAYNAME']) ?? 'no name')
      return names.length === 0 ? null : names.join('; ')
    },
    attachments: (interaction) => {
      const words = (attached.get(interaction) ?? []).map((file) => attachmentInWords(files.get(file)))
      return words.length === 0 ? null : words.join('; ')
    },
  }
}

const rawOf = (row: StoredRow): string | null => textOf(row['ZIDENTIFIER']) ?? textOf(row['ZCUSTOMIDENTIFIER'])

function attachmentInWords(row: StoredRow | undefined): string {
  if (row === undefined) return 'one whose row is gone'
  const size = textOf(row['ZSIZEINBYTES'])
  const parts = [textOf(row['ZCONTENTTEXT']), textOf(row['ZUTI']), textOf(row['ZCONTENTURL']), size === null ? null : `${size} bytes`]
  return parts.filter((part) => part !== null).join(', ') || 'one without description'
}

/** A person of the index, with what the phone counted: it stays when the interactions are gone. */
export function personRecord(row: StoredRow): Emitted {
  const from = placeOf('ZCONTACTS', row)
  const [raw, name] = [rawOf(row), textOf(row['ZDISPLAYNAME'])]
  if (raw === null && name === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  const identity = raw === null ? null : identityIn(null, raw, name)
  const custom = textOf(row['ZCUSTOMIDENTIFIER'])
  const counts = Object.entries(COUNTS).map(([column, words]) => [`times ${words}`, nonZero(textOf(row[column]))] as const)
  const dates = Object.entries(DATES).map(([column, words]) => [words, dateInWords(row, column)] as const)
  const facts = factsOf({
    'other identifier': custom === raw ? null : custom,
    'contact card': textOf(row['ZPERSONID']),
    ...Object.fromEntries(counts),
    ...Object.fromEntries(dates),
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers: raw === null ? [] : [{ kind: kindOf(raw, identity), label: null, raw, identity }],
    store: 'Index of interactions (not the address book)',
    note: null,
    createdAt: textOf(row['ZCREATIONDATE']) === null ? null : instantOf(timeValueOf(row['ZCREATIONDATE']), 'cocoa-s'),
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function kindOf(raw: string, identity: IdentityRef | null): ContactIdentifierKind {
  if (identity?.scheme === 'address') return raw.includes('@') ? 'email' : 'phone'
  return identity?.scheme === 'other' ? 'other' : 'instant-messaging'
}

const nonZero = (text: string | null): string | null => (text === '0' ? null : text)

function dateInWords(row: StoredRow, column: string): string | null {
  const instant = instantOf(timeValueOf(row[column]), 'cocoa-s')
  return instant.utcMs === null ? null : instantInWords(instant)
}
