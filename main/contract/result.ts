/** How a call answers. A rejected promise is a bug; everything foreseeable is a `Failure`. */

/**
 * - `usage`: the arguments are wrong (exit 2)
 * - `unreadable`: an input cannot be read, or a key is missing or wrong (exit 3)
 * - `password`: an input is encrypted, and its password is missing or wrong: ask for it and try again (exit 3)
 * - `verification`: a hash or the audit chain differs (exit 4)
 * - `no-case`: no case is open
 * - `busy`: another import is running
 * - `not-found`: the id names nothing
 * - `cancelled`: the user stopped it
 * - `bug`: our fault (exit 1)
 */
export type FailureKind = 'usage' | 'unreadable' | 'password' | 'verification' | 'no-case' | 'busy' | 'not-found' | 'cancelled' | 'bug'

export interface Failure {
  readonly kind: FailureKind
  /** One plain sentence: what happened, what is safe, what to do. */
  readonly message: string
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** Thrown inside main for a foreseeable failure; the service turns it into a `Failure`. */
export class CaseError extends Error {
  override readonly name = 'CaseError'
  readonly kind: FailureKind
  constructor(kind: FailureKind, message: string) {
    super(message)
    this.kind = kind
  }
}
