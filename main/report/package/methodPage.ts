/** How the records were made, what the words mean, and what people did in the case. */
import type { Database } from 'better-sqlite3'
import { CLASS_SIGNS } from '../classSigns.ts'
import type { Package } from './collect.ts'
import { html, type Markup, verbatim } from './markup.ts'
import { COVERAGE_WORDS, count, STATE_WORDS } from './words.ts'

/** Entries about how the case came about. Views and exports stay in the case's own log, so that two exports agree. */
const LOGGED =
  "action IN ('case created', 'case facts changed', 'import started', 'import finished', 'import cancelled', 'import recognised', 'source discarded', 'people changed', 'taken back', 'bookmark set', 'bookmark changed', 'bookmark removed')"
/** Entries shown; the number of all is stated. */
const SHOWN_ENTRIES = 400

export interface LogEntry {
  readonly number: number
  readonly at_ms: number
  readonly actor: string
  readonly action: string
  readonly detail: string
  readonly hash: string
}

export const auditExcerpt = (database: Database): LogEntry[] =>
  database.prepare(`SELECT number, at_ms, actor, action, detail, hash FROM audit WHERE ${LOGGED} ORDER BY number`).all() as LogEntry[]

export function methodBody(pack: Package, log: readonly LogEntry[]): Markup {
  const { facts, coverage, time, info } = pack
  const parsers = [
    ...new Map(
      coverage
        .filter(({ parser, status }) => parser !== null && (status === 'parsed' || status === 'partly-parsed'))
        .map((row) => [`${row.parser} ${row.store}`, row]),
    ).values(),
  ]
  const notes = [
    ...new Set(
      coverage.flatMap(({ store, notes: said, status }) =>
        status === 'parsed' || status === 'partly-parsed' ? said.map((note) => `${store}: ${note}`) : [],
      ),
    ),
  ]
  const shown = log.slice(-SHOWN_ENTRIES)
  return html`<h1>Method and glossary</h1>
<h2>How the records were made</h2>
<p>${facts.program.name} ${facts.program.version} opened each extraction read-only, took its SHA-256, copied every database it knows into a private folder and read the copies. Each row became a record, or was skipped with a reason that the coverage page counts. Texts and times were stored as they stood in the row; nothing was translated, completed or guessed. The extraction was never written to.</p>
<p>Times are converted to UTC only where the store defines their zone. They are shown in ${info.timezone}, which was chosen for the case.</p>
<p>Telephone numbers are written in international form; the spelling in the evidence stays in the case. Identifiers were put together as one person only by a person, with a reason.</p>
<h2>What read the evidence</h2>
<table><thead><tr><th scope="col">Reader and version</th><th scope="col">Store</th></tr></thead><tbody>${parsers.map(({ parser, store }) => html`<tr><td class="mono">${parser}</td><td>${verbatim(store)}</td></tr>`)}</tbody></table>
${notes.length === 0 ? null : html`<h3>Limits that were met</h3><ul>${notes.map((note) => html`<li>${verbatim(note)}</li>`)}</ul>`}
<h2>Glossary</h2>
<h3>States of a record</h3>
<table><tbody>${Object.values(STATE_WORDS).map(({ badge, meaning }) => html`<tr><th scope="row">${badge}</th><td>${meaning}</td></tr>`)}</tbody></table>
<h3>Kinds of positions</h3>
<table><tbody>${Object.values(CLASS_SIGNS).map(({ label, meaning }) => html`<tr><th scope="row">${label}</th><td>${meaning}</td></tr>`)}</tbody></table>
<h3>Results of reading a file</h3>
<table><tbody>${Object.values(COVERAGE_WORDS).map(({ badge, meaning }) => html`<tr><th scope="row">${badge}</th><td>${meaning}</td></tr>`)}</tbody></table>
<h3>Other words</h3>
<dl class="facts"><dt>Extraction</dt><dd>The data that a tool copied from a phone, a backup for example.</dd><dt>Record</dt><dd>One row of the evidence as the case holds it: a message, a call, a position.</dd><dt>Record id</dt><dd>Source, run, table and row: S1.R3.message.42 is row 42 of the table “message”, read in run 3 of source 1.</dd><dt>SHA-256</dt><dd>A fingerprint of a file. When one byte changes, it changes.</dd><dt>Identifier</dt><dd>A telephone number, e-mail address or account name.</dd><dt>UTC</dt><dd>The world's reference time. Vienna is one hour ahead of it in winter, two in summer.</dd><dt>Live</dt><dd>Not deleted: an ordinary row of the database.</dd></dl>
<h2>What was done in the case</h2>
<p>From the case's log, in which every entry's hash covers the one before. ${log.length > shown.length ? html`The last ${count(shown.length)} of ${count(log.length)} entries about the making of the case.` : html`All ${count(log.length)} entries about the making of the case.`} Views of media and exports are in the case file only.</p>
<div class="scroll"><table><thead><tr><th scope="col" class="n">No.</th><th scope="col">Time</th><th scope="col">Who</th><th scope="col">What</th></tr></thead><tbody>${shown.map(({ number, at_ms, actor, action, detail }) => html`<tr><td class="n">${number}</td><td class="date">${time.local(at_ms)}</td><td>${verbatim(actor)}</td><td>${action}: ${verbatim(detail)}</td></tr>`)}</tbody></table></div>
${shown.at(-1) === undefined ? null : html`<p class="small">Hash of the last entry shown (no. ${shown.at(-1)?.number ?? ''}): <span class="hash">${shown.at(-1)?.hash ?? ''}</span></p>`}`
}
