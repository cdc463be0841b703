/** What the doors need to know of the machine: where settings lie, and who acts. */
import { homedir, userInfo } from 'node:os'
import path from 'node:path'

/** The parts of a machine that decide where settings lie. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string
}

/**
 * The folder for what belongs to no case, the list of recent cases and the demo, by the custom of each system: `%APPDATA%`,
 * `~/Library/Application Support`, `$XDG_DATA_HOME` or `~/.local/share`. `CORROBORATE_SETTINGS` names another one. It need
 * not exist yet. All doors share it.
 */
export function settingsFolder({ platform, environment, homeFolder }: Machine = thisMachine()): string {
  const chosen = environment['CORROBORATE_SETTINGS']
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen)
  if (platform === 'win32') return path.join(environment['APPDATA'] ?? path.join(homeFolder, 'AppData', 'Roaming'), 'Corroborate')
  if (platform === 'darwin') return path.join(homeFolder, 'Library', 'Application Support', 'Corroborate')
  const data = environment['XDG_DATA_HOME']
  // The XDG rule: a relative path is to be ignored.
  return path.join(data !== undefined && path.isAbsolute(data) ? data : path.join(homeFolder, '.local', 'share'), 'corroborate')
}

/** Login name for the audit log. A machine can have users without one (a container, say). */
export function actorName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown user'
  }
}

function thisMachine(): Machine {
  return { platform: process.platform, environment: process.env, homeFolder: homedir() }
}
