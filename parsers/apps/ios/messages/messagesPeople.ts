/**
 * Handles that the phone itself takes for one person: `handle.person_centric_id` is the same for a person's numbers and addresses
 * (artifacts 1.1). A reason to suggest that they belong together, never a merge. Most files leave the column empty.
 */
import { placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityLinkRecord } from '../../../model/index.ts'
import type { Handle } from './messagesThreads.ts'

/** One link for each further identifier of a person, to the first. Drawn from rows of `handle`, which are no records themselves. */
export function* personLinks(database: EvidenceDatabase, handles: ReadonlyMap<number, Handle>): Generator<IdentityLinkRecord> {
  if (!database.has('handle', 'person_centric_id')) return
  const persons = new Map<string, Handle[]>()
  for (const row of sideRows(database, { table: 'handle', columns: ['person_centric_id'] })) {
    const [person, handle] = [textOf(row['person_centric_id']), handles.get(row.rowId)]
    if (person === null || handle === undefined) continue
    const known = persons.get(person) ?? []
    persons.set(person, known)
    const [first] = known
    const isNew = !known.some(({ identity }) => identity.raw === handle.identity.raw)
    if (isNew) known.push(handle)
    if (first === undefined || !isNew) continue
    yield {
      type: 'identity-link',
      // Ordinal 1: the row is not one of evidence of its own, the link is drawn from it.
      from: placeOf('handle', row, 1),
      state: 'live',
      a: first.identity,
      b: handle.identity,
      reason: 'Messages on this phone keeps both under one person (sms.db, handle.person_centric_id)',
      strength: 'strong',
      facts: { 'person id as stored': person },
    }
  }
}
