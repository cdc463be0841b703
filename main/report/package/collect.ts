/** Which records a package holds: the exhibits in their order, and the conversations around them. */
import { covers, isQuoted } from '../../casefile/read/exhibitCovers.ts'
import { exhibits as caseExhibits } from '../../casefile/read/exhibits.ts'
import { lensFilter } from '../../casefile/read/lensFilter.ts'
import { hiddenConditions } from '../../casefile/read/visibility.ts'
import {
  CaseError,
  EMPTY_LENS,
  type Exhibit as CaseExhibit,
  type HiddenCounts,
  type Lens,
  RECORD_KIND_NAMES,
} from '../../contract/index.ts'
import type { ExportRequest, ReportContext } from '../context.ts'
import { caseFacts } from '../facts.ts'
import { ZonedTime } from '../zonedTime.ts'
import type { Material } from './material.ts'
import type { MediaCopier } from './media.ts'
import type { Audience, Exhibit, Package, Talk } from './model.ts'
import { placesOfTalks, talksOf } from './talks.ts'

/** What a redaction puts in place of the plain readings. */
export interface Reading {
  readonly material: Material
  readonly media: MediaCopier
  readonly audience: Audience
}

/** What `exportPackage` and `exportPdf` are given besides the case. */
export interface Outlet {
  /** `keys`: the records that the export shows. */
  reading(keys: readonly number[]): Reading
  /** Throws when something of what was taken out is still there. */
  inspectFolder(folder: string): void
  inspectText(name: string, text: string): void
  /** Throws when the name of the export says what was taken out of it. */
  inspectName(name: string): void
  /** What whoever exports must look at themselves. */
  warnings(): readonly string[]
  /** Everything is written and named next: the key file, where one is wanted. */
  finish(packageId: string): void
}

/** Records that an exhibit lists which is no quotation: what lies in a place, an edge or a view can be a million. */
const LISTED_RECORDS = 100

/** Throws a `usage` failure when there is no exhibit in scope. */
export function collectPackage(context: ReportContext, request: Pick<ExportRequest, 'lens'>, read: Outlet['reading']): Package {
  const { fromMs, toMs, sources } = request.lens ?? EMPTY_LENS
  const scope: Lens = { ...EMPTY_LENS, fromMs, toMs, sources }
  const { exhibits, keptBack } = chosenExhibits(context, request)
  const talks = talksOf(context, exhibits, scope)
  const reading = read(shownKeys(exhibits, talks))
  const shown = inOrder(exhibits.flatMap((exhibit) => reading.material.exhibit(exhibit) ?? []))
  if (shown.length === 0)
    throw new CaseError('usage', 'Nothing is left of the exhibits for this audience. Choose another one, or other exhibits.')
  const { info, words } = reading.material
  const facts = caseFacts(context)
  return {
    ...reading,
    // The head of the manifest says nothing that the pages do not say.
    facts: {
      ...facts,
      createdBy: words(facts.createdBy),
      case: { ...facts.case, name: info.name, number: info.number, examiner: info.examiner },
      sources: info.sources.map(({ id, label, sha256 }) => ({ id, label, sha256 })),
    },
    exhibits: shown,
    keptBack,
    exhibitOf: firstQuotations(shown),
    time: new ZonedTime(info.timezone),
    scope,
    talks: talks.map((talk) => ({ ...talk, exhibits: shown.filter(({ threadId }) => threadId === talk.threadId) })),
    talkPlace: placesOfTalks(talks),
    entities: new Set(),
  }
}

const shownKeys = (exhibits: readonly Exhibit[], talks: readonly Talk[]): number[] => [
  ...new Set([
    ...exhibits.flatMap(({ keys }) => keys),
    ...talks.flatMap(({ pages }) => pages.flatMap(({ stretches }) => stretches.flatMap(({ keys }) => keys))),
  ]),
]

const inOrder = (exhibits: readonly Exhibit[]): Exhibit[] => exhibits.map((exhibit, index) => ({ ...exhibit, index: index + 1 }))

/** An exhibit of one record goes before one that quotes it among others. */
function firstQuotations(exhibits: readonly Exhibit[]): Map<number, Exhibit> {
  const found = new Map<number, Exhibit>()
  const quoted = exhibits.filter(isQuoted).sort((a, b) => Number(b.target.kind === 'record') - Number(a.target.kind === 'record'))
  for (const exhibit of quoted) for (const key of exhibit.keys) if (!found.has(key)) found.set(key, exhibit)
  return found
}

/** Throws a `usage` failure when there are none. */
export function chosenExhibits(
  context: ReportContext,
  request: Pick<ExportRequest, 'lens'>,
): { exhibits: Exhibit[]; keptBack: HiddenCounts } {
  const { database } = context.file
  const all = caseExhibits(database)
  const records = bookmarkedRecords(context, request)
  const chosen: Exhibit[] = []
  for (const exhibit of all) {
    const covered = exhibit.target.kind === 'record' ? one(records, exhibit.target.key) : several(context, request, exhibit)
    if (covered.records > 0) chosen.push({ ...exhibit, ...covered, index: chosen.length + 1 })
  }
  if (chosen.length > 0) return { exhibits: chosen, keptBack: keptBackOf(database) }
  throw new CaseError(
    'usage',
    all.length === 0
      ? 'Nothing is bookmarked yet. Bookmark the records that the package shall hold, then export.'
      : `None of the ${all.length} bookmarked exhibits is in the chosen scope. Widen it, then export.`,
  )
}

type Covered = Pick<Exhibit, 'keys' | 'records' | 'threadId'>

const choice = (lens: Lens | null): Lens => {
  const given = lens ?? EMPTY_LENS
  return { ...given, kinds: given.kinds.length > 0 ? given.kinds : [...RECORD_KIND_NAMES], bookmarkedOnly: true }
}

function bookmarkedRecords(
  { file: { database }, directory }: ReportContext,
  { lens }: Pick<ExportRequest, 'lens'>,
): Map<number, number | null> {
  const { where, values } = lensFilter(database, directory, choice(lens))
  const rows = database
    .prepare(`SELECT r.id, r.thread_id FROM record AS r WHERE r.id IN (SELECT record_id FROM bookmark) AND ${where}`)
    .raw()
    .all(...values) as [number, number | null][]
  return new Map(rows)
}

function one(records: ReadonlyMap<number, number | null>, key: number): Covered {
  const threadId = records.get(key)
  return threadId === undefined ? { keys: [], records: 0, threadId: null } : { keys: [key], records: 1, threadId }
}

function several({ file: { database }, directory }: ReportContext, { lens }: Pick<ExportRequest, 'lens'>, exhibit: CaseExhibit): Covered {
  const own = covers(database, directory, exhibit)
  const limit = lensFilter(database, directory, { ...choice(lens), bookmarkedOnly: false })
  const where = `${own.where} AND ${limit.where}`
  const values = [...own.values, ...limit.values]
  const rows = database
    .prepare(
      `SELECT r.id, r.thread_id FROM record AS r WHERE ${where} ORDER BY coalesce(r.at_ms, -8640000000000000), r.id LIMIT ${isQuoted(exhibit) ? -1 : LISTED_RECORDS}`,
    )
    .raw()
    .all(...values) as [number, number | null][]
  const total = database
    .prepare(`SELECT count(*) FROM record AS r WHERE ${where}`)
    .pluck()
    .get(...values) as number
  return { keys: rows.map(([key]) => key), records: total, threadId: exhibit.target.kind === 'slice' ? exhibit.target.threadId : null }
}

/** Bookmarked records that no reader outside may see: counted, never named. */
function keptBackOf(database: ReportContext['file']['database']): HiddenCounts {
  const { outsideScope, privileged } = hiddenConditions(database)
  return database
    .prepare(
      `SELECT coalesce(sum(${outsideScope}), 0) AS outsideScope, coalesce(sum(${privileged}), 0) AS privileged FROM record AS r WHERE r.id IN (SELECT record_id FROM bookmark)`,
    )
    .get() as HiddenCounts
}
