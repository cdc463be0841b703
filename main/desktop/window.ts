/** The one window of the desktop program. */
import { fileURLToPath } from 'node:url'
import { BrowserWindow } from 'electron'
import { APP_PAGE, WINDOW_PREFERENCES } from './rules.ts'

/** Opens the window on the program's page. It shows itself when there is something to see. */
export function openWindow(isPackaged: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title: 'Corroborate',
    webPreferences: {
      ...WINDOW_PREFERENCES,
      devTools: !isPackaged,
      preload: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(APP_PAGE)
  return window
}
