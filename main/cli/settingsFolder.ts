/** Where the program keeps its list of recent cases and the demo: the user's own folder, as each system has it. */
import { homedir } from 'node:os'
import { join } from 'node:path'

export function settingsFolder(): string {
  const { CORROBORATE_SETTINGS, APPDATA, XDG_DATA_HOME } = process.env
  if (CORROBORATE_SETTINGS !== undefined && CORROBORATE_SETTINGS !== '') return CORROBORATE_SETTINGS
  if (process.platform === 'win32') return join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Corroborate')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Corroborate')
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'corroborate')
}
