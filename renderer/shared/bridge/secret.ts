/** Keeps the per-start secret of `serve` out of the address bar and out of the history. */

export const SECRET_HEADER = 'x-corroborate-secret'
const STORAGE_KEY = 'corroborate.secret'

export interface SecretSplit {
  readonly secret: string | null
  /** The address without the secret, for `history.replaceState`. */
  readonly address: string
}

/** Takes `s=<secret>` out of an address. Other parameters and the hash stay. */
export function splitSecret(address: string): SecretSplit {
  const url = new URL(address)
  const secret = url.searchParams.get('s')
  if (secret === null) return { secret: null, address }
  url.searchParams.delete('s')
  return { secret, address: url.toString() }
}

/** The secret of this start: from the address at first load, afterwards from the session storage of this tab. */
export function takeSecret(): string {
  const { secret, address } = splitSecret(window.location.href)
  if (secret === null) return window.sessionStorage.getItem(STORAGE_KEY) ?? ''
  window.sessionStorage.setItem(STORAGE_KEY, secret)
  window.history.replaceState(window.history.state, '', address)
  return secret
}
