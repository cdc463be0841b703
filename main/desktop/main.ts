/** Electron's main process: hardens it, starts the service, opens the window and relays. Runs from dist/. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, ipcMain, Menu, protocol, session } from 'electron'
import type { BrowserWindow } from 'electron'
import { createService } from '../service/index.ts'
import type { Service } from '../service/index.ts'
import { actorName, settingsFolder } from '../service/machine.ts'
import { createAppHandler } from './appProtocol.ts'
import { CHOOSE_PATH_MESSAGE, EVENT_MESSAGE, INVOKE_MESSAGE, readPurpose } from './channels.ts'
import { choosePath } from './dialogs.ts'
import { spawnUtilityProcess } from './ingestProcess.ts'
import { readLaunchArguments } from './launchArguments.ts'
import { menuTemplate } from './menu.ts'
import { relayCall } from './relay.ts'
import { printPdf } from './printPdf.ts'
import { APP_SCHEME, isTrustedSender } from './rules.ts'
import { hardenProcess, hardenSession, senderOf } from './security.ts'
import { openWindow } from './window.ts'

const RENDERER_FOLDER = fileURLToPath(new URL('../../renderer', import.meta.url))

let window: BrowserWindow | null = null

// A second start would write to the same case from two sides; it hands its arguments to the first and ends.
if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  hardenProcess()
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  void app.whenReady().then(run)
}

function run(): void {
  hardenSession()
  session.defaultSession.protocol.handle(APP_SCHEME, createAppHandler(RENDERER_FOLDER))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)))
  const service = createService({ actor: actorName(), settingsFolder: settingsFolder(), spawnIngest: spawnUtilityProcess, printPdf })
  answerRenderer(service)
  showWindow()
  openWhatWasAsked(service, process.argv)
  app.on('second-instance', (_event, given) => {
    showWindow()
    openWhatWasAsked(service, given)
  })
  app.on('open-file', (_event, file) => openWhatWasAsked(service, [file]))
  app.on('activate', showWindow)
  app.on('window-all-closed', () => app.quit())
  closeBeforeQuit(service)
}

function showWindow(): void {
  if (window === null) {
    window = openWindow(app.isPackaged)
    window.on('closed', () => (window = null))
  } else {
    if (window.isMinimized()) window.restore()
    window.focus()
  }
}

function answerRenderer(service: Service): void {
  ipcMain.handle(INVOKE_MESSAGE, (event, channel: unknown, args: unknown) =>
    relayCall(service, senderOf(event, window?.webContents ?? null), channel, args),
  )
  ipcMain.handle(CHOOSE_PATH_MESSAGE, async (event, options: unknown) => {
    const purpose = readPurpose(options)
    if (window === null || purpose === null || !isTrustedSender(senderOf(event, window.webContents))) return null
    return choosePath(window, purpose)
  })
  service.on((name, data) => window?.webContents.send(EVENT_MESSAGE, name, data))
}

/** The window learns of it by `case.changed` and `import.progress`; a failure shows there as the case that is not open. */
function openWhatWasAsked(service: Service, given: readonly string[]): void {
  const wanted = readLaunchArguments(given)
  if (wanted.isDemo) void service.invoke('case.openDemo', {})
  else if (wanted.casePath !== null) void service.invoke('case.open', { path: path.resolve(wanted.casePath) })
}

function closeBeforeQuit(service: Service): void {
  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void service.close().finally(() => {
      isClosed = true
      app.quit()
    })
  })
}
