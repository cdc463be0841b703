/**
 * The other parties of calls in CallHistory.storedata: ZADDRESS of the row plus the handles that Core Data joins to it.
 *
 * The join table is named `Z_<call entity>REMOTEPARTICIPANTHANDLES`, its columns carry the entity numbers of both sides, and
 * the numbers changed between iOS versions (artifacts 1.2: second one 3 or 4): they are found by probing.
 */
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue } from '../../../model/index.ts'

/** Core Data numbers its entities from 1; this store has fewer than ten. */
const ENTITY_NUMBERS = Array.from({ length: 20 }, (_, index) => index + 1)
/** Shorter numbers may agree by chance, as short codes do. */
const COMPARED_DIGITS = 7

interface HandleJoin {
  readonly table: string
  readonly callColumn: string
  readonly handleColumn: string
}

/** Call Z_PK -> handles as stored, in the order of the join table. */
export function readRemoteHandles(database: EvidenceDatabase): ReadonlyMap<number, readonly string[]> {
  const handles = new Map<number, string[]>()
  const join = findJoin(database)
  if (join === null || !database.has('ZHANDLE')) return handles
  const value = `coalesce(${database.column('ZHANDLE', 'ZVALUE', 'h')}, ${database.column('ZHANDLE', 'ZNORMALIZEDVALUE', 'h')})`
  const rows = database.lookup<{ call: SqlValue; value: SqlValue }>(
    `SELECT j."${join.callColumn}" AS call, ${value} AS value
     FROM "${join.table}" j LEFT JOIN ZHANDLE h ON h.Z_PK = j."${join.handleColumn}" ORDER BY j.rowid`,
  )
  for (const row of rows) {
    const [call, handle] = [numberOf(row.call), textOf(row.value)]
    if (call === null || handle === null) continue
    const list = handles.get(call) ?? []
    if (!list.includes(handle)) list.push(handle)
    handles.set(call, list)
  }
  return handles
}

/** ZHANDLE.Z_PK -> the handle as stored. */
export function readHandleValues(database: EvidenceDatabase): ReadonlyMap<number, string> {
  const values = new Map<number, string>()
  if (!database.has('ZHANDLE')) return values
  const value = `coalesce(${database.column('ZHANDLE', 'ZVALUE', 'h')}, ${database.column('ZHANDLE', 'ZNORMALIZEDVALUE', 'h')})`
  for (const row of database.lookup<{ id: number; value: SqlValue }>(`SELECT h.Z_PK AS id, ${value} AS value FROM ZHANDLE h`)) {
    const handle = textOf(row.value)
    if (handle !== null) values.set(row.id, handle)
  }
  return values
}

function findJoin(database: EvidenceDatabase): HandleJoin | null {
  const table = ENTITY_NUMBERS.map((number) => `Z_${number}REMOTEPARTICIPANTHANDLES`).find((name) => database.has(name))
  if (table === undefined) return null
  const columnEndingIn = (ending: string): string | undefined =>
    ENTITY_NUMBERS.map((number) => `Z_${number}${ending}`).find((name) => database.has(table, name))
  const callColumn = columnEndingIn('REMOTEPARTICIPANTCALLS')
  const handleColumn = columnEndingIn('REMOTEPARTICIPANTHANDLES')
  return callColumn === undefined || handleColumn === undefined ? null : { table, callColumn, handleColumn }
}

/**
 * Everybody but the owner. ZADDRESS usually repeats one of the handles in another notation: it then stands in that handle's
 * place, and as a further party where it agrees with none of them.
 */
export function participantsOf(
  address: string | null,
  handles: readonly string[],
  described: Pick<IdentityRef, 'name' | 'country'>,
): readonly IdentityRef[] {
  const all = address === null ? handles : [address, ...handles.filter((handle) => !isSameNotation(handle, address))]
  // ZNAME describes the call's one other party; in a group it would be put on the wrong person.
  const name = all.length === 1 ? described.name : null
  return all.map((raw) => ({ scheme: isWhatsappJid(raw) ? 'whatsapp' : 'address', raw, name, country: described.country }))
}

const isWhatsappJid = (text: string): boolean => /@(?:s\.whatsapp\.net|lid|g\.us)$/i.test(text)

function isSameNotation(a: string, b: string): boolean {
  if (a.toLowerCase() === b.toLowerCase()) return true
  if (a.includes('@') || b.includes('@')) return false
  // A national number has a leading zero where the international one has the country code.
  const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^0+/, '')
  const [digitsOfA, digitsOfB] = [digitsOf(a), digitsOf(b)]
  const shorter = Math.min(digitsOfA.length, digitsOfB.length)
  return shorter >= COMPARED_DIGITS && digitsOfA.slice(-shorter) === digitsOfB.slice(-shorter)
}
