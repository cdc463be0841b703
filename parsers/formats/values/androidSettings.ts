/**
 * Settings files of Android apps (`shared_prefs/*.xml`): a flat list of named values, as Android's public SharedPreferences writes
 * them. A text stands between the tags, a number or flag in the attribute `value`.
 */
import type { SideFile } from '../../model/index.ts'
import { xmlElements } from '../text/xmlStream.ts'

const ENTRIES = new Set(['string', 'int', 'long', 'float', 'boolean'])

/** Name to value as text. A file that is missing or no XML gives what could be read of it: nothing at worst. */
export function readAndroidSettings(file: SideFile | null): ReadonlyMap<string, string> {
  const settings = new Map<string, string>()
  if (file === null) return settings
  try {
    for (const { node } of xmlElements([file.bytes], { wanted: ENTRIES, stateOf: () => undefined, onFault: () => undefined })) {
      const name = node.attributes['name']
      const value = node.name === 'string' ? node.text : node.attributes['value']
      if (name !== undefined && value !== undefined && value !== '' && !settings.has(name)) settings.set(name, value)
    }
  } catch {
    // Settings only name the own account: without them the direction of some messages stays unknown, and the records say so.
  }
  return settings
}
