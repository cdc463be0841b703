/** Own accounts that no row of the store holds: the name of a folder, or a settings file beside it, does. */
import type { AccountRecord, Emitted, IdentityRef } from '../../model/index.ts'

export interface OwnAccount {
  readonly service: string
  readonly identity: IdentityRef
  readonly name: string | null
  readonly facts: Readonly<Record<string, string>>
}

/**
 * Adds the account to a parser's records. It is drawn from the first row that was read, because every record has a row; its facts must say
 * where it really stands. Nothing without an account or without rows.
 */
export function* withOwnAccount(records: Iterable<Emitted>, account: OwnAccount | null): Generator<Emitted> {
  let pending = account
  for (const record of records) {
    yield record
    if (pending === null || record.from.ordinal !== 0) continue
    const own: AccountRecord = { type: 'account', from: { ...record.from, ordinal: 1 }, state: 'live', isOwner: true, ...pending }
    pending = null
    yield own
  }
}
