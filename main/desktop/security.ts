/** Ties the rules to Electron: what this file does not open stays shut. */
import { app, session } from 'electron'
import type { IpcMainInvokeEvent, Session, WebContents } from 'electron'
import { CHROMIUM_SWITCHES, isAllowedDownload, isAllowedNavigation, isAllowedRequest } from './rules.ts'
import type { Sender } from './rules.ts'

/** Before `ready`: sandbox every renderer and silence Chromium's own network use. */
export function hardenProcess(): void {
  app.enableSandbox()
  for (const [name, value] of CHROMIUM_SWITCHES) app.commandLine.appendSwitch(name, value)
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
  // No certificate is ever acceptable, because no connection is.
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault()
    callback(false)
  })
}

/** After `ready`: deny all permissions, devices and downloads, and cancel every request but the program's own. */
export function hardenSession(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
  target.setDisplayMediaRequestHandler(null)
  target.setSpellCheckerEnabled(false)
  target.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isAllowedRequest(details.url) }))
  // What the window drew itself (the map's picture) is saved where the person chooses: Electron asks with its save dialog.
  target.on('will-download', (event, item) => {
    if (!isAllowedDownload(item.getURL())) event.preventDefault()
  })
}

/** Refuses navigation, new windows and webviews in any contents, our window's included. */
function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    if (!isAllowedNavigation(details.url)) details.preventDefault()
  })
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !isAllowedNavigation(details.url)) details.preventDefault()
  })
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** Describes who sent a message, for `isTrustedSender`. */
export function senderOf(event: IpcMainInvokeEvent, ours: WebContents | null): Sender {
  const frame = event.senderFrame
  return {
    frameUrl: frame === null ? null : frame.url,
    isOurWindow: ours !== null && event.sender.id === ours.id,
    isMainFrame: frame !== null && frame.parent === null,
  }
}
