/** Entries by more than their exact path: by the app in whose container they lie, by nearness, with notes of whose they are. */
import type { ExtractionEntry } from '../../parsers/sources/extraction.ts'

/** Whether a pattern finds the entry. Patterns may name an app where an image has the UUID of its container. */
export function isAt({ path, namedPath }: ExtractionEntry, matches: (path: string) => boolean): boolean {
  return matches(path) || (namedPath !== undefined && matches(namedPath))
}

/** Of the entries that pass, the one whose path has most in common with the store's; the first of equals. */
export function nearestTo(
  storePath: string,
  entries: readonly ExtractionEntry[],
  passes: (entry: ExtractionEntry) => boolean,
): ExtractionEntry | null {
  let best: ExtractionEntry | null = null
  for (const entry of entries) {
    if (!passes(entry)) continue
    if (best === null || commonLength(entry.path, storePath) > commonLength(best.path, storePath)) best = entry
  }
  return best
}

function commonLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

/** Whose the file is, where its path does not say it at a glance. */
export function identityNotes({ app, user, namedPath }: ExtractionEntry): string[] {
  const notes: string[] = []
  if (namedPath !== undefined && app !== undefined) notes.push(`It lies in the container of ${app}.`)
  if (user !== undefined && user !== 0)
    notes.push(`It belongs to Android user ${user} (a work profile, secure folder or second user), not to the first user.`)
  return notes
}
