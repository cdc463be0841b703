/** Where the program keeps what belongs to no case: the list of recent cases, and the demo. Never evidence. */
import path from 'node:path'

/** The parts of a machine that decide it. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string
}

/**
 * The folder by the custom of each system: `%APPDATA%`, `~/Library/Application Support`, `$XDG_CONFIG_HOME` or `~/.config`,
 * each with `corroborate`. `CORROBORATE_SETTINGS` names another one. It need not exist yet.
 */
export function settingsFolder(machine: Machine): string {
  const { platform, environment, homeFolder } = machine
  const chosen = environment['CORROBORATE_SETTINGS']
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen)
  if (platform === 'win32') return path.join(environment['APPDATA'] ?? path.join(homeFolder, 'AppData', 'Roaming'), 'corroborate')
  if (platform === 'darwin') return path.join(homeFolder, 'Library', 'Application Support', 'corroborate')
  const config = environment['XDG_CONFIG_HOME']
  // The XDG rule: a relative path is to be ignored.
  return path.join(config !== undefined && path.isAbsolute(config) ? config : path.join(homeFolder, '.config'), 'corroborate')
}
