/** Who an appointment is with: rows of Participant, with names and addresses of Identity. */
import { sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef } from '../../../model/index.ts'

export const ATTENDEE_COLUMNS = ['owner_id', 'identity_id', 'entity_type', 'status', 'email', 'phone_number', 'is_self']
export const IDENTITY_COLUMNS = ['display_name', 'address']
/** As iLEAPP reads them. */
const ANSWERS: Readonly<Record<number, string>> = { 0: 'no answer', 1: 'accepted', 2: 'declined', 3: 'perhaps', 7: 'no answer' }

export const SHAREE_COLUMNS = ['owner_id', 'identity_id', 'access_level']
const ACCESS: Readonly<Record<number, string>> = { 1: 'may read', 2: 'may change' }

/** Calendar row -> with whom it is shared, in words (table Sharee, as iLEAPP reads it). */
export function readSharees(database: EvidenceDatabase, identities: ReadonlyMap<number, StoredRow>): ReadonlyMap<number, string> {
  const shared = new Map<number, string>()
  for (const row of sideRows(database, { table: 'Sharee', columns: SHAREE_COLUMNS })) {
    const calendar = numberOf(row['owner_id'])
    if (calendar === null) continue
    const { raw, name } = identityOf(row, identities)
    const who = [name, raw].filter((part) => part !== null).join(', ') || `row ${row.rowId}`
    const access = codeInWords(row['access_level'], ACCESS)
    const words = access === null ? who : `${who} (${access})`
    const known = shared.get(calendar)
    shared.set(calendar, known === undefined ? words : `${known}; ${words}`)
  }
  return shared
}

export interface Attendees {
  readonly byId: ReadonlyMap<number, StoredRow>
  readonly byOwner: ReadonlyMap<number, readonly StoredRow[]>
  readonly identities: ReadonlyMap<number, StoredRow>
}

export function readAttendees(database: EvidenceDatabase): Attendees {
  const byId = new Map<number, StoredRow>()
  const byOwner = new Map<number, StoredRow[]>()
  for (const row of sideRows(database, { table: 'Participant', columns: ATTENDEE_COLUMNS })) {
    byId.set(row.rowId, row)
    const owner = numberOf(row['owner_id'])
    if (owner === null) continue
    const known = byOwner.get(owner)
    if (known === undefined) byOwner.set(owner, [row])
    else known.push(row)
  }
  return { byId, byOwner, identities: sideRowsById(database, { table: 'Identity', columns: IDENTITY_COLUMNS }) }
}

interface AttendeesOfEvent {
  /** Without the phone's owner, each once. */
  readonly participants: readonly IdentityRef[]
  readonly organiser: string | null
  readonly answers: string | null
  /** Names of rows that hold no address. */
  readonly unnamed: string | null
}

export function attendeesOf(event: StoredRow, { byId, byOwner, identities }: Attendees): AttendeesOfEvent {
  const organiserRow = byId.get(numberOf(event['organizer_id']) ?? -1)
  const invited = byOwner.get(event.rowId) ?? []
  const rows = organiserRow === undefined || invited.includes(organiserRow) ? invited : [organiserRow, ...invited]
  const self = numberOf(event['self_attendee_id'])
  const participants = new Map<string, IdentityRef>()
  const answers: string[] = []
  const unnamed: string[] = []
  for (const row of rows) {
    const who = identityOf(row, identities)
    const isOwner = flagOf(row['is_self']) === true || row.rowId === self
    const answer = codeInWords(row['status'], ANSWERS)
    if (answer !== null) answers.push(`${isOwner ? 'the phone’s owner' : (who.raw ?? who.name ?? `row ${row.rowId}`)}: ${answer}`)
    if (isOwner) continue
    if (who.raw === null) unnamed.push(who.name ?? `row ${row.rowId}`)
    else participants.set(who.raw, { scheme: 'address', raw: who.raw, name: who.name, country: null })
  }
  return {
    participants: [...participants.values()],
    organiser: organiserRow === undefined ? null : organiserInWords(organiserRow, self, identities),
    answers: answers.length === 0 ? null : answers.join('; '),
    unnamed: unnamed.length === 0 ? null : unnamed.join('; '),
  }
}

function organiserInWords(row: StoredRow, self: number | null, identities: ReadonlyMap<number, StoredRow>): string {
  if (flagOf(row['is_self']) === true || row.rowId === self) return 'the phone’s owner'
  const { raw, name } = identityOf(row, identities)
  return raw ?? name ?? `row ${row.rowId}`
}

function identityOf(row: StoredRow, identities: ReadonlyMap<number, StoredRow>): { raw: string | null; name: string | null } {
  const identity = identities.get(numberOf(row['identity_id']) ?? -1)
  const address = textOf(identity?.['address'])?.replace(/^(?:mailto|tel):/iu, '') ?? null
  return { raw: textOf(row['email']) ?? textOf(row['phone_number']) ?? address, name: textOf(identity?.['display_name']) }
}
