/** Page one: what this is, what was and was not examined, what cannot be known, how to read and check it. */
import type { CoverageRow, RecordKind, RecordState, SourceInfo } from '../../contract/index.ts'
import { MANIFEST, MANIFEST_HASH } from '../manifest.ts'
import { VERIFY_PAGE } from '../verifyPage.ts'
import { html, type Markup, verbatim } from './markup.ts'
import type { Package } from './model.ts'
import { count, counted, KIND_WORDS, sourceKind, STATE_WORDS } from './words.ts'

export interface ExhibitCounts {
  readonly kinds: ReadonlyMap<RecordKind, number>
  readonly states: ReadonlyMap<RecordState, number>
  readonly conversations: number
  /** On paper: nothing can be opened or searched. */
  readonly isPrinted?: true
}

export function overviewBody(pack: Package, counts: ExhibitCounts): Markup {
  const { facts, exhibits, time, material, audience } = pack
  const { info } = material
  const records = info.sources.reduce((sum, { recordCounts }) => sum + total(recordCounts), 0)
  const createdMs = Date.parse(facts.createdAt)
  const isPrinted = counts.isPrinted === true
  return html`<h1>${info.name}</h1>
<p class="lead">This ${isPrinted ? 'document' : 'package'} holds <strong>${counted(exhibits.length, 'item', 'items')}</strong> (“exhibits”) chosen from the records of ${counted(info.sources.length, 'source', 'sources')} (phones, backups, accounts)${info.number === '' ? '' : html` in case <strong>${info.number}</strong>`}. Each one can be followed back to the file, table and row it was read from.${isPrinted ? null : ' Nothing needs to be installed to read it.'}</p>
${info.isDemo ? html`<p class="note">This is the synthetic demonstration case. Nobody in it exists.</p>` : null}
${audience.removed.length === 0 ? null : html`<div class="note"><p><strong>This is a version for: ${audience.name}.</strong> Something was taken out before it was made:</p><ul>${audience.removed.map((sentence) => html`<li>${sentence}</li>`)}</ul></div>`}
<ul class="figures">
<li><b>${count(exhibits.length)}</b><span>${exhibits.length === 1 ? 'exhibit' : 'exhibits'}</span></li>
<li><b>${count(counts.conversations)}</b><span>${counts.conversations === 1 ? 'conversation' : 'conversations'}, with context, as each phone holds them</span></li>
<li><b>${count(info.sources.length)}</b><span>${info.sources.length === 1 ? 'source' : 'sources'} examined</span></li>
<li><b>${count(records)}</b><span>records in the whole case</span></li>
</ul>
${isPrinted ? null : WAY}
<h2>What was examined</h2>
<div class="scroll"><table><thead><tr><th scope="col">Source</th><th scope="col">Kind of extraction</th><th scope="col" class="n">Records</th><th scope="col">First to last record</th><th scope="col">SHA-256 of the extraction</th></tr></thead><tbody>
${info.sources.map((source) => sourceRow(pack, source))}
</tbody></table></div>
<p class="soft">More about each of them: <a href="devices.html">Devices</a>.</p>
<h2>What was not examined</h2>
${gaps(pack)}
${keptBack(pack)}<p class="soft">Every file and its result: <a href="coverage.html">Coverage</a>.</p>
<h2>What this cannot tell</h2>
<ul>
<li>Who held a phone. A record shows what the phone or the account did, not whose hand it was.</li>
<li>What was deleted before the extraction was made, unless a trace of it was left. That something is not here does not mean that it did not happen.</li>
<li>What other phones hold. Only the ${counted(info.sources.length, 'source', 'sources')} above ${info.sources.length === 1 ? 'was' : 'were'} examined; everybody else is seen only through ${info.sources.length === 1 ? 'it' : 'them'}.</li>
<li>Whether a name is right. Names come from address books and apps; a number can change its owner.</li>
<li>Whether a clock was right. Times are those that the device stored.</li>
<li>Exactly where somebody was. A stated radius is not a limit: measured positions often lie outside it, those from Wi-Fi and cell networks most often.</li>
<li>What was not chosen. The exhibits are a choice; the rest of the case is not in this ${isPrinted ? 'document' : 'package'}.</li>
</ul>
<h2>The exhibits</h2>
<table class="narrow"><thead><tr><th scope="col">Kind</th><th scope="col" class="n">Exhibits</th></tr></thead><tbody>${[...counts.kinds].map(([kind, number]) => html`<tr><td>${capital(KIND_WORDS[kind].many)}</td><td class="n">${count(number)}</td></tr>`)}</tbody></table>
<p class="onscreen"><a href="exhibits.html">Go to the exhibits</a></p>
<h2>How to read them</h2>
<p><strong>Times</strong> stand twice: in ${info.timezone}, with the offset from UTC at that moment, and in UTC. A time whose zone the device did not store stays as it is and is marked.</p>
<p><strong>Roles</strong> (“role assigned: ...”) were assigned by a person who worked on the case, with a reason, given under <a href="people.html">People</a>. The program never assigns one.</p>
<p><strong>States</strong> say how a record lies in its database:</p>
<table><tbody>${[...counts.states].map(([state, number]) => html`<tr><td><span class="badge ${state}">${STATE_WORDS[state].badge}</span></td><td>${STATE_WORDS[state].meaning}</td><td class="n">${counted(number, 'exhibit', 'exhibits')}</td></tr>`)}</tbody></table>
<p><strong>Texts</strong> are shown as stored. A character that would turn the line around or that cannot be shown stands as its code, such as ⟦U+202E⟧.</p>
${isPrinted ? null : CHECK}
<h2>Who made this</h2>
<dl class="facts"><dt>Made by</dt><dd>${verbatim(facts.createdBy)}</dd><dt>Made at</dt><dd>${time.local(createdMs)} (${time.zone}) · ${time.utc(createdMs)}</dd><dt>Case</dt><dd>${verbatim(info.name)}${info.number === '' ? null : html`, number ${verbatim(info.number)}`}</dd><dt>Examiner</dt><dd>${info.examiner === '' ? 'not stated' : verbatim(info.examiner)}</dd><dt>Program</dt><dd>${facts.program.name} ${facts.program.version}</dd></dl>`
}

const WAY = html`<h2>Where to look</h2>
<ul class="way"><li><a href="exhibits.html">Exhibits</a>: each item in full, in the order in which they were chosen</li><li><a href="timeline.html">Timeline</a>: the same by time</li><li><a href="people.html">People</a>: who occurs, and what was exchanged between whom</li><li><a href="graph.html">Contacts</a>: who was in contact with whom, as a picture</li><li><a href="places.html">Places</a>: positions on a map that needs no network</li><li><a href="search.html">Search</a>: words and numbers in all of it</li><li><a href="glossary.html">Glossary</a>: what the words mean</li><li><a href="review.html">My review</a>: mark, comment, and send your remarks back</li></ul>`

const CHECK = html`<h2>How to check that nothing was changed</h2>
<p>The file <span class="mono">${MANIFEST}</span> lists every file of this folder with its size and SHA-256. Its own SHA-256 is in <span class="mono">${MANIFEST_HASH}</span> and was shown to the person who made the package: compare the two. Open <a href="${VERIFY_PAGE}">${VERIFY_PAGE}</a> and choose this folder: it checks every file and the signature in the browser, without a network, and names every difference. So does “<span class="mono">corroborate verify</span>”, and any other program that computes SHA-256.</p>`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const total = (counts: SourceInfo['recordCounts']): number => Object.values(counts).reduce((sum, value) => sum + value, 0)

function sourceRow({ time }: Package, source: SourceInfo): Markup {
  const span =
    source.firstMs === null || source.lastMs === null
      ? html`no dated record`
      : html`<span class="date">${time.local(source.firstMs).slice(0, 10)}</span> to <span class="date">${time.local(source.lastMs).slice(0, 10)}</span>`
  return html`<tr><td>${verbatim(source.label)}</td><td>${sourceKind(source.kind)}</td><td class="n">${count(total(source.recordCounts))}</td><td>${span}</td><td class="hash">${source.sha256 ?? 'not hashed'}</td></tr>`
}

/** One list per device of what stayed unread, in words and numbers. */
function gaps({ material: { info, coverage } }: Package): Markup {
  return html`${info.sources.map((source) => {
    const rows = coverage.filter((row) => row.source === source.id)
    const items = gapItems(rows)
    return html`<h3>${verbatim(source.label)}</h3>${source.status === 'complete' ? null : html`<p class="note">The import of this device was stopped before its end: it is not whole.</p>`}
${items.length === 0 ? html`<p>Every store that was found was read without loss.</p>` : html`<ul>${items}</ul>`}`
  })}`
}

/** The law and privilege: counted, never named. */
function keptBack({ keptBack: { outsideScope, privileged } }: Package): Markup | null {
  if (outsideScope === 0 && privileged === 0) return null
  const parts = [
    ...(outsideScope === 0 ? [] : [`${counted(outsideScope, 'bookmarked record lies', 'bookmarked records lie')} outside the legal scope`]),
    ...(privileged === 0 ? [] : [`${counted(privileged, 'bookmarked record is', 'bookmarked records are')} kept back as privileged`]),
  ]
  return html`<h3>Kept back</h3><p>${parts.join('; ')}. They are not in this package. In conversations, what is withheld is counted where it stands.</p>`
}

/** Names are listed up to here; the coverage page has all. */
const NAMED = 4

/** Without the name of the file, which stands on the coverage page. */
const plainName = (store: string): string => store.replace(/\s*\([^()]*\)\s*$/, '') || store

function gapItems(rows: readonly CoverageRow[]): Markup[] {
  const of = (...statuses: readonly CoverageRow['status'][]): CoverageRow[] => rows.filter(({ status }) => statuses.includes(status))
  const skipped = rows.reduce((sum, row) => sum + row.skipped, 0)
  const list = (found: readonly CoverageRow[]): string =>
    [...new Set(found.map(({ store }) => plainName(store)))].slice(0, NAMED).join(', ') + (found.length > NAMED ? ' and others' : '')
  const item = (found: readonly CoverageRow[], one: string, many: string): Markup[] =>
    found.length === 0 ? [] : [html`<li><strong>${counted(found.length, one, many)}</strong>: ${verbatim(list(found))}.</li>`]
  return [
    ...item(of('unreadable'), 'file could not be opened', 'files could not be opened'),
    ...item(of('partly-parsed'), 'file was read only in part', 'files were read only in part'),
    ...item(of('not-parsed'), 'file is present, but this version cannot read it', 'files are present, but this version cannot read them'),
    ...item(
      of('missing'),
      'file is listed in the extraction, but missing from it',
      'files are listed in the extraction, but missing from it',
    ),
    ...(skipped === 0
      ? []
      : [html`<li><strong>${counted(skipped, 'row was skipped', 'rows were skipped')}</strong>, each with a reason.</li>`]),
    ...item(of('not-expected'), 'known store is not in this kind of extraction', 'known stores are not in this kind of extraction'),
    ...item(of('absent'), 'known store was looked for and is not there', 'known stores were looked for and are not there'),
  ]
}
