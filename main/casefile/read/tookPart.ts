/** Who took part in a record, as SQL over a row of `record`. */

export const idList = (numbers: readonly number[]): string =>
  numbers.length === 0 ? 'NULL' : numbers.map((id) => String(Math.trunc(id))).join(', ')

/** Sent, received, called, is in the conversation, or is named as a party. Without contact cards and owners of devices. May be NULL: test with IS TRUE. */
export function tookPart(row: string, identities: readonly number[]): string {
  const list = idList(identities)
  return `(${row}.from_id IN (${list}) OR ${row}.to_id IN (${list})
    OR ${row}.thread_id IN (SELECT thread_id FROM thread_member WHERE identity_id IN (${list}))
    OR (${row}.kind = 'call' AND ${row}.id IN (SELECT record_id FROM call_party WHERE identity_id IN (${list})))
    OR ${row}.id IN (SELECT record_id FROM record_party WHERE identity_id IN (${list})))`
}
