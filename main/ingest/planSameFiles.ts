/**
 * Lines of the coverage table for what is listed but not read by itself: files that an extraction holds under two paths are read once, and
 * the second path is named; locked files and older copies say why.
 */
import { pathMatcher } from '../../parsers/formats/paths/matchPath.ts'
import type { Parser } from '../../parsers/model/index.ts'
import { baseNameOf } from '../../parsers/sources/entryNames.ts'
import type { ExtractionEntry } from '../../parsers/sources/extraction.ts'
import { identityNotes, isAt } from './entryNotes.ts'
import { KNOWN_STORES } from './knownStores.ts'
import type { PlannedRun } from './plannedRun.ts'

/** A line for each store; one line for all single files (pictures) of a parser. `sameFiles`: second path -> path that is read. */
export function planSameFiles(
  listed: readonly ExtractionEntry[],
  parsers: readonly Parser[],
  sameFiles: ReadonlyMap<string, string>,
): PlannedRun[] {
  if (sameFiles.size === 0) return []
  const plan: PlannedRun[] = []
  let left = listed.filter(({ path }) => sameFiles.has(path))
  const take = (reads: readonly string[]): ExtractionEntry[] => {
    const matches = pathMatcher(reads)
    const found = left.filter((entry) => isAt(entry, matches))
    const taken = new Set(found)
    left = left.filter((entry) => !taken.has(entry))
    return found
  }
  const lineOf = (store: string, { path }: ExtractionEntry): PlannedRun =>
    unread(store, path, `The same file as ${sameFiles.get(path) ?? ''}, byte for byte, under a second path. It is read there, once.`)
  const stores = parsers.filter(({ input }) => input !== 'file')
  for (const { store, reads } of [...stores, ...KNOWN_STORES]) plan.push(...take(reads).map((entry) => lineOf(store, entry)))
  for (const { store, reads } of parsers.filter(({ input }) => input === 'file')) {
    const found = take(reads)
    const [first] = found
    if (first === undefined) continue
    const example = `${first.path} is ${sameFiles.get(first.path) ?? ''}`
    const counted = found.length === 1 ? '1 file is another' : `${found.length} files are others`
    plan.push(unread(store, null, `${counted} under a second path, byte for byte, and not read again (${example}).`))
  }
  return [...plan, ...left.map((entry) => lineOf(baseNameOf(entry.path), entry))]
}

/** Archives that were opened need no line: their files have theirs. */
export function planSetAside(listed: readonly ExtractionEntry[]): PlannedRun[] {
  return listed.flatMap((entry) => {
    const { path, setAside } = entry
    if (setAside === undefined || setAside.kind === 'opened') return []
    const status = setAside.kind === 'locked' ? 'unreadable' : 'not-parsed'
    const step = { kind: 'none', status, note: setAside.note } as const
    return [{ store: baseNameOf(path), path, notes: identityNotes(entry), step }]
  })
}

const unread = (store: string, path: string | null, note: string): PlannedRun => ({
  store,
  path,
  step: { kind: 'none', status: 'not-parsed', note },
})

/** Every path that a plan would read or name. */
export function pathsOfPlan(plan: readonly PlannedRun[]): Set<string> {
  const paths = new Set<string>()
  for (const { path, step } of plan) {
    if (path !== null) paths.add(path)
    if (step.kind === 'files') for (const entry of step.entries) paths.add(entry.path)
  }
  return paths
}
