/** What the words of the package mean. */
import { CLASS_SIGNS } from '../classSigns.ts'
import { html, type Markup } from './markup.ts'
import type { Package } from './model.ts'
import { COVERAGE_WORDS, KIND_WORDS, STATE_WORDS } from './words.ts'

export function glossaryBody({ material: { info } }: Package): Markup {
  return html`<h1>Glossary</h1>
<p class="lead">What the words on these pages mean. Times are in ${info.timezone} and in UTC.</p>
<h2>Kinds of records</h2>
<dl class="facts words">${Object.values(KIND_WORDS).map(({ one, meaning }) => html`<dt>${one}</dt><dd>${meaning}</dd>`)}</dl>
<h2>States of a record</h2>
<table><tbody>${Object.values(STATE_WORDS).map(({ badge, meaning }) => html`<tr><th scope="row">${badge}</th><td>${meaning}</td></tr>`)}</tbody></table>
<h2>Kinds of positions</h2>
<table><tbody>${Object.values(CLASS_SIGNS).map(({ label, meaning }) => html`<tr><th scope="row">${label}</th><td>${meaning}</td></tr>`)}</tbody></table>
<h2>Results of reading a file</h2>
<table><tbody>${Object.values(COVERAGE_WORDS).map(({ badge, meaning }) => html`<tr><th scope="row">${badge}</th><td>${meaning}</td></tr>`)}</tbody></table>
<h2>Other words</h2>
<dl class="facts words"><dt>Extraction</dt><dd>The data that a tool copied from a phone, a backup for example.</dd><dt>Record</dt><dd>One row of the evidence as the case holds it: a message, a call, a position.</dd><dt>Record id</dt><dd>Source, run, table and row: S1.R3.message.42 is row 42 of the table “message”, read in run 3 of source 1.</dd><dt>SHA-256</dt><dd>A fingerprint of a file. When one byte changes, it changes.</dd><dt>Identifier</dt><dd>A telephone number, e-mail address or account name.</dd><dt>UTC</dt><dd>The world's reference time. Vienna is one hour ahead of it in winter, two in summer.</dd><dt>Exhibit</dt><dd>A record that somebody chose to show, with a number.</dd><dt>Item</dt><dd>What a remark refers to: r345 is record 345 of the case, x3 an exhibit of several records. The same item has the same name in every version of this package, whatever was taken out of it.</dd><dt>Device examined</dt><dd>A phone whose extraction is part of this case. Everybody else is seen only through the data of these phones.</dd><dt>Manifest</dt><dd>The list of all files of this package with their fingerprints.</dd><dt>Radius</dt><dd>How exact a position is said to be, in metres. It is no limit: see Places.</dd></dl>`
}
