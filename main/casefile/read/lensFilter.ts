/** The lens as SQL: one WHERE clause over `record AS r`, with bound values. */
import type { Database } from 'better-sqlite3'
import { type EntityId, type Lens, LISTED_KINDS, RECORD_KIND_NAMES, type RecordKind } from '../../contract/index.ts'
import { prepared } from '../prepared.ts'
import { matchExpression, numberDigits } from '../textIndex.ts'
import type { Directory } from './directory.ts'
import { EXHIBITED, exhibitedWithTag } from './exhibited.ts'
import { idList, tookPart } from './tookPart.ts'
import { visibleCondition } from './visibility.ts'

export interface Filter {
  /** Conditions joined by AND; `1` when there are none. */
  readonly where: string
  readonly values: readonly (string | number)[]
}

/** What happened at a time; contacts and accounts are listed, they do not happen. */
export const EVENT_KINDS: readonly RecordKind[] = RECORD_KIND_NAMES.filter((kind) => !LISTED_KINDS.includes(kind))

/** Without a text, a lens without kinds means events; a search looks at everything (empty = all). */
export function kindsInView(lens: Lens): readonly RecordKind[] {
  return lens.kinds.length > 0 ? lens.kinds : lens.text.trim() === '' ? EVENT_KINDS : []
}

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ')

/**
 * `use` says what the rows are wanted for. For a page in time order the several kinds of a lens must not lead SQLite to the
 * index by kind: it would sort all that follows to give a hundred rows.
 */
export function lensFilter(database: Database, directory: Directory, lens: Lens, use: 'count' | 'page' = 'count'): Filter {
  const visible = visibleCondition(database)
  const { where, values } = conditionsOf(database, directory, lens, use, visibleCondition(database, 'first'))
  return visible === '1' ? { where, values } : { where: `${where} AND ${visible}`, values }
}

/** The lens alone, with what scope and privilege hide: for counting what is hidden, and for nothing that is shown. */
export const unrestrictedFilter = (database: Database, directory: Directory, lens: Lens): Filter =>
  conditionsOf(database, directory, lens, 'count', '1')

function conditionsOf(database: Database, directory: Directory, lens: Lens, use: 'count' | 'page', firstIsVisible: string): Filter {
  const conditions: string[] = []
  const values: (string | number)[] = []
  const add = (condition: string, ...bound: (string | number)[]): void => {
    conditions.push(condition)
    values.push(...bound)
  }
  if (lens.fromMs !== null) add('r.at_ms >= ?', lens.fromMs)
  if (lens.toMs !== null) add('r.at_ms < ?', lens.toMs)
  const kinds = kindsInView(lens)
  if (kinds.length === 1) add('r.kind = ?', ...kinds)
  else if (kinds.length > 0) add(`${use === 'page' ? '+' : ''}r.kind IN (${marks(kinds.length)})`, ...kinds)
  if (lens.sources.length > 0) add(`r.source_id IN (${marks(lens.sources.length)})`, ...lens.sources)
  if (lens.states.length > 0) add(`r.state IN (${marks(lens.states.length)})`, ...lens.states)
  if (lens.threadId !== null) add('r.thread_id = ?', lens.threadId)
  // A conversation is shown as its source holds it, and what a person marked is shown wherever it was marked.
  else if (!lens.bookmarkedOnly && hasDuplicates(database)) add(notCountedElsewhere(lens.sources, firstIsVisible))
  if (lens.people.length > 0) add(involves(directory, lens.people))
  if (lens.pair !== null) add(between(directory, lens.pair))
  if (lens.bookmarkedOnly) add(EXHIBITED)
  if (lens.tags.length > 0) {
    add(exhibitedWithTag(marks(lens.tags.length)), ...lens.tags, ...lens.tags, ...lens.tags)
  }
  if (lens.box !== null) {
    const [west, south, east, north] = lens.box
    add('r.latitude BETWEEN ? AND ?', south, north)
    // A window across the date line has its west edge east of its east edge.
    add(west <= east ? 'r.longitude BETWEEN ? AND ?' : '(r.longitude >= ? OR r.longitude <= ?)', west, east)
  }
  if (lens.text.trim() !== '') addText(database, lens.text, add)
  return { where: conditions.length === 0 ? '1' : conditions.join(' AND '), values }
}

/** Whether a record of the case was found in more than one backup of a phone. Cheap: one look at a table that is mostly empty. */
export const hasDuplicates = (database: Database): boolean =>
  prepared(database, 'SELECT EXISTS (SELECT 1 FROM duplicate)').pluck().get() === 1

/**
 * Leaves out what another source of the same phone has already given; of the chosen sources, where some are chosen. What may not be
 * shown there (`firstIsVisible`, a condition over `first`) has to be shown here.
 */
export function notCountedElsewhere(sources: readonly number[], firstIsVisible: string): string {
  const shown = [
    ...(sources.length === 0 ? [] : [`first.source_id IN (${idList(sources)})`]),
    ...(firstIsVisible === '1' ? [] : [firstIsVisible]),
  ]
  if (shown.length === 0) return 'r.id NOT IN (SELECT record_id FROM duplicate)'
  return `r.id NOT IN (SELECT d.record_id FROM duplicate AS d JOIN record AS first ON first.id = d.same_as WHERE ${shown.join(' AND ')})`
}

function addText(database: Database, text: string, add: (condition: string, ...bound: (string | number)[]) => void): void {
  const match = matchExpression(text)
  const found: string[] = []
  const bound: (string | number)[] = []
  if (match !== null) {
    found.push('r.id IN (SELECT rowid FROM record_text WHERE record_text MATCH ?)')
    bound.push(match)
  }
  const digits = numberDigits(text)
  if (digits !== null) {
    const identities = database
      .prepare("SELECT id FROM identity WHERE scheme IN ('phone', 'number', 'short-code', 'whatsapp') AND instr(value, ?) > 0 LIMIT 500")
      .pluck()
      .all(digits) as number[]
    if (identities.length > 0) found.push(involvesIdentities(identities, []))
  }
  add(found.length === 0 ? '0' : `(${found.join(' OR ')})`, ...bound)
}

/** Took part: sent, received, called, is in the conversation, stands on the contact card, or owns the device. */
function involves(directory: Directory, people: readonly EntityId[]): string {
  const all = people.flatMap((entity) => directory.identitiesOf(entity))
  return involvesIdentities(all, all)
}

function involvesIdentities(identities: readonly number[], owners: readonly number[]): string {
  return `(${tookPart('r', identities)}
    OR (r.thread_id IS NOT NULL AND ${ownedBy(owners)})
    OR (r.kind = 'call' AND ${ownedBy(owners)})
    OR (r.kind = 'contact' AND r.id IN (SELECT record_id FROM contact_identifier WHERE identity_id IN (${idList(identities)}))))`
}

const ownedBy = (identities: readonly number[]): string =>
  `r.source_id IN (SELECT id FROM source WHERE owner_identity_id IN (${idList(identities)}))`

/**
 * Rows in which one addressed the other: the rows of an edge. The graph counts by the same three rules (direct; group
 * message from one with the other in the conversation; call with several parties).
 */
function between(directory: Directory, [first, second]: readonly [EntityId, EntityId]): string {
  const a = directory.identitiesOf(first)
  const b = directory.identitiesOf(second)
  const oneWay = (from: readonly number[], to: readonly number[]): string =>
    `(r.from_id IN (${idList(from)}) AND (r.to_id IN (${idList(to)}) OR (r.kind = 'message' AND r.to_id IS NULL AND
      (r.thread_id IN (SELECT thread_id FROM thread_member WHERE identity_id IN (${idList(to)})) OR (r.thread_id IS NOT NULL AND ${ownedBy(to)})))))`
  const groupCall = (owner: readonly number[], other: readonly number[]): string =>
    `(r.kind = 'call' AND (r.from_id IS NULL OR r.to_id IS NULL) AND ${ownedBy(owner)} AND r.id IN (SELECT record_id FROM call_party WHERE identity_id IN (${idList(other)})))`
  // An earlier wording is no further message, and a draft went to nobody.
  return `r.kind IN ('message', 'call') AND r.state <> 'edited-previous' AND NOT EXISTS (SELECT 1 FROM message AS d WHERE d.record_id = r.id AND d.status = 'draft')
    AND (${oneWay(a, b)} OR ${oneWay(b, a)} OR ${groupCall(a, b)} OR ${groupCall(b, a)})`
}
