/** The pages of exhibits, a hundred each, and what the other pages need to know of every exhibit. */
import type { RecordDetail, RecordKind, RecordState } from '../../contract/index.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import { isQuoted } from '../../casefile/read/exhibitCovers.ts'
import { exhibitCard, type Nearby } from './exhibitCard.ts'
import { exhibitLink, EXHIBITS_PER_PAGE, exhibitsFile } from './exhibitLinks.ts'
import { excerpt } from './excerpt.ts'
import { fileWords } from './fileWords.ts'
import { html, type Markup } from './markup.ts'
import type { Entry, Exhibit, Package } from './model.ts'
import type { PageWriter } from './page.ts'
import { otherCard } from './otherCards.ts'
import { pageNav } from './pageNav.ts'
import type { SearchIndex } from './searchIndex.ts'
import { activityText, callText, KIND_WORDS, paymentText } from './words.ts'

export interface Seen {
  readonly entries: readonly Entry[]
  readonly kinds: ReadonlyMap<RecordKind, number>
  readonly states: ReadonlyMap<RecordState, number>
  /** One sentence per file that could not be taken along. */
  readonly warnings: readonly string[]
}

/** A warning for each file, or one for many that are missing for the same reason. */
class Missing {
  readonly #byProblem = new Map<string, { readonly exhibit: string; readonly name: string }[]>()

  add(problem: string, exhibit: string, name: string): void {
    this.#byProblem.set(problem, [...(this.#byProblem.get(problem) ?? []), { exhibit, name }])
  }

  sentences(): string[] {
    return [...this.#byProblem].flatMap(([problem, files]) => {
      if (files.length <= FEW) return files.map(({ exhibit, name }) => `Exhibit ${exhibit}, ${name}: ${problem}`)
      const exhibits = [...new Set(files.map(({ exhibit }) => exhibit))]
      return [`${files.length.toLocaleString('en')} files (exhibits ${exhibits.join(', ')}): ${problem}`]
    })
  }
}

const FEW = 3

/** Messages that a card shows before and after its own. */
const NEARBY = 2

export async function writeExhibits(pack: Package, folder: string, write: PageWriter, index: SearchIndex): Promise<Seen> {
  const entries: Entry[] = []
  const missing = new Missing()
  const pages = Math.ceil(pack.exhibits.length / EXHIBITS_PER_PAGE)
  const nearbyOf = neighbours(pack)
  for (let page = 1; page <= pages; page++) {
    const cards: Markup[] = []
    for (const exhibit of pack.exhibits.slice((page - 1) * EXHIBITS_PER_PAGE, page * EXHIBITS_PER_PAGE)) {
      if (exhibit.target.kind === 'record') {
        const detail = pack.material.detail(exhibit.target.key)
        const media = await pack.media(folder, exhibit.target.key)
        for (const { problem, name } of media) if (problem !== null) missing.add(problem, exhibit.number, name)
        entries.push(entryOf(exhibit, detail))
        index.addRecord(
          exhibitLink(exhibit),
          `Exhibit ${exhibit.number}, ${KIND_WORDS[detail.line.kind].one.toLowerCase()}`,
          detail.line,
          exhibit.tags,
        )
        cards.push(exhibitCard(pack, exhibit, detail, { nearby: nearbyOf(exhibit), media }))
      } else {
        const own = exhibit.keys.map((key) => entryOf(exhibit, pack.material.detail(key)))
        // A record that has a card of its own is listed once.
        if (isQuoted(exhibit)) entries.push(...own.filter(({ key }) => pack.exhibitOf.get(key) === exhibit))
        cards.push(otherCard(pack, exhibit, exhibit.target, own))
      }
    }
    const nav = (place: 'above' | 'below'): Markup | null =>
      pageNav(place, pages, page, exhibitsFile, (at) => rangeOf(at, pack.exhibits.length))
    write(
      { file: exhibitsFile(page), title: 'Exhibits', isReviewed: true },
      html`<h1>Exhibits${pages === 1 ? null : html` <span class="soft">${rangeOf(page, pack.exhibits.length)}</span>`}</h1><p class="lead">In the order in which they were chosen. Texts are as stored. Grey lines around a message are its neighbours in the conversation. <span class="onscreen">The same records, for programs: <a href="exhibits.jsonl">exhibits.jsonl</a>.</span></p>${nav('above')}${cards}${nav('below')}`,
    )
    // Others get to run between pages.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { entries, warnings: missing.sentences(), kinds: tally(entries, ({ kind }) => kind), states: tally(entries, ({ state }) => state) }
}

function rangeOf(page: number, total: number): string {
  const first = (page - 1) * EXHIBITS_PER_PAGE + 1
  return `${first.toLocaleString('en')}–${Math.min(page * EXHIBITS_PER_PAGE, total).toLocaleString('en')}`
}

function tally<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, number> {
  const counts = new Map<K, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

/** Neighbours within the stretch that the conversation shows: what is withheld there is not shown here either. */
function neighbours({ talks, talkPlace, material }: Package): (exhibit: Exhibit) => Nearby | null {
  const stretchOf = new Map<number, { keys: readonly number[]; index: number }>()
  for (const { pages } of talks)
    for (const { stretches } of pages) for (const { keys } of stretches) keys.forEach((key, index) => stretchOf.set(key, { keys, index }))
  return ({ keys: [key = -1], threadId }) => {
    // An earlier text stands with its message: the conversation shows it there.
    const message = material.messageOf(key)
    const page = talkPlace.get(message)
    const found = stretchOf.get(message)
    if (page === undefined || found === undefined) return threadId === null ? null : threadOnly(talks, threadId)
    const { keys, index } = found
    return {
      page,
      changedTo: message === key ? null : (material.lines([message])[0] ?? null),
      before: material.lines(keys.slice(Math.max(0, index - NEARBY), index)),
      after: material.lines(keys.slice(index + 1, index + 1 + NEARBY)),
    }
  }
}

function threadOnly(talks: Package['talks'], threadId: number): Nearby | null {
  const file = talks.find((talk) => talk.threadId === threadId)?.pages[0]?.file
  return file === undefined ? null : { page: file, changedTo: null, before: [], after: [] }
}

function entryOf(exhibit: Exhibit, { line, fields }: RecordDetail): Entry {
  const field = (label: string): string | null => fields.find((one) => one.label === label)?.value ?? null
  const { key, kind, state, service, direction, time, from, to, position } = line
  const place = { exhibit, number: exhibit.number, time, radiusMeaning: field('Radius means'), method: field('Method') }
  return {
    exhibit,
    key,
    kind,
    state,
    service,
    direction,
    time,
    from,
    to,
    text: entryText(line),
    position: position === null ? null : { ...position, ...place },
  }
}

function entryText({ call, payment, activity, message, text, kind, position }: RecordDetail['line']): string {
  if (call !== null) return callText(call)
  if (message?.reaction) return `Reaction ${message.reaction.label} ${message.reaction.action}`
  if (payment !== null) return `${paymentText(payment)} ${excerpt(text)}`.trim()
  if (activity !== null) return `${activityText(activity)}${text === '' ? '' : `: ${excerpt(text)}`}`
  if (kind === 'location' && text === '' && position !== null)
    return `${CLASS_SIGNS[position.class].label}, ${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`
  return text === '' ? excerpt(fileWords({ message })) : excerpt(text)
}
