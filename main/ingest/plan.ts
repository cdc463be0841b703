/** Which parser reads which file of an extraction, and what else is known to be there, missing or not expected. */
import { PathIndex } from '../../parsers/formats/paths/pathIndex.ts'
import type { DocumentParser, Parser, SqliteParser } from '../../parsers/model/index.ts'
import type { Extraction, ExtractionEntry } from '../../parsers/sources/extraction.ts'
import { MADE_WITH_PASSWORD } from '../../parsers/sources/recognise.ts'
import { identityNotes } from './entryNotes.ts'
import { KNOWN_STORES, type KnownStore } from './knownStores.ts'
import type { PlannedRun } from './plannedRun.ts'
import { planSameFiles, planSetAside } from './planSameFiles.ts'

export type { PlannedRun } from './plannedRun.ts'

const SIDE_FILE = /-(wal|shm|journal)$|\.mapping\.json$/
const isSqliteParser = (parser: Parser): parser is SqliteParser => parser.input === 'sqlite'
const isDocumentParser = (parser: Parser): parser is DocumentParser => parser.input === 'document'

/**
 * The runs in a fixed order (parser list, then path), so that the same input gives the same numbers. Loose files and
 * single databases are matched by content, since they lie outside a phone's folders.
 */
export function planRuns(
  extraction: Extraction,
  parsers: readonly Parser[],
  sameFiles: ReadonlyMap<string, string> = new Map(),
): PlannedRun[] {
  const listed = extraction.list().filter(({ path }) => !SIDE_FILE.test(path))
  const entries = listed.filter(({ path, setAside }) => !sameFiles.has(path) && setAside === undefined)
  // A report of another program is read by what is made for such reports, and its databases by nothing, so that no row counts twice.
  const isReport = extraction.kind === 'ufdr'
  const usable = parsers.filter(({ onlyIn }) => (onlyIn === undefined ? !isReport : onlyIn.some((kind) => kind === extraction.kind)))
  const isLoose = ['database', 'document', 'whatsapp-backup', 'loose-files'].includes(extraction.kind)
  const taken = new Set<string>()
  const plan = [...planStores(entries, usable, taken), ...planDocuments(entries, usable, taken), ...planFiles(entries, usable, taken)]
  plan.push(...planSetAside(listed), ...planSameFiles(listed, usable, sameFiles))
  if (isLoose) plan.push(...planByContent(entries, usable, taken))
  if (!isReport) plan.push(...planKnownStores(extraction, entries, usable, taken, isLoose))
  return plan
}

const readersIndex = <T extends { readonly reads: readonly string[] }>(values: readonly T[]): PathIndex<T> =>
  new PathIndex(values, ({ reads }) => reads)

function planStores(entries: readonly ExtractionEntry[], parsers: readonly Parser[], taken: Set<string>): PlannedRun[] {
  const index = readersIndex(parsers.filter(isSqliteParser))
  const plan: PlannedRun[] = []
  for (const entry of entries) {
    const { path, namedPath, isPresent } = entry
    const candidates = index.at(path, namedPath)
    const [first] = candidates
    if (first === undefined) continue
    taken.add(path)
    plan.push({ store: first.store, path, notes: identityNotes(entry), step: isPresent ? { kind: 'sqlite', candidates } : MISSING })
  }
  return plan
}

const MISSING = { kind: 'none', status: 'missing', note: 'The extraction lists this file, but its bytes are not there.' } as const

/** One run a document: of several parsers that know its path, the first. A file that a database parser has claimed is none. */
function planDocuments(entries: readonly ExtractionEntry[], parsers: readonly Parser[], taken: Set<string>): PlannedRun[] {
  const index = readersIndex(parsers.filter(isDocumentParser))
  const plan: PlannedRun[] = []
  for (const entry of entries) {
    const { path, namedPath, isPresent } = entry
    const [parser] = taken.has(path) ? [] : index.at(path, namedPath)
    if (parser === undefined) continue
    taken.add(path)
    plan.push({ store: parser.store, path, notes: identityNotes(entry), step: isPresent ? { kind: 'document', parser } : MISSING })
  }
  return plan
}

function planFiles(entries: readonly ExtractionEntry[], parsers: readonly Parser[], taken: Set<string>): PlannedRun[] {
  const plan: PlannedRun[] = []
  for (const parser of parsers) {
    if (parser.input !== 'file') continue
    const index = readersIndex([parser])
    const found = entries.filter(({ path, namedPath }) => index.at(path, namedPath).length > 0)
    for (const { path } of found) taken.add(path)
    const present = found.filter(({ isPresent }) => isPresent)
    if (present.length > 0) plan.push({ store: parser.store, path: null, step: { kind: 'files', parser, entries: present } })
  }
  return plan
}

function planByContent(entries: readonly ExtractionEntry[], parsers: readonly Parser[], taken: Set<string>): PlannedRun[] {
  const databases = parsers.filter(isSqliteParser)
  const documents = parsers.filter(isDocumentParser).filter((parser) => parser.recognises !== undefined)
  return entries
    .filter(({ path, isPresent }) => isPresent && !taken.has(path))
    .map(({ path }) => ({ store: path.slice(path.lastIndexOf('/') + 1), path, step: { kind: 'by-content', databases, documents } }))
}

function planKnownStores(
  extraction: Extraction,
  entries: readonly ExtractionEntry[],
  parsers: readonly Parser[],
  taken: ReadonlySet<string>,
  isLoose: boolean,
): PlannedRun[] {
  const index = readersIndex(KNOWN_STORES)
  const found = new Map<KnownStore, ExtractionEntry[]>(KNOWN_STORES.map((known) => [known, []]))
  for (const entry of entries)
    if (!taken.has(entry.path)) for (const known of index.at(entry.path, entry.namedPath)) found.get(known)?.push(entry)
  const plan: PlannedRun[] = []
  for (const [{ store, platform, inBackups }, present] of found) {
    if (present.length > MANY_FILES) plan.push(unreadFiles(store, present))
    else plan.push(...present.map((entry) => unreadStore(store, entry)))
    if (present.length === 0 && !isLoose && platform === extraction.platform) plan.push(notFound(store, inBackups, extraction))
  }
  const hasRun = new Set<Parser>()
  const readers = readersIndex(parsers)
  for (const { path, namedPath } of entries) if (taken.has(path)) for (const parser of readers.at(path, namedPath)) hasRun.add(parser)
  for (const parser of parsers) {
    if (!hasRun.has(parser) && !isLoose && isKeptOn(parser, extraction.platform))
      plan.push(notFound(parser.store, parser.inBackups ?? true, extraction))
  }
  return plan
}

const isKeptOn = ({ platform, keptOn }: Parser, phone: Extraction['platform']): boolean =>
  platform === phone || keptOn?.some((one) => one === phone) === true

/** A store of more files than a reader of the coverage goes through is one line. */
const MANY_FILES = 20

function unreadFiles(store: string, entries: readonly ExtractionEntry[]): PlannedRun {
  const missing = entries.filter(({ isPresent }) => !isPresent).length
  const note = `${entries.length} files, the first of them ${entries[0]?.path ?? ''}: this version has no parser for them.${
    missing === 0 ? '' : ` The bytes of ${missing} are not in the extraction.`
  }`
  return { store, path: null, step: { kind: 'none', status: 'not-parsed', note } }
}

function unreadStore(store: string, entry: ExtractionEntry): PlannedRun {
  const step = entry.isPresent
    ? ({ kind: 'none', status: 'not-parsed', note: 'Present, but this version has no parser for it.' } as const)
    : MISSING
  return { store, path: entry.path, notes: identityNotes(entry), step }
}

function notFound(store: string, inBackups: boolean | 'encrypted', extraction: Extraction): PlannedRun {
  const note = extraction.kind === 'itunes-backup' ? whyNotInBackup(inBackups, extraction) : null
  return { store, path: null, step: { kind: 'none', status: note === null ? 'absent' : 'not-expected', note } }
}

/** Since this version of iOS, backups without a password leave out calls and pages (and Wi-Fi networks, as Apple's support pages say). */
const LEAVES_OUT_SINCE = 13

function whyNotInBackup(inBackups: boolean | 'encrypted', { device }: Extraction): string | null {
  if (inBackups === false) return 'Backups of this kind normally do not contain it.'
  const version = Number(/^\d+/.exec(device.osVersion ?? '')?.[0] ?? LEAVES_OUT_SINCE)
  if (inBackups !== 'encrypted' || device.stated[MADE_WITH_PASSWORD] === 'true' || version < LEAVES_OUT_SINCE) return null
  return 'Only backups that are encrypted with a password normally contain it.'
}
