/** How the records were made, and what people did in the case. */
import { html, type Markup, verbatim } from './markup.ts'
import type { Package } from './model.ts'
import { count } from './words.ts'

/** Entries shown; the number of all is stated. */
const SHOWN_ENTRIES = 400

export function methodBody({ facts, time, material: { coverage, info, log }, audience }: Package): Markup {
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
  return html`<h1>Method</h1>
<p class="lead">How the records came from the phones onto these pages, what read them, and what is known to be missing. What the words mean: <a href="glossary.html">Glossary</a>.</p>
<h2>How the records were made</h2>
<p>${facts.program.name} ${facts.program.version} opened each extraction read-only, took its SHA-256, copied every database it knows into a private folder and read the copies. Each row became a record, or was skipped with a reason that the coverage page counts. Texts and times were stored as they stood in the row; nothing was translated, completed or guessed. The extraction was never written to.</p>
<p>Times are converted to UTC only where the store defines their zone. They are shown in ${info.timezone}, which was chosen for the case.</p>
<p>Where a record says nothing of direction, sender or time, the pages say so; nothing is inferred from the neighbours. Positions are drawn by their kind: what a phone measured, what its software concluded, what a file claims and what somebody sent are never mixed.</p>
<p>Telephone numbers are written in international form; the spelling in the evidence stays in the case. Identifiers were put together as one person only by a person, with a reason.</p>
<h2>What read the evidence</h2>
<table><thead><tr><th scope="col">Reader and version</th><th scope="col">Store</th></tr></thead><tbody>${parsers.map(({ parser, store }) => html`<tr><td class="mono">${parser}</td><td>${verbatim(store)}</td></tr>`)}</tbody></table>
<p>What each reader covers and what it leaves out is counted on the page <a href="coverage.html">Coverage</a>, row by row.</p>
${notes.length === 0 ? null : html`<h3>Limits that were met</h3><ul>${notes.map((note) => html`<li>${verbatim(note)}</li>`)}</ul>`}
${audience.removed.length === 0 ? null : html`<h2>What was taken out for this audience</h2><ul>${audience.removed.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
<h2>What was done in the case</h2>
<p>From the case's log, in which every entry's hash covers the one before. ${log.length > shown.length ? html`The last ${count(shown.length)} of ${count(log.length)} entries about the making of the case.` : html`All ${count(log.length)} entries about the making of the case.`} Views of media and exports are in the case file only.</p>
<div class="scroll"><table><thead><tr><th scope="col" class="n">No.</th><th scope="col">Time</th><th scope="col">Who</th><th scope="col">What</th></tr></thead><tbody>${shown.map(({ number, at_ms, actor, action, detail }) => html`<tr><td class="n">${number}</td><td class="date">${time.local(at_ms)}</td><td>${verbatim(actor)}</td><td>${action}: ${verbatim(detail)}</td></tr>`)}</tbody></table></div>
${shown.at(-1) === undefined ? null : html`<p class="small">Hash of the last entry shown (no. ${shown.at(-1)?.number ?? ''}): <span class="hash">${shown.at(-1)?.hash ?? ''}</span></p>`}`
}
