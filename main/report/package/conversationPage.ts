/** A conversation around its exhibits: what came before and after, with every gap counted. */
import type { Party, RecordLine, ThreadInfo } from '../../contract/index.ts'
import { exhibitLink } from './exhibitLinks.ts'
import { html, type Markup, verbatim } from './markup.ts'
import { itemOf, type Package, type Stretch, type Talk, type Withheld } from './model.ts'
import type { PageWriter } from './page.ts'
import { pageNav } from './pageNav.ts'
import { CONTEXT_MESSAGES, talkFile } from './talks.ts'
import type { SearchIndex } from './searchIndex.ts'
import { callText, count, counted, KIND_WORDS, STATE_WORDS } from './words.ts'

/** Exhibits that the heading lists; a conversation can hold thousands. */
const LISTED_EXHIBITS = 60

export function writeTalk(pack: Package, write: PageWriter, index: SearchIndex, talk: Talk): void {
  const info = pack.material.thread(talk.threadId)
  const title = `Conversation ${talk.number}`
  talk.pages.forEach(({ file, stretches }, at) => {
    const nav = (place: 'above' | 'below'): Markup | null =>
      pageNav(place, talk.pages.length, at + 1, (page) => talkFile(talk.number, page))
    const seen: Seen = { runs: new Set(), index }
    const parts = stretches.map((stretch) => stretchMarkup(pack, stretch, seen))
    write(
      { file, title, isReviewed: true },
      html`<h1>${title}: ${verbatim(info.title)}</h1>
${at === 0 ? head(pack, talk, info) : null}${nav('above')}
${parts}
${at === talk.pages.length - 1 ? gap(talk.omittedAfter, 'follow') : null}${nav('below')}
${origins(pack, seen.runs)}`,
    )
  })
}

function head(pack: Package, talk: Talk, info: ThreadInfo): Markup {
  const shown = talk.pages.flatMap(({ stretches }) => stretches).reduce((sum, { keys }) => sum + keys.length, 0)
  const everybody: readonly Party[] =
    info.owner === null ? info.participants : [info.owner, ...info.participants.filter(({ entity }) => entity !== info.owner?.entity)]
  for (const { entity } of everybody) pack.entities.add(entity)
  const listed = talk.exhibits.slice(0, LISTED_EXHIBITS)
  const device = pack.material.info.sources.find(({ id }) => id === info.sourceId)?.label ?? `source ${info.sourceId}`
  return html`<p>${info.service}, ${info.kind === 'unknown' ? 'kind not stored' : info.kind}, on ${verbatim(device)}. Between ${named(everybody)}.</p>
<p class="soft">${count(shown)} of ${counted(talk.total, 'record', 'records')} of this conversation are shown: each exhibit with ${CONTEXT_MESSAGES} before and ${CONTEXT_MESSAGES} after it, or with its whole day where that was chosen. Exhibits: ${listed.map((exhibit, at) => html`${at === 0 ? '' : ', '}<a href="${exhibitLink(exhibit)}">${exhibit.number}</a>`)}${talk.exhibits.length > listed.length ? ` and ${count(talk.exhibits.length - listed.length)} more` : ''}.</p>`
}

function named(everybody: readonly Party[]): Markup {
  if (everybody.length === 0) return html`<span class="soft">nobody stored</span>`
  return html`${everybody.map(({ name, identifier, role }, index) => html`${index === 0 ? null : '; '}${verbatim(name)}${identifier === '' || identifier === name ? null : html` <span class="soft">${verbatim(identifier)}</span>`}${role === null ? null : html` <span class="role">role assigned: ${role}</span>`}`)}`
}

interface Seen {
  readonly runs: Set<string>
  readonly index: SearchIndex
}

/** Records with a card of their own are in the index with it. */
function searchName({ exhibitOf }: Package, { key, kind }: RecordLine): string {
  const exhibit = exhibitOf.get(key)
  return exhibit === undefined
    ? `${KIND_WORDS[kind].one} around an exhibit`
    : `Exhibit ${exhibit.number}, ${KIND_WORDS[kind].one.toLowerCase()}`
}

function stretchMarkup(pack: Package, { keys, omittedBefore, withheldBefore }: Stretch, { runs, index }: Seen): Markup {
  let lastDay = ''
  const items = pack.material.lines(keys).map((line) => {
    runs.add(runOf(line.id))
    if (pack.exhibitOf.get(line.key)?.target.kind !== 'record')
      index.addRecord(pack.talkPlace.get(line.key) ?? '', searchName(pack, line), line)
    const day = line.time.utcMs === null ? 'no time stored' : pack.time.local(line.time.utcMs).slice(0, 10)
    const isNewDay = day !== lastDay
    lastDay = day
    return html`${isNewDay ? html`<li class="day">${day}</li>` : null}${bubble(pack, line)}`
  })
  return html`${gap(omittedBefore, 'are not shown here')}${withheldMark(withheldBefore)}${items.length === 0 ? null : html`<ol class="talk">${items}</ol>`}`
}

/** What stands here and may not be shown, by the reason. */
function withheldMark({ outsideChoice, outsideScope, privileged }: Withheld): Markup | null {
  const reasons = [
    [outsideScope, 'outside the legal scope'],
    [privileged, 'kept back as privileged'],
    [outsideChoice, 'outside the chosen period or sources'],
  ] as const
  const parts = reasons.filter(([number]) => number > 0).map(([number, reason]) => `${counted(number, 'record', 'records')} ${reason}`)
  return parts.length === 0 ? null : html`<p class="gap">withheld here: ${parts.join('; ')}</p>`
}

const gap = (omitted: number, what: string): Markup | null =>
  omitted === 0
    ? null
    : html`<p class="gap">${counted(omitted, 'record', 'records')} of this conversation ${omitted === 1 && what.startsWith('are') ? what.replace('are', 'is') : what}${what === 'follow' ? ' and are not shown' : ''}</p>`

function bubble(pack: Package, line: RecordLine): Markup {
  const exhibit = pack.exhibitOf.get(line.key)
  const clock = line.time.utcMs === null ? (line.time.localText ?? 'no time stored') : pack.time.local(line.time.utcMs).slice(11)
  const state = line.state === 'live' ? null : html` <span class="badge ${line.state}">${STATE_WORDS[line.state].badge}</span>`
  const from = line.from === null ? html`<span class="soft">sender not stored</span>` : sender(pack, line.from)
  return html`<li id="${itemOf(line.key)}" class="${line.direction === 'outgoing' ? 'out' : 'in'}${exhibit === undefined ? '' : ' chosen'}"><div class="bubble" data-item="${itemOf(line.key)}" data-number="${exhibit?.number ?? ''}" data-record="${line.id}">
${exhibit === undefined ? null : html`<p class="flag"><a href="${exhibitLink(exhibit)}">Exhibit ${exhibit.number}</a></p>`}<p class="meta">${from} · ${clock}${state}</p>
${said(line)}
${(line.message?.attachments ?? []).map(({ name, isPresent }) => html`<p class="meta">Attachment: ${verbatim(name)}${isPresent ? '' : ' (not in the extraction)'}</p>`)}
${(line.message?.earlierTexts ?? []).map(({ key, text }) => html`<p class="meta"><span class="badge edited-previous">earlier text</span>${exhibitMark(pack, key)} ${verbatim(text)}</p>`)}
${(line.message?.reactions ?? []).map(({ label, by }) => html`<p class="meta">Reaction ${verbatim(label)} by ${verbatim(by)}</p>`)}
${source(pack, line)}
</div></li>`
}

/** Where the record stands: small, for the one reader in a hundred who asks, and there for each of them. */
function source({ time }: Package, { id, time: at, state }: RecordLine): Markup {
  const utc = at.utcMs === null ? 'no UTC time' : time.utc(at.utcMs)
  return html`<p class="source mono">${verbatim(id)} · ${STATE_WORDS[state].badge} · ${utc}${at.asStored === null ? null : html` · stored ${at.asStored}`}</p>`
}

const runOf = (id: string): string => id.split('.', 2).join('.')

/** Record ids begin with source and run: which file that was. */
function origins({ material: { runs } }: Package, used: ReadonlySet<string>): Markup | null {
  const found = [...used].flatMap((id) => runs.get(id) ?? [])
  if (found.length === 0) return null
  return html`<section class="origin"><h2>Where these records stand in the evidence</h2><p class="soft">A record id is source, run, table and row: S1.R3.message.42 is row 42 of the table “message”, read in run 3 of source 1.</p>
<table><thead><tr><th scope="col">Id begins</th><th scope="col">File and SHA-256</th><th scope="col">Read by</th></tr></thead><tbody>${found.map(({ id, file, sha256, parser }) => html`<tr><td class="mono">${id}</td><td><span class="mono">${verbatim(file)}</span><br><span class="hash soft">${sha256 ?? 'not hashed'}</span></td><td class="mono">${parser}</td></tr>`)}</tbody></table></section>`
}

/** Identifiers and roles stand above the conversation; in each bubble they would drown the text. */
function sender({ entities }: Package, { entity, name }: Party): Markup {
  entities.add(entity)
  return html`<strong>${verbatim(name)}</strong>`
}

function exhibitMark({ exhibitOf }: Package, key: number): Markup | null {
  const exhibit = exhibitOf.get(key)
  return exhibit === undefined ? null : html` <a href="${exhibitLink(exhibit)}">Exhibit ${exhibit.number}</a>`
}

function said({ text, call, message, position }: RecordLine): Markup {
  if (call !== null) return html`<p class="text">${callText(call)}</p>`
  if (message?.reaction) return html`<p class="text soft">Reaction <bdi>${message.reaction.label}</bdi> ${message.reaction.action}</p>`
  const reply = message?.replyToText ? html`<p class="meta">In reply to: ${verbatim(message.replyToText)}</p>` : null
  const shared =
    position === null ? null : html`<p class="meta">Shared position ${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}</p>`
  if (text === '') return html`${reply}${shared}<p class="text soft">${message?.attachments.length ? '' : 'no text stored'}</p>`
  return html`${reply}${shared}<p class="text" dir="auto">${text}</p>`
}
