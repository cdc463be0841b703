/** Prints a page of a report to a PDF: in a window that nobody sees, with a session of its own that may load that page and nothing else. */
import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { BrowserWindow, session } from 'electron'
import { WINDOW_PREFERENCES } from './rules.ts'

let count = 0

export async function printPdf(page: string, file: string): Promise<void> {
  const { href } = pathToFileURL(page)
  // In memory, and new for each page.
  const own = session.fromPartition(`print-${count++}`)
  own.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  own.webRequest.onBeforeRequest((details, callback) => callback({ cancel: details.url !== href && !details.url.startsWith('data:') }))
  const window = new BrowserWindow({ show: false, webPreferences: { ...WINDOW_PREFERENCES, session: own, javascript: false } })
  try {
    await window.loadURL(href)
    await writeFile(
      file,
      await window.webContents.printToPDF({
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      }),
    )
  } finally {
    window.destroy()
  }
}
