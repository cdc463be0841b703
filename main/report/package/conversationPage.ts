/** A conversation around its exhibits: what came before and after, with every gap counted. */
import { recordLines } from '../../casefile/read/lines.ts'
import { threadInfo } from '../../casefile/read/threads.ts'
import type { Party, RecordLine } from '../../contract/index.ts'
import { CONTEXT_MESSAGES, type ConversationContext, type Package, type Stretch } from './collect.ts'
import { exhibitLink } from './exhibitCard.ts'
import { html, type Markup, verbatim } from './markup.ts'
import { parties } from './parties.ts'
import { count, counted, STATE_WORDS } from './words.ts'

export function conversationBody(pack: Package, index: number, conversation: ConversationContext): Markup {
  const { file, directory } = pack.context
  const info = threadInfo(file.database, directory, conversation.threadId)
  const shown = conversation.stretches.reduce((sum, { keys }) => sum + keys.length, 0)
  const everybody: readonly Party[] =
    info.owner === null ? info.participants : [info.owner, ...info.participants.filter(({ entity }) => entity !== info.owner?.entity)]
  return html`<h1>Conversation ${index + 1}: ${verbatim(info.title)}</h1>
<p>${info.service}, ${info.kind === 'unknown' ? 'kind not stored' : info.kind}, on ${verbatim(pack.info.sources.find(({ id }) => id === info.sourceId)?.label ?? `source ${info.sourceId}`)}. Between ${parties(pack, everybody, 'nobody stored')}.</p>
<p class="soft">${count(shown)} of ${counted(conversation.total, 'record', 'records')} of this conversation are shown: each exhibit with ${CONTEXT_MESSAGES} before and ${CONTEXT_MESSAGES} after it. Exhibits: ${conversation.exhibits.map(({ number }, at) => html`${at === 0 ? '' : ', '}<a href="${exhibitLink(number)}">${number}</a>`)}.</p>
${conversation.stretches.map((stretch) => stretchMarkup(pack, stretch))}
${gap(conversation.omittedAfter, 'follow')}`
}

function stretchMarkup(pack: Package, { keys, omittedBefore, withheld }: Stretch): Markup {
  const lines = recordLines(pack.context.file.database, pack.context.directory, keys)
  let lastDay = ''
  const items = lines.map((line) => {
    const day = line.time.utcMs === null ? 'no time stored' : pack.time.local(line.time.utcMs).slice(0, 10)
    const isNewDay = day !== lastDay
    lastDay = day
    return html`${isNewDay ? html`<li class="day">${day}</li>` : null}${bubble(pack, line)}`
  })
  return html`${gap(omittedBefore, 'are not shown here')}${withheld === 0 ? null : html`<p class="gap">${counted(withheld, 'record', 'records')} of this stretch ${withheld === 1 ? 'lies' : 'lie'} outside the chosen period or sources and ${withheld === 1 ? 'is' : 'are'} withheld</p>`}
<ol class="talk">${items}</ol>`
}

const gap = (omitted: number, what: string): Markup | null =>
  omitted === 0
    ? null
    : html`<p class="gap">${counted(omitted, 'record', 'records')} of this conversation ${omitted === 1 && what.startsWith('are') ? what.replace('are', 'is') : what}${what === 'follow' ? ' and are not shown' : ''}</p>`

function bubble(pack: Package, line: RecordLine): Markup {
  const number = pack.numberOf.get(line.key)
  const clock = line.time.utcMs === null ? (line.time.localText ?? 'no time stored') : pack.time.local(line.time.utcMs).slice(11)
  const state = line.state === 'live' ? null : html` <span class="badge ${line.state}">${STATE_WORDS[line.state].badge}</span>`
  const from = line.from === null ? html`<span class="soft">sender not stored</span>` : sender(pack, line.from)
  return html`<li id="M${line.key}" class="${line.direction === 'outgoing' ? 'out' : 'in'}${number === undefined ? '' : ' chosen'}"><div class="bubble">
${number === undefined ? null : html`<p class="flag"><a href="${exhibitLink(number)}">Exhibit ${number}</a></p>`}<p class="meta">${from} · ${clock}${state}</p>
${said(line)}
${(line.message?.attachments ?? []).map(({ name, isPresent }) => html`<p class="meta">Attachment: ${verbatim(name)}${isPresent ? '' : ' (not in the extraction)'}</p>`)}
${(line.message?.earlierTexts ?? []).map(({ key, text }) => html`<p class="meta"><span class="badge edited-previous">earlier text</span>${exhibitMark(pack, key)} ${verbatim(text)}</p>`)}
${(line.message?.reactions ?? []).map(({ label, by }) => html`<p class="meta">Reaction ${verbatim(label)} by ${verbatim(by)}</p>`)}
</div></li>`
}

/** Identifiers and roles stand above the conversation; in each bubble they would drown the text. */
function sender({ entities }: Package, { entity, name }: Party): Markup {
  entities.add(entity)
  return html`<strong>${verbatim(name)}</strong>`
}

function exhibitMark({ numberOf }: Package, key: number): Markup | null {
  const number = numberOf.get(key)
  return number === undefined ? null : html` <a href="${exhibitLink(number)}">Exhibit ${number}</a>`
}

function said({ text, call, message, position }: RecordLine): Markup {
  if (call !== null)
    return html`<p class="text">${call.isVideo === true ? 'Video call' : 'Call'}${call.answered === null ? '' : call.answered ? ', answered' : ', not answered'}${call.durationSeconds === null ? '' : `, ${Math.round(call.durationSeconds)} seconds`}</p>`
  if (message?.reaction) return html`<p class="text soft">Reaction <bdi>${message.reaction.label}</bdi> ${message.reaction.action}</p>`
  const reply = message?.replyToText ? html`<p class="meta">In reply to: ${verbatim(message.replyToText)}</p>` : null
  const place =
    position === null ? null : html`<p class="meta">Shared position ${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}</p>`
  if (text === '') return html`${reply}${place}<p class="text soft">${message?.attachments.length ? '' : 'no text stored'}</p>`
  return html`${reply}${place}<p class="text" dir="auto">${text}</p>`
}
