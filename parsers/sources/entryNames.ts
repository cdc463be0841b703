/**
 * Names as containers store them, made safe and comparable. Names are data: nothing here becomes a path of this machine.
 */

/** A usable relative path with `/` between its parts, or the reason why the name is refused. */
export type EntryName = { readonly path: string } | { readonly refused: string }

/** Folders that a phone's own root holds: an absolute name is accepted only when it starts at one of them. */
const PHONE_ROOT = /^\/+(?:private\/|var\/|System\/|Library\/|Applications\/|usr\/|data\/|sdcard\/|storage\/|system\/)/

/** Almost all names are clean as stored; one test tells, as there may be hundreds of thousands. */
const NEEDS_WORK = /[\\\0]|^\/|\/$|\/\/|(?:^|\/)\.{1,2}(?:\/|$)|^[a-zA-Z]:/

/**
 * Reads one stored name. Backslashes count as separators (archives made on Windows), `.` and empty parts are dropped.
 * Refused: an empty name, a NUL, a drive letter, `..`, an absolute path that is not the phone's own root.
 */
export function readEntryName(stored: string): EntryName {
  if (stored !== '' && !NEEDS_WORK.test(stored)) return { path: stored }
  if (stored.includes('\0')) return { refused: 'its name holds a zero byte' }
  const name = stored.replaceAll('\\', '/')
  if (/^[a-zA-Z]:(?:\/|$)/.test(name)) return { refused: 'its name starts with a drive letter' }
  if (name.startsWith('/') && !PHONE_ROOT.test(name)) return { refused: 'its name is an absolute path' }
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return { refused: 'its name leads out of the archive (..)' }
  return parts.length === 0 ? { refused: 'it has no name' } : { path: parts.join('/') }
}

export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Code-unit order: the same on every machine, whatever its locale. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
