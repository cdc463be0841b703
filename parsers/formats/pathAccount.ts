/** Own accounts that no row holds: the name of a file or folder does. */
import type { AccountRecord, Emitted, IdentityRef } from '../model/index.ts'

/**
 * Adds the account to a parser's records. It is drawn from the first row that was read, because every record has a row, and says where it
 * really stands. Nothing without an account or without rows.
 */
export function* withPathAccount(
  records: Iterable<Emitted>,
  service: string,
  identity: IdentityRef | null,
  path: string,
): Generator<Emitted> {
  let pending = identity
  for (const record of records) {
    yield record
    if (pending === null || record.from.ordinal !== 0) continue
    const account: AccountRecord = {
      type: 'account',
      from: { ...record.from, ordinal: 1 },
      state: 'live',
      service,
      identity: pending,
      name: pending.name,
      isOwner: true,
      facts: { 'named by': `the path of the store: ${path}` },
    }
    pending = null
    yield account
  }
}
