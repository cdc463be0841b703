/** The application menu: what the system expects, and nothing that leads out of the program. */
import type { MenuItemConstructorOptions } from 'electron'

/**
 * The menu for a platform. Undo and redo are left to the page, where they belong to the lens; reload and the developer
 * tools exist in a checkout only.
 */
export function menuTemplate(platform: NodeJS.Platform, isPackaged: boolean): MenuItemConstructorOptions[] {
  const application: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const file: MenuItemConstructorOptions = { label: 'File', submenu: [platform === 'darwin' ? { role: 'close' } : { role: 'quit' }] }
  const edit: MenuItemConstructorOptions = {
    label: 'Edit',
    submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'delete' }, { type: 'separator' }, { role: 'selectAll' }],
  }
  const developer: MenuItemConstructorOptions[] = isPackaged ? [] : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }]
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...developer,
    ],
  }
  return [...application, file, edit, view, { label: 'Window', submenu: [{ role: 'minimize' }, { role: 'close' }] }]
}
