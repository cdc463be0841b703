/** One exhibit: what it says, who and when, and where exactly it stands in the evidence. */
import type { RecordDetail } from '../../contract/index.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import type { Exhibit, Package } from './collect.ts'
import { html, type Markup, type Part, verbatim } from './markup.ts'
import type { CopiedMedia } from './media.ts'
import { moment, parties, party } from './parties.ts'
import { KIND_WORDS, STATE_WORDS } from './words.ts'

export const exhibitsFile = (pageNumber: number): string => (pageNumber === 1 ? 'exhibits.html' : `exhibits-${pageNumber}.html`)
/** Exhibits of one page; more would make it slow to open and to print. */
export const EXHIBITS_PER_PAGE = 100
export const exhibitLink = (number: number): string => `${exhibitsFile(Math.ceil(number / EXHIBITS_PER_PAGE))}#E${number}`
export const conversationFile = (index: number): string => `conversation-${index + 1}.html`

interface Surroundings {
  /** Page with the conversation, or null for what stands in none. */
  readonly conversation: string | null
  readonly media: readonly CopiedMedia[]
}

export function exhibitCard(pack: Package, exhibit: Exhibit, detail: RecordDetail, { conversation, media }: Surroundings): Markup {
  const { line, source } = detail
  const { note, tags } = exhibit.bookmark
  return html`<article class="exhibit" id="E${exhibit.number}" aria-labelledby="H${exhibit.number}">
<header><h2 id="H${exhibit.number}">Exhibit ${exhibit.number}</h2><span class="kind">${KIND_WORDS[line.kind].one}${line.service === null ? null : html`, ${line.service}`}</span><span class="badge ${line.state}">${STATE_WORDS[line.state].badge}</span></header>
<p class="when">${moment(pack.time, line.time)}${line.endMs === null || line.kind === 'call' ? null : html`<br>until ${moment(pack.time, { utcMs: line.endMs, localText: null })}`}</p>
${ends(pack, detail)}
${body(detail)}
${media.length === 0 ? null : html`<div class="pictures">${media.map(figure)}</div>`}
${note === '' ? null : html`<div class="remark"><strong>Note:</strong> <bdi>${note}</bdi></div>`}
<dl class="facts">${rows([
    ['Record id', html`<span class="mono">${line.id}</span>`],
    ['Device', html`${verbatim(source.label)}`],
    ['Tags', tags.length === 0 ? null : html`${verbatim(tags.join(', '))}`],
    ['Bookmarked by', html`${verbatim(exhibit.bookmark.by)}, ${pack.time.utc(exhibit.bookmark.createdAtMs)}`],
    [
      'Context',
      conversation === null
        ? null
        : html`<a href="${conversation}#M${line.key}">in its conversation, with the messages before and after</a>`,
    ],
    ['Position', position(detail)],
    ...earlier(pack, detail),
    ...detail.fields.map(({ label, value }): Row => [label, html`${verbatim(value)}`]),
  ])}</dl>
${origin(detail)}
</article>`
}

type Row = readonly [label: string, value: Part]

const rows = (list: readonly Row[]): Part[] =>
  list.flatMap(([label, value]) => (value === null ? [] : [html`<dt>${label}</dt><dd>${value}</dd>`]))

function ends(pack: Package, { line }: RecordDetail): Markup | null {
  if (line.kind === 'message' || line.kind === 'call') {
    const verb = line.direction === 'unknown' ? ' (direction not stored)' : ''
    return html`<p class="who">${line.from === null ? html`<span class="soft">sender not stored</span>` : party(pack, line.from)} → ${parties(pack, line.to, 'recipient not stored')}${verb}</p>`
  }
  return line.from === null ? null : html`<p class="who">${party(pack, line.from)}</p>`
}

function body({ line }: RecordDetail): Markup {
  if (line.call !== null) {
    const { answered, durationSeconds, isVideo } = line.call
    const outcome = answered === null ? 'whether it was answered is not stored' : answered ? 'answered' : 'not answered'
    return html`<p class="said">${isVideo === true ? 'Video call' : 'Call'}, ${line.direction ?? 'unknown direction'}, ${outcome}${durationSeconds === null ? '' : `, ${Math.round(durationSeconds)} seconds`}</p>`
  }
  if (line.message?.reaction)
    return html`<p class="said">Reaction “<bdi>${line.message.reaction.label}</bdi>” ${line.message.reaction.action}</p>`
  if (line.text === '') return html`<p class="said none">no text stored</p>`
  // On one line: white space is kept as stored here.
  return html`<blockquote class="said" dir="auto">${line.text}</blockquote>`
}

function position({ line }: RecordDetail): Markup | null {
  if (line.position === null) return null
  const { latitude, longitude, accuracyMetres, class: positionClass } = line.position
  const radius =
    accuracyMetres === null ? 'no radius stated' : `stated radius ${accuracyMetres.toLocaleString('en', { maximumFractionDigits: 1 })} m`
  return html`${latitude.toFixed(6)}, ${longitude.toFixed(6)} · ${radius} · ${CLASS_SIGNS[positionClass].label.toLowerCase()} · <a href="places.html">map</a>`
}

function earlier(pack: Package, { line }: RecordDetail): Row[] {
  const texts = (line.message?.earlierTexts ?? []).map(({ text, utcMs }): Row => [
    'Earlier text',
    html`${verbatim(text)}${utcMs === null ? null : html` (${pack.time.utc(utcMs)})`}`,
  ])
  const reactions = (line.message?.reactions ?? []).map(({ label, by }): Row => ['Reaction', html`${verbatim(label)} by ${verbatim(by)}`])
  const reply: Row[] = line.message?.replyToText ? [['Reply to', html`${verbatim(line.message.replyToText)}`]] : []
  return [...reply, ...texts, ...reactions]
}

function origin({ provenance, line }: RecordDetail): Markup {
  const { file, storedAs, fileSha256, table, row, parser, parserVersion, app } = provenance
  const { asStored, unit } = line.time
  return html`<div class="origin"><h3>Where this stands in the evidence</h3><dl class="facts">${rows([
    ['File', html`<span class="mono">${verbatim(file)}</span>`],
    ['Stored as', storedAs === file ? null : html`<span class="mono">${verbatim(storedAs)}</span>`],
    ['SHA-256', html`<span class="hash">${fileSha256 ?? 'not hashed'}</span>`],
    ['Table, row', html`<span class="mono">${verbatim(table)}, ${verbatim(row)}</span>`],
    ['Time as stored', asStored === null ? null : html`<span class="mono">${asStored}</span> (${unit})`],
    ['Read by', html`${app}, ${parser}@${parserVersion}`],
  ])}</dl></div>`
}

function figure({ name, thumbnail, copiedAs, sha256, problem }: CopiedMedia): Markup {
  return html`<figure>${thumbnail === null ? null : html`<img src="${thumbnail.dataUri}" width="${thumbnail.width}" height="${thumbnail.height}" alt="Small copy of ${name}">`}
<figcaption>${verbatim(name)}${thumbnail === null ? null : html` <span class="soft">(small copy, re-encoded; it is not the evidence)</span>`}<br>${copiedAs === null ? null : html`<a href="${copiedAs}">The file itself</a>, unchanged`}${problem === null ? null : html` ${problem}`}${sha256 === null ? null : html`<br><span class="hash">SHA-256 ${sha256}</span>`}</figcaption></figure>`
}
