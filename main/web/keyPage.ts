/**
 * What a page request without the secret gets: one plain sentence. The renderer takes the secret out of the address bar and
 * keeps it in the session storage of its tab, so a reload comes here; the script then goes back with the secret.
 */

/** Where the renderer keeps the secret (renderer/shared/bridge/secret.ts). A test compares the two. */
export const SECRET_STORAGE_KEY = 'corroborate.secret'

export const KEY_SENTENCE = 'Open the whole address that Corroborate printed when it started: the part after ?s= is its key.'

export const KEY_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Corroborate</title><script src="/reload.js"></script></head>
<body><p>${KEY_SENTENCE}</p></body></html>
`

/** An address that already has a secret is never tried again: it is the one of an earlier start, and would loop. */
export const RELOAD_SCRIPT = `const address = new URL(location.href)
const secret = sessionStorage.getItem('${SECRET_STORAGE_KEY}')
if (secret !== null && !address.searchParams.has('s')) {
  address.searchParams.set('s', secret)
  location.replace(address)
}
`
