/** What the list of exhibits shows of each, and each as its reader will see it. Strict: what no export holds is counted, not shown. */
import type { Database } from 'better-sqlite3'
import type {
  Exhibit,
  ExhibitCard,
  ExhibitId,
  ExhibitPreview,
  ExhibitWarning,
  ExhibitWarningCode,
  HiddenCounts,
  Party,
  PreviewItem,
  RecordLine,
} from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { covers, isQuoted, isView } from './exhibitCovers.ts'
import { type ExhibitContext, exhibitContext } from './exhibitContext.ts'
import { exhibitOf } from './exhibits.ts'
import { quotedWarnings } from './exhibitWarnings.ts'
import { recordLines } from './lines.ts'
import { hiddenConditions } from './visibility.ts'

/** Records that a card shows of an exhibit of several. */
const LINES_ON_CARD = 3
/** Records that a preview shows; a reader of the package gets all, page by page. */
const LINES_IN_PREVIEW = 300
/** People named on a card. */
const PEOPLE_ON_CARD = 4

interface Covered {
  readonly keys: readonly number[]
  readonly records: number
  readonly hidden: HiddenCounts
}

export function exhibitCards(database: Database, directory: Directory, ids: readonly ExhibitId[]): ExhibitCard[] {
  return ids.map((id) => cardOf(database, directory, exhibitOf(database, id), LINES_ON_CARD).card)
}

interface Read {
  readonly card: ExhibitCard
  readonly context: ExhibitContext | null
}

function cardOf(database: Database, directory: Directory, exhibit: Exhibit, limit: number): Read {
  const covered = coveredBy(database, directory, exhibit, isView(exhibit) ? 0 : limit)
  const lines = recordLines(database, directory, covered.keys)
  const context = exhibitContext(database, exhibit)
  return {
    context,
    card: {
      id: exhibit.id,
      lines,
      records: covered.records,
      hidden: covered.hidden,
      title: context === null ? '' : threadTitle(database, directory, context.threadId),
      people: peopleOf(directory, exhibit, lines),
      warnings: warningsOf(database, exhibit, covered, lines, context),
    },
  }
}

function coveredBy(database: Database, directory: Directory, exhibit: Exhibit, limit: number): Covered {
  const { where, values } = covers(database, directory, exhibit)
  const { outsideScope, privileged } = hiddenConditions(database)
  const counts = database
    .prepare(
      `SELECT count(*) AS records, coalesce(sum(${outsideScope}), 0) AS outsideScope, coalesce(sum(${privileged}), 0) AS privileged FROM record AS r WHERE ${where}`,
    )
    .get(...values) as HiddenCounts & { records: number }
  const keys = database
    .prepare(
      `SELECT r.id FROM record AS r WHERE ${where} AND NOT ${outsideScope} AND NOT ${privileged} ORDER BY r.at_ms IS NULL, r.at_ms, r.id LIMIT ?`,
    )
    .pluck()
    .all(...values, limit) as number[]
  const hidden = { outsideScope: counts.outsideScope, privileged: counts.privileged }
  return { keys, records: counts.records - hidden.outsideScope - hidden.privileged, hidden }
}

function threadTitle(database: Database, directory: Directory, threadId: number): string {
  const title = database.prepare('SELECT title FROM thread WHERE id = ?').pluck().get(threadId) as string | null | undefined
  if (title !== null && title !== undefined && title !== '') return title
  const members = database
    .prepare('SELECT identity_id FROM thread_member WHERE thread_id = ? ORDER BY identity_id LIMIT 5')
    .pluck()
    .all(threadId) as number[]
  return members.map((id) => directory.party(id).name).join(', ')
}

function peopleOf(directory: Directory, { target }: Exhibit, lines: readonly RecordLine[]): Party[] {
  const entities = target.kind === 'edge' ? target.pair : target.kind === 'stay' && target.entity !== null ? [target.entity] : []
  const named = entities.flatMap((entity) => directory.partyOf(entity) ?? [])
  const found = [...named, ...lines.flatMap(({ from, to }) => [...(from === null ? [] : [from]), ...to])]
  return [...new Map(found.map((party) => [party.entity, party])).values()].slice(0, PEOPLE_ON_CARD)
}

function warningsOf(
  database: Database,
  exhibit: Exhibit,
  { records, hidden }: Covered,
  lines: readonly RecordLine[],
  context: ExhibitContext | null,
): ExhibitWarning[] {
  const around = contextHidden(context)
  const warnings: (readonly [ExhibitWarningCode, number])[] = [
    ['outside-scope', hidden.outsideScope],
    ['privileged', hidden.privileged],
    ['context-outside-scope', around.outsideScope],
    ['context-privileged', around.privileged],
    ['no-context', context === null && lines.some(({ kind }) => kind === 'message') && isQuoted(exhibit) ? 1 : 0],
    ...(isQuoted(exhibit) ? quotedWarnings(database, exhibit, context) : []),
    ['nothing-there', records + hidden.outsideScope + hidden.privileged === 0 ? 1 : 0],
  ]
  return warnings.filter(([, count]) => count > 0).map(([code, count]) => ({ code, count }))
}

function contextHidden(context: ExhibitContext | null): HiddenCounts {
  const gaps = (context?.items ?? []).flatMap(({ gap, isExhibit }) => (gap === null || isExhibit ? [] : [gap]))
  return {
    outsideScope: gaps.reduce((sum, { outsideScope }) => sum + outsideScope, 0),
    privileged: gaps.reduce((sum, { privileged }) => sum + privileged, 0),
  }
}

export function exhibitPreview(database: Database, directory: Directory, id: ExhibitId): ExhibitPreview {
  const exhibit = exhibitOf(database, id)
  const { card, context } = cardOf(database, directory, exhibit, LINES_IN_PREVIEW)
  const items: readonly PreviewItem[] =
    context === null ? alone(card) : context.items.slice(0, LINES_IN_PREVIEW).flatMap((item) => withLine(database, directory, item))
  const all = context === null ? card.records : context.items.length
  return {
    card: { ...card, lines: card.lines.slice(0, LINES_ON_CARD) },
    items,
    earlier: context?.earlier ?? 0,
    later: context?.later ?? 0,
    further: isView(exhibit) ? 0 : Math.max(0, all - (context === null ? card.lines.length : LINES_IN_PREVIEW)),
  }
}

function alone({ lines, hidden }: ExhibitCard): PreviewItem[] {
  const shown = lines.map((line): PreviewItem => ({ line, isExhibit: true, gap: null }))
  return hidden.outsideScope + hidden.privileged === 0 ? shown : [...shown, { line: null, isExhibit: true, gap: hidden }]
}

function withLine(database: Database, directory: Directory, item: ExhibitContext['items'][number]): PreviewItem[] {
  if (item.gap !== null) return [{ line: null, isExhibit: item.isExhibit, gap: item.gap }]
  return recordLines(database, directory, [item.key]).map((line) => ({ line, isExhibit: item.isExhibit, gap: null }))
}
