/** The lens as the hash of an address: readable, and tolerant of what it does not know. Pure. */
import type { EntityId, Lens, RecordKind, RecordState } from '../../../main/contract/index.ts'
import type { ViewId } from '../views.ts'
import { RECORD_KINDS, RECORD_STATES, VIEW_IDS } from './knownValues.ts'
import { WHOLE_CASE } from './lensParts.ts'
import type { LensSnapshot } from './lensReducer.ts'

/** `#/timeline?from=2026-03-01T00:00:00.000Z&people=p1,i7&at=42`. Parts that are not set are left out. */
export function toHash({ filter, selectedKey, view }: LensSnapshot): string {
  const query = new URLSearchParams()
  const put = (name: string, value: string): void => {
    if (value !== '') query.set(name, value)
  }
  put('from', filter.fromMs === null ? '' : new Date(filter.fromMs).toISOString())
  put('to', filter.toMs === null ? '' : new Date(filter.toMs).toISOString())
  put('people', filter.people.join(','))
  put('pair', filter.pair?.join(',') ?? '')
  put('sources', filter.sources.join(','))
  put('kinds', filter.kinds.join(','))
  put('states', filter.states.join(','))
  put('text', filter.text)
  put('thread', filter.threadId === null ? '' : String(filter.threadId))
  for (const tag of filter.tags) query.append('tag', tag)
  put('bookmarked', filter.bookmarkedOnly ? '1' : '')
  put('box', filter.box?.join(',') ?? '')
  put('at', selectedKey === null ? '' : String(selectedKey))
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return `#/${view}${text === '' ? '' : `?${text}`}`
}

const listOf = (text: string | null): readonly string[] => (text === null || text === '' ? [] : text.split(','))

function timeOf(text: string | null): number | null {
  const ms = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}

function integerOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

const isEntity = (text: string): text is EntityId => /^[pi]\d{1,15}$/.test(text)

function pairOf(text: string | null): Lens['pair'] {
  const [a, b] = listOf(text).filter(isEntity)
  return a === undefined || b === undefined ? null : [a, b]
}

function boxOf(text: string | null): Lens['box'] {
  const [west, south, east, north] = listOf(text).map(Number).filter(Number.isFinite)
  return west === undefined || south === undefined || east === undefined || north === undefined ? null : [west, south, east, north]
}

/** Reads a hash. Null when it is no lens link; a part that cannot be read is left out. */
export function fromHash(hash: string): LensSnapshot | null {
  const match = /^#?\/([a-z]+)(?:\?(.*))?$/.exec(hash)
  const view = VIEW_IDS.find((id) => id === match?.[1])
  if (match === null || view === undefined) return null
  const query = new URLSearchParams(match[2] ?? '')
  const filter: Lens = {
    ...WHOLE_CASE,
    fromMs: timeOf(query.get('from')),
    toMs: timeOf(query.get('to')),
    people: listOf(query.get('people')).filter(isEntity),
    pair: pairOf(query.get('pair')),
    sources: listOf(query.get('sources'))
      .map(integerOf)
      .filter((id) => id !== null),
    kinds: listOf(query.get('kinds')).filter((kind): kind is RecordKind => (RECORD_KINDS as readonly string[]).includes(kind)),
    states: listOf(query.get('states')).filter((state): state is RecordState => (RECORD_STATES as readonly string[]).includes(state)),
    text: query.get('text') ?? '',
    threadId: integerOf(query.get('thread')),
    tags: query.getAll('tag'),
    bookmarkedOnly: query.get('bookmarked') === '1',
    box: boxOf(query.get('box')),
  }
  return { filter, selectedKey: integerOf(query.get('at')), view: view satisfies ViewId }
}
