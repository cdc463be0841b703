/** System dialogs for the renderer: they give a path, they read nothing. */
import { dialog } from 'electron'
import type { BrowserWindow, OpenDialogOptions } from 'electron'
import type { ChoosePathPurpose } from './channels.ts'

const CASE_FILTER = [{ name: 'Corroborate case', extensions: ['corroborate'] }]

const OPEN_OPTIONS: Readonly<Record<Exclude<ChoosePathPurpose, 'new-case' | 'export'>, OpenDialogOptions>> = {
  'open-case': { title: 'Open case', properties: ['openFile'], filters: CASE_FILTER },
  'extraction-file': { title: 'Add extraction (file)', properties: ['openFile', 'showHiddenFiles'] },
  'extraction-folder': { title: 'Add extraction (folder)', properties: ['openDirectory', 'showHiddenFiles'] },
}

/** Shows the dialog for a purpose. Null where the person cancelled. */
export async function choosePath(window: BrowserWindow, purpose: ChoosePathPurpose): Promise<string | null> {
  if (purpose === 'new-case' || purpose === 'export') {
    const title = purpose === 'new-case' ? 'New case' : 'Export'
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title,
      ...(purpose === 'new-case' ? { filters: CASE_FILTER } : {}),
    })
    return canceled || filePath === '' ? null : filePath
  }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, OPEN_OPTIONS[purpose])
  return canceled ? null : (filePaths[0] ?? null)
}
