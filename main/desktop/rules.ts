/** What the desktop window may do, as pure decisions. `security.ts` ties them to Electron. */

/** The window's own origin: files of the built renderer, under a scheme that no web page has. */
export const APP_SCHEME = 'app'
export const APP_HOST = 'corroborate'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
export const APP_PAGE = `${APP_ORIGIN}/`

/**
 * Command-line switches for Chromium, with their values. Chromium looks for updates, dictionaries, time and names by
 * itself; these end it before the first one. `host-resolver-rules` is the net under the others: no name resolves.
 */
export const CHROMIUM_SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-breakpad'],
  ['disable-sync'],
  ['disable-default-apps'],
  ['dns-prefetch-disable'],
  ['no-pings'],
  ['no-proxy-server'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  [
    'disable-features',
    'AutofillServerCommunication,CertificateTransparencyComponentUpdater,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,SpareRendererForSitePerProcess',
  ],
]

/** Web preferences of the only window. The preload's path is added where the window is made. */
export const WINDOW_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  // The spell checker fetches its dictionaries from the network.
  spellcheck: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
} as const

/** True for what the window may load: its own files, and `data:` or `blob:` that it made itself. */
export function isAllowedRequest(address: string): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  if (url.protocol === 'data:') return true
  if (url.protocol === 'blob:') return isOwn(URL.parse(url.pathname))
  return isOwn(url)
}

/** True for a picture that the window drew itself and offers to save; nothing else is ever downloaded. */
export function isAllowedDownload(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'blob:' && isOwn(URL.parse(url.pathname))
}

/** True only for the page itself, as on reload: nothing in evidence may lead the window anywhere. */
export function isAllowedNavigation(address: string): boolean {
  const url = URL.parse(address)
  return isOwn(url) && (url?.pathname === '/' || url?.pathname === '/index.html')
}

/** Who sent a message to main. */
export interface Sender {
  /** Address of the frame, or null where it has gone. */
  readonly frameUrl: string | null
  readonly isOurWindow: boolean
  readonly isMainFrame: boolean
}

/** True for the main frame of our window showing our page; a frame inside it, or another window, is nobody. */
export function isTrustedSender(sender: Sender): boolean {
  return sender.isOurWindow && sender.isMainFrame && sender.frameUrl !== null && isAllowedNavigation(sender.frameUrl)
}

function isOwn(url: URL | null): boolean {
  // Compared part by part: a text comparison would take `app://corroborate.evil/` or `https://x/?app://corroborate` for ours.
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.hostname === APP_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  )
}
