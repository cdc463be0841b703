/** Members and conversations of Viber's Core Data store. */
import { sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue, ThreadRef } from '../../../model/index.ts'

export const MEMBER_COLUMNS = ['ZDISPLAYFULLNAME', 'ZDISPLAYSHORTNAME', 'ZNAME', 'ZPHONE']
export const PHONE_COLUMNS = ['ZMEMBER', 'ZPHONE', 'ZCANONIZEDPHONENUM']
export const CONVERSATION_COLUMNS = ['ZNAME', 'ZINTERLOCUTOR', 'ZBEINGDELETED']
/** Entity numbers seen are below 30. */
const MAX_ENTITY = 60

export interface ViberMember {
  readonly identity: IdentityRef | null
  readonly name: string | null
}

export interface ViberConversation {
  readonly thread: ThreadRef
  /** The other party of a talk of two, or null. */
  readonly interlocutor: number | null
  readonly isBeingDeleted: boolean
}

export function readMembers(database: EvidenceDatabase): ReadonlyMap<number, ViberMember> {
  const phones = new Map<number, string>()
  for (const row of sideRows(database, { table: 'ZPHONENUMBER', columns: PHONE_COLUMNS })) {
    const [member, phone] = [numberOf(row['ZMEMBER']), textOf(row['ZCANONIZEDPHONENUM']) ?? textOf(row['ZPHONE'])]
    if (member !== null && phone !== null && !phones.has(member)) phones.set(member, phone)
  }
  const members = new Map<number, ViberMember>()
  for (const [id, row] of sideRowsById(database, { table: 'ZMEMBER', columns: MEMBER_COLUMNS })) {
    const name = textOf(row['ZDISPLAYFULLNAME']) ?? textOf(row['ZDISPLAYSHORTNAME']) ?? textOf(row['ZNAME'])
    const phone = phones.get(id) ?? textOf(row['ZPHONE'])
    members.set(id, { name, identity: phone === null ? null : { scheme: 'address', raw: phone, name, country: null } })
  }
  return members
}

/** Rows of the list of calls: their number, a row of ZPHONENUMBER or the number itself. */
export function readLines(database: EvidenceDatabase, members: ReadonlyMap<number, ViberMember>): ReadonlyMap<number, ViberMember> {
  const memberOfPhone = new Map<number, number>()
  for (const row of sideRows(database, { table: 'ZPHONENUMBER', columns: ['ZMEMBER'] })) {
    const member = numberOf(row['ZMEMBER'])
    if (member !== null) memberOfPhone.set(row.rowId, member)
  }
  const lines = new Map<number, ViberMember>()
  for (const row of sideRows(database, { table: 'ZRECENTSLINE', columns: ['ZPHONENUMBER'] })) {
    const [stored, phone] = [row['ZPHONENUMBER'], textOf(row['ZPHONENUMBER'])]
    const known = members.get(memberOfPhone.get(numberOf(stored) ?? -1) ?? -1)
    if (known !== undefined) lines.set(row.rowId, known)
    else if (typeof stored === 'string' && phone !== null)
      lines.set(row.rowId, { name: null, identity: { scheme: 'address', raw: phone, name: null, country: null } })
  }
  return lines
}

export function readConversations(
  database: EvidenceDatabase,
  members: ReadonlyMap<number, ViberMember>,
): ReadonlyMap<number, ViberConversation> {
  const listed = readMemberships(database)
  const conversations = new Map<number, ViberConversation>()
  for (const row of sideRows(database, { table: 'ZCONVERSATION', columns: CONVERSATION_COLUMNS })) {
    const interlocutor = numberOf(row['ZINTERLOCUTOR'])
    const ids = [...new Set([...(interlocutor === null ? [] : [interlocutor]), ...(listed.get(row.rowId) ?? [])])]
    const known = ids.map((id) => members.get(id))
    const kind = interlocutor !== null && ids.length === 1 ? 'direct' : ids.length > 1 ? 'group' : 'unknown'
    const title = textOf(row['ZNAME']) ?? (kind === 'direct' ? (known[0]?.name ?? null) : null)
    const participants = known.map((member) => member?.identity ?? null).filter((identity) => identity !== null)
    conversations.set(row.rowId, {
      thread: { key: `conversation ${row.rowId}`, title, kind, participants },
      interlocutor,
      isBeingDeleted: flagOf(row['ZBEINGDELETED']) === true,
    })
  }
  return conversations
}

/** Conversation -> members, of join tables with columns `Z_nCONVERSATIONS` and `Z_mMEMBERS` or `Z_mPHONENUMINDEXES`. */
function readMemberships(database: EvidenceDatabase): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>()
  const numbers = Array.from({ length: MAX_ENTITY }, (_, index) => index + 1)
  for (const table of numbers.flatMap((n) => [`Z_${n}MEMBERS`, `Z_${n}PHONENUMINDEXES`]).filter((name) => database.has(name))) {
    const conversation = numbers.map((n) => `Z_${n}CONVERSATIONS`).find((name) => database.has(table, name))
    const member = numbers.flatMap((n) => [`Z_${n}MEMBERS`, `Z_${n}PHONENUMINDEXES`]).find((name) => database.has(table, name))
    if (conversation === undefined || member === undefined) continue
    for (const row of sideRows(database, { table, columns: [conversation, member] })) {
      const pair: readonly (SqlValue | undefined)[] = [row[conversation], row[member]]
      const [conversationId, memberId] = pair.map(numberOf)
      if (conversationId == null || memberId == null) continue
      const known = members.get(conversationId)
      if (known === undefined) members.set(conversationId, [memberId])
      else known.push(memberId)
    }
  }
  return members
}
