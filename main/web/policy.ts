/** What a door that speaks HTTP lets in, and what it tells the browser. Pure: no sockets, so every rule has its own test. */

/**
 * Content-security policy of every page and asset, in the browser and under `app://`. Nothing may be loaded from
 * anywhere but the program itself; `blob:` carries decoded pictures and the map's worker, `data:` small drawn icons.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** Sent with every answer. Evidence must not stay in the browser's cache, nor the secret in a referrer. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), clipboard-read=()',
}

/** The parts of a request that decide whether it is answered at all. Header values as received, or undefined. */
export interface Caller {
  readonly method: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
}

/** A refusal: HTTP status and one plain sentence. */
export interface Refusal {
  readonly status: number
  readonly sentence: string
}

/**
 * Checks who calls, before anything is looked at: a page of another site that reached this port through a re-bound name
 * (Host), by a script (Origin) or by a link or a picture (Sec-Fetch-Site) is refused. Null means welcome.
 */
export function refuseCaller(caller: Caller, port: number): Refusal | null {
  if (caller.method !== 'GET' && caller.method !== 'POST') return { status: 405, sentence: 'Only GET and POST are answered here.' }
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (caller.host === undefined || !hosts.includes(caller.host)) {
    return { status: 403, sentence: 'This address is not the one that Corroborate printed when it started.' }
  }
  // The Origin must be the very host that was called: localhost and 127.0.0.1 are two sites to a browser.
  if (caller.origin !== undefined && caller.origin !== `http://${caller.host}`) return OTHER_SITE
  // `same-site` is another port of this machine: just as foreign.
  if (caller.fetchSite !== undefined && caller.fetchSite !== 'same-origin' && caller.fetchSite !== 'none') return OTHER_SITE
  return null
}

const OTHER_SITE: Refusal = { status: 403, sentence: 'Another web page may not call Corroborate.' }
