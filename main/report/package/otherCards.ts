/** Exhibits that are no single record: stretches of conversations, places, stays, contacts of two people, views. */
import type { RecordLine } from '../../contract/index.ts'
import { cardFrame, type Row, rows } from './cardFrame.ts'
import { excerpt } from './excerpt.ts'
import { fileWords } from './fileWords.ts'
import { mapPicture } from './mapPicture.ts'
import { html, type Markup, type Part, verbatim } from './markup.ts'
import type { Entry, Exhibit, Package, PlacedEntry } from './model.ts'
import { moment, party } from './parties.ts'
import { callText, count, counted, KIND_WORDS, STATE_WORDS } from './words.ts'

/** Lines that a card shows of many; the pages of the conversation have all. */
const LINES = 40

type Other = Exclude<Exhibit['target'], { kind: 'record' }>

const WHAT: Readonly<Record<Other['kind'], string>> = {
  slice: 'Part of a conversation',
  place: 'Place',
  stay: 'Stay',
  edge: 'Contacts of two people',
  'map-view': 'View of the map',
  'graph-view': 'View of the contacts',
}

export function otherCard(pack: Package, exhibit: Exhibit, target: Other, entries: readonly Entry[]): Markup {
  const lines = pack.material.lines(exhibit.keys.slice(0, LINES))
  return cardFrame(
    pack,
    exhibit,
    { what: html`<span class="kind">${WHAT[target.kind]}, ${counted(exhibit.records, 'record', 'records')}</span>`, record: '' },
    html`${body(pack, exhibit, target, entries)}${lines.length === 0 ? null : list(pack, lines)}${more(exhibit, lines.length, target)}`,
    rows(facts(pack, exhibit, target)),
    null,
  )
}

function body(pack: Package, exhibit: Exhibit, target: Other, entries: readonly Entry[]): Markup | null {
  switch (target.kind) {
    case 'slice':
      return null
    case 'place':
    case 'stay':
      return html`${target.kind === 'stay' ? stayText(pack, target) : null}${map(pack, exhibit, target, entries)}`
    case 'edge':
      return html`<p class="who">${target.pair.map((entity, index) => {
        const somebody = pack.material.partyOf(entity)
        return html`${index === 0 ? null : ' and '}${somebody === null ? entity : party(pack, somebody)}`
      })}</p>`
    case 'map-view':
    case 'graph-view':
      return view(pack, exhibit)
  }
}

const stayText = (pack: Package, { entity, fromMs, toMs }: Extract<Other, { kind: 'stay' }>): Markup => {
  const somebody = entity === null ? null : pack.material.partyOf(entity)
  return html`<p class="when">${moment(pack.time, { utcMs: fromMs, localText: null })}<br>until ${moment(pack.time, { utcMs: toMs, localText: null })}</p>${somebody === null ? null : html`<p class="who">${party(pack, somebody)}</p>`}`
}

/** The chosen circle, with the positions of the exhibit. */
function map(pack: Package, exhibit: Exhibit, circle: Extract<Other, { kind: 'place' | 'stay' }>, entries: readonly Entry[]): Markup {
  const places = entries.flatMap(({ position }): PlacedEntry[] => (position === null ? [] : [position]))
  const title = `${WHAT[circle.kind]} of exhibit ${exhibit.number}`
  const { markup, drawn } = mapPicture(title, places, { extent: 'fitted', words: pack.material.words, circles: [circle] })
  return html`<figure>${markup}<figcaption>The bold circle is what was chosen: ${count(Math.round(circle.radiusMetres))} m around ${circle.latitude.toFixed(6)}, ${circle.longitude.toFixed(6)}. ${counted(drawn, 'position is', 'positions are')} drawn with the radius that each states.</figcaption></figure>`
}

function view({ material }: Package, exhibit: Exhibit): Markup {
  const picture = exhibit.hasPicture ? material.picture(exhibit.id) : null
  if (picture === null)
    return html`<p class="soft">${exhibit.hasPicture ? 'The picture is not part of this version.' : 'No picture was kept.'}</p>`
  return html`<figure><img src="data:${picture.mime};base64,${picture.bytes.toString('base64')}" alt="Picture of exhibit ${exhibit.number} as it was kept"><figcaption>As it looked in the program when the exhibit was made. The picture is an illustration; the records below are what it was drawn from.</figcaption></figure>`
}

function list(pack: Package, lines: readonly RecordLine[]): Markup {
  return html`<ul class="near lines">${lines.map((line) => {
    if (line.from !== null) pack.entities.add(line.from.entity)
    const link = pack.talkPlace.get(line.key)
    const when = line.time.utcMs === null ? (line.time.localText ?? 'no time stored') : pack.time.local(line.time.utcMs)
    const text = line.call === null ? excerpt(line.text === '' ? fileWords(line) : line.text) : callText(line.call)
    return html`<li>${link === undefined ? when : html`<a href="${link}">${when}</a>`} ${line.from === null ? null : html`<strong>${verbatim(line.from.name)}</strong>: `}${text === '' ? html`<span class="soft">${KIND_WORDS[line.kind].one.toLowerCase()}</span>` : verbatim(text)} <span class="mono soft">${verbatim(line.id)}</span>${line.state === 'live' ? null : html` <span class="badge ${line.state}">${STATE_WORDS[line.state].badge}</span>`}</li>`
  })}</ul>`
}

const more = ({ records }: Exhibit, shown: number, { kind }: Other): Markup | null =>
  records <= shown
    ? null
    : html`<p class="soft">${count(shown)} of ${counted(records, 'record', 'records')} are listed here${kind === 'slice' ? '; the conversation has all of them' : ''}.</p>`

function facts({ talks, talkPlace }: Package, exhibit: Exhibit, target: Other): Row[] {
  const place = talkPlace.get(exhibit.keys[0] ?? -1) ?? talks.find(({ threadId }) => threadId === exhibit.threadId)?.pages[0]?.file
  const context: Part =
    target.kind !== 'slice' || place === undefined
      ? null
      : html`<a href="${place}">in its conversation, with the messages before and after</a>`
  return [['Context', context]]
}
