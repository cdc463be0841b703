/** One exhibit: what it says, who and when, what was said around it, and where exactly it stands in the evidence. */
import type { RecordDetail, RecordLine } from '../../contract/index.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import { cardFrame, type Row, rows } from './cardFrame.ts'
import { excerpt } from './excerpt.ts'
import { fileWords } from './fileWords.ts'
import { html, type Markup, verbatim } from './markup.ts'
import type { CopiedMedia } from './media.ts'
import type { Exhibit, Package } from './model.ts'
import { moment, parties, party } from './parties.ts'
import { activityText, callText, KIND_WORDS, paymentText, STATE_WORDS } from './words.ts'

/** What stands directly around an exhibit in its conversation. */
export interface Nearby {
  readonly page: string
  /** The message as it was last, where the exhibit is an earlier text of it. */
  readonly changedTo: RecordLine | null
  readonly before: readonly RecordLine[]
  readonly after: readonly RecordLine[]
}

interface Surroundings {
  /** Null for what stands in no conversation. */
  readonly nearby: Nearby | null
  readonly media: readonly CopiedMedia[]
}

export function exhibitCard(pack: Package, exhibit: Exhibit, detail: RecordDetail, { nearby, media }: Surroundings): Markup {
  const { line, source } = detail
  const what = html`<span class="kind">${KIND_WORDS[line.kind].one}${line.service === null ? null : html`, ${line.service}`}</span><span class="badge ${line.state}">${STATE_WORDS[line.state].badge}</span>`
  return cardFrame(
    pack,
    exhibit,
    { what, record: line.id },
    html`<p class="when">${moment(pack.time, line.time)}${line.endMs === null || line.kind === 'call' ? null : html`<br>until ${moment(pack.time, { utcMs: line.endMs, localText: null })}`}</p>
${ends(pack, detail)}
${nearby === null ? null : around(pack, nearby.before, 'before')}${body(detail)}${nearby === null ? null : changed(nearby.changedTo)}${nearby === null ? null : around(pack, nearby.after, 'after')}
${media.length === 0 ? null : html`<div class="pictures">${media.map(figure)}</div>`}`,
    html`${rows([
      ['Record id', html`<span class="mono">${verbatim(line.id)}</span>`],
      ['Device', html`${verbatim(source.label)}`],
      ['Context', nearby === null ? null : html`<a href="${nearby.page}">in its conversation, with the messages before and after</a>`],
      ['Position', position(detail)],
      ...earlier(pack, detail),
      ...detail.fields.map(({ label, value }): Row => [label, html`${verbatim(value)}`]),
      ...detail.elsewhere.map(({ id, source: label, basis }): Row => [
        'Stands also in',
        html`${verbatim(label)}, <span class="mono">${verbatim(id)}</span> (${basis})`,
      ]),
    ])}`,
    origin(detail),
  )
}

/** Neighbours in one line each: enough to see what an answer answers; the conversation has them whole. */
function around({ exhibitOf }: Package, lines: readonly RecordLine[], side: 'before' | 'after'): Markup | null {
  if (lines.length === 0) return null
  return html`<ul class="near ${side}" aria-label="${side === 'before' ? 'Directly before it' : 'Directly after it'}">${lines.map(
    (line) => {
      const number = exhibitOf.get(line.key)?.number
      return html`<li>${line.from === null ? html`<span class="soft">sender not stored</span>` : html`<strong>${verbatim(line.from.name)}</strong>`}: ${lineText(line)}${number === undefined ? null : html` <span class="soft">(exhibit ${number})</span>`}</li>`
    },
  )}</ul>`
}

/** Who reads an earlier text must see what became of it. */
const changed = (message: RecordLine | null): Markup | null =>
  message === null
    ? null
    : html`<p class="note">This is an earlier text of the message. It was changed; its last text is: “${lineText(message)}” <span class="mono soft">${verbatim(message.id)}</span></p>`

function lineText(line: RecordLine): Markup {
  if (line.call !== null) return html`<span class="soft">${callText(line.call)}</span>`
  const text = excerpt(line.text)
  if (text !== '') return verbatim(text)
  const files = fileWords(line)
  return html`<span class="soft">${files === '' ? 'no text stored' : verbatim(files)}</span>`
}

function ends(pack: Package, { line }: RecordDetail): Markup | null {
  if (line.kind === 'message' || line.kind === 'call') {
    const verb = line.direction === 'unknown' ? ' (direction not stored)' : ''
    return html`<p class="who">${line.from === null ? html`<span class="soft">sender not stored</span>` : party(pack, line.from)} → ${parties(pack, line.to, 'recipient not stored')}${verb}</p>`
  }
  return line.from === null ? null : html`<p class="who">${party(pack, line.from)}</p>`
}

function body({ line }: RecordDetail): Markup {
  if (line.call !== null) return html`<p class="said">${callText(line.call)}, ${line.direction ?? 'unknown direction'}</p>`
  if (line.message?.reaction)
    return html`<p class="said">Reaction “<bdi>${line.message.reaction.label}</bdi>” ${line.message.reaction.action}</p>`
  const happened = line.payment !== null ? paymentText(line.payment) : line.activity === null ? null : activityText(line.activity)
  const what = happened === null ? null : html`<p class="said-what">${verbatim(happened)}</p>`
  if (line.text === '')
    return html`${what}${happened === null ? html`<p class="said none">${fileWords(line) === '' ? 'no text stored' : 'no text: a file was sent'}</p>` : null}`
  // On one line: white space is kept as stored here.
  return html`${what}<blockquote class="said" dir="auto">${line.text}</blockquote>`
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
