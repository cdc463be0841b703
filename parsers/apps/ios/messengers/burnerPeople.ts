/** Own numbers, contacts and conversations of Burner's Core Data store. */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../../model/index.ts'

export const NUMBER_KEYS = ['ZPHONENUMBER', 'ZNAME', 'ZBURNERID']
export const CONTACT_KEYS = ['ZPHONENUMBER', 'ZNAME', 'ZCONTACTID']
export const THREAD_COLUMNS = ['ZMESSAGETHREADID', 'ZCONTACT', 'ZBURNERID', 'ZCONTACTPHONENUMBER', 'ZCONVERSATIONID']

export interface BurnerTalk {
  readonly thread: ThreadRef
  /** The other party, or null where the store names none. */
  readonly party: IdentityRef | null
}

export interface BurnerPeople {
  /** The rented number that a message or call went over. */
  ownLineOf(row: StoredRow): IdentityRef | null
  talkOf(row: StoredRow): BurnerTalk | null
}

interface StoredThread {
  readonly talk: BurnerTalk
  readonly row: StoredRow
}

export const burnerIdentity = (raw: string, name: string | null): IdentityRef => ({ scheme: 'address', raw, name, country: null })

export function readPeople(database: EvidenceDatabase): BurnerPeople {
  const lines = new Map<string, IdentityRef>()
  for (const row of sideRows(database, { table: 'ZBURNER', columns: NUMBER_KEYS })) {
    const [id, phone] = [textOf(row['ZBURNERID']), textOf(row['ZPHONENUMBER'])]
    if (id !== null && phone !== null) lines.set(id, burnerIdentity(phone, textOf(row['ZNAME'])))
  }
  const [byRow, byKey] = readContacts(database)
  const partyOf = (phone: string | null): IdentityRef | null => (phone === null ? null : (byKey.get(phone) ?? burnerIdentity(phone, null)))
  const threads = new Map<number, StoredThread>()
  const byKeys = new Map<string, StoredThread>()
  for (const row of sideRows(database, { table: 'ZMESSAGETHREAD', columns: THREAD_COLUMNS })) {
    const party = byRow.get(numberOf(row['ZCONTACT']) ?? -1) ?? partyOf(textOf(row['ZCONTACTPHONENUMBER']))
    const stored = { row, talk: talkWith(textOf(row['ZMESSAGETHREADID']) ?? `thread ${row.rowId}`, party) }
    threads.set(row.rowId, stored)
    for (const column of ['ZCONVERSATIONID', 'ZCONTACTPHONENUMBER']) {
      const key = keyOf(row, textOf(row[column]))
      if (key !== null && !byKeys.has(key)) byKeys.set(key, stored)
    }
  }
  const loose = new Map<string, BurnerTalk>()
  return {
    ownLineOf: (row) => lines.get(textOf(row['ZBURNERID']) ?? '') ?? null,
    talkOf(row) {
      const named = threads.get(numberOf(row['ZMESSAGETHREAD']) ?? -1)
      if (named !== undefined) return named.talk
      const phone = textOf(row['ZCONTACTID']) ?? textOf(row['ZCONTACTPHONENUMBER'])
      for (const value of [textOf(row['ZCONVERSATIONID']), phone]) {
        const found = byKeys.get(keyOf(row, value) ?? '')
        if (found !== undefined) return found.talk
      }
      if (phone === null) return null
      const key = keyOf(row, phone) ?? phone
      let talk = loose.get(key)
      if (talk === undefined) loose.set(key, (talk = talkWith(`${textOf(row['ZBURNERID']) ?? ''} with ${phone}`, partyOf(phone))))
      return talk
    },
  }
}

const keyOf = (row: StoredRow, value: string | null): string | null =>
  value === null ? null : `${textOf(row['ZBURNERID']) ?? ''}\n${value}`

function talkWith(key: string, party: IdentityRef | null): BurnerTalk {
  const thread: ThreadRef = {
    key,
    title: party?.name ?? null,
    kind: party === null ? 'unknown' : 'direct',
    participants: party === null ? [] : [party],
  }
  return { thread, party }
}

/** By row, and by number or the app's own id of the contact. */
function readContacts(database: EvidenceDatabase): [ReadonlyMap<number, IdentityRef>, ReadonlyMap<string, IdentityRef>] {
  const [byRow, byKey] = [new Map<number, IdentityRef>(), new Map<string, IdentityRef>()]
  for (const row of sideRows(database, { table: 'ZCONTACT', columns: CONTACT_KEYS })) {
    const phone = textOf(row['ZPHONENUMBER'])
    if (phone === null) continue
    const identity = burnerIdentity(phone, textOf(row['ZNAME']))
    byRow.set(row.rowId, identity)
    for (const key of [phone, textOf(row['ZCONTACTID'])]) if (key !== null && !byKey.has(key)) byKey.set(key, identity)
  }
  return [byRow, byKey]
}
