/** Exhibits in one line each, as tables: for the timeline, people and pairs. Long ones go over several pages. */
import { exhibitLink } from './exhibitLinks.ts'
import { html, type Markup, verbatim } from './markup.ts'
import type { Entry, Package } from './model.ts'
import type { PageWriter } from './page.ts'
import { pageNav } from './pageNav.ts'
import { shortMoment } from './parties.ts'
import { KIND_WORDS, STATE_WORDS } from './words.ts'

/** Lines of one page. */
const LINES_PER_PAGE = 400

export function entryTable(pack: Package, entries: readonly Entry[]): Markup {
  let lastDay = ''
  const rows = entries.map((entry) => {
    const day = dayOf(pack, entry)
    const isNewDay = day !== lastDay
    lastDay = day
    return html`${isNewDay ? html`<tr class="day"><th scope="rowgroup" colspan="5">${day}</th></tr>` : null}${row(pack, entry)}`
  })
  return html`<div class="scroll"><table class="entries"><thead><tr><th scope="col" class="n">Exhibit</th><th scope="col">Time (${pack.time.zone}, UTC)</th><th scope="col">Kind</th><th scope="col">Who</th><th scope="col">What</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

const dayOf = ({ time }: Package, { time: at }: Entry): string =>
  at.utcMs !== null ? time.local(at.utcMs).slice(0, 10) : at.localText !== null ? 'Zone of the time not known' : 'No time stored'

function row({ time }: Package, { exhibit, time: at, kind, service, state, from, to, direction, text }: Entry): Markup {
  const isTalk = kind === 'message' || kind === 'call'
  const ends = isTalk
    ? html`${from === null ? html`<span class="soft">not stored</span>` : verbatim(from.name)} → ${to.length === 0 ? html`<span class="soft">not stored</span>` : to.map(({ name }, index) => html`${index === 0 ? null : ', '}${verbatim(name)}`)}${direction === 'unknown' ? html` <span class="soft">(direction not stored)</span>` : null}`
    : from === null
      ? null
      : verbatim(from.name)
  return html`<tr><td class="n"><a href="${exhibitLink(exhibit)}">${exhibit.number}</a></td><td>${shortMoment(time, at)}</td><td>${KIND_WORDS[kind].one}${service === null ? null : html`<br><span class="soft">${service}</span>`}${state === 'live' ? null : html`<br><span class="badge ${state}">${STATE_WORDS[state].badge}</span>`}</td><td>${ends}</td><td class="wide">${text === '' ? html`<span class="soft">no text stored</span>` : verbatim(text)}</td></tr>`
}

/** By time; what has no UTC time comes last, in the order of the exhibits. */
export const byTime = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => (a.time.utcMs ?? Infinity) - (b.time.utcMs ?? Infinity) || a.exhibit.index - b.exhibit.index || a.key - b.key)

interface Listed {
  /** `person-p3`: the pages are `person-p3.html`, `person-p3-2.html` ... */
  readonly name: string
  readonly title: string
  readonly entries: readonly Entry[]
  /** What stands above the list on its first page, and on the others. */
  readonly head: Markup
  readonly shortHead: Markup
}

/** Writes the list with its head, on as many pages as it needs. */
export function writeList(pack: Package, write: PageWriter, { name, title, entries, head, shortHead }: Listed): void {
  const pages = Math.max(1, Math.ceil(entries.length / LINES_PER_PAGE))
  const fileOf = (page: number): string => (page === 1 ? `${name}.html` : `${name}-${page}.html`)
  for (let page = 1; page <= pages; page++) {
    const part = entries.slice((page - 1) * LINES_PER_PAGE, page * LINES_PER_PAGE)
    const nav = (place: 'above' | 'below'): Markup | null => pageNav(place, pages, page, fileOf)
    const list = part.length === 0 ? null : html`${nav('above')}${entryTable(pack, part)}${nav('below')}`
    write({ file: fileOf(page), title }, html`${page === 1 ? head : shortHead}${list}`)
  }
}
