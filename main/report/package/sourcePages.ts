/** The pages about the devices and about what was read of them. */
import type { CoverageRow, SourceInfo } from '../../contract/index.ts'
import { html, type Markup, verbatim } from './markup.ts'
import type { Package } from './model.ts'
import { count, counted, COVERAGE_WORDS, KIND_WORDS, sourceKind } from './words.ts'

export function devicesBody({ material: { info }, time }: Package): Markup {
  return html`<h1>Devices</h1>
<p class="lead">The extractions that this case was built from, as they state themselves. The program read them; it did not make them.</p>
${info.sources.map((source) => device(source, time.local(source.addedAtMs), time.zone))}`
}

function device(source: SourceInfo, addedAt: string, zone: string): Markup {
  const { label, kind, platform, originalPath, sha256, sizeBytes, device: stated, ownerName, recordCounts, warnings } = source
  return html`<section><h2>${verbatim(label)}</h2>
<dl class="facts"><dt>Source number</dt><dd>${source.id}</dd><dt>Kind of extraction</dt><dd>${sourceKind(kind)}${platform === 'unknown' ? '' : `, ${platform}`}</dd><dt>SHA-256</dt><dd class="hash">${sha256 ?? 'not hashed'}</dd><dt>Size</dt><dd>${count(sizeBytes)} bytes</dd>
<dt>Read from</dt><dd class="mono">${verbatim(originalPath)}</dd><dt>Added</dt><dd>${addedAt} (${zone})</dd>${ownerName === null ? null : html`<dt>Owner as named in the case</dt><dd>${verbatim(ownerName)}</dd>`}
${stated.map(({ label: name, value }) => html`<dt>${name}</dt><dd>${verbatim(value)}</dd>`)}
<dt>Records</dt><dd>${Object.entries(recordCounts).map(([name, number], index) => html`${index === 0 ? '' : ', '}${counted(number, ...kindWords(name))}`)}</dd></dl>
${warnings.length === 0 ? null : html`<h3>To bear in mind</h3><ul>${warnings.map((warning) => html`<li>${verbatim(warning)}</li>`)}</ul>`}</section>`
}

/** Singular and plural; a kind of a later version is shown as it is named. */
function kindWords(name: string): [one: string, many: string] {
  const words = Object.entries(KIND_WORDS).find(([kind]) => kind === name)?.[1]
  return words === undefined ? [name, name] : [words.one.toLowerCase(), words.many]
}

/** Missing files listed on the page; the attached table has all. */
const LISTED_MISSING = 100

export function coverageBody({ material: { info, coverage } }: Package): Markup {
  const statuses = [...new Set(coverage.map(({ status }) => status))]
  return html`<h1>Coverage</h1>
<p class="lead">Every store that the program knows, and what became of it. Rows read are records plus rows skipped with a reason; nothing is left out in silence.</p>
<p class="onscreen">The same as a table for spreadsheets: <a href="coverage.csv">coverage.csv</a>.</p>
<h2>What the words mean</h2>
<table><tbody>${statuses.map((status) => html`<tr><td><span class="badge ${status}">${COVERAGE_WORDS[status].badge}</span></td><td>${COVERAGE_WORDS[status].meaning}</td></tr>`)}</tbody></table>
${info.sources.map((source) =>
  sourceCoverage(
    source,
    coverage.filter((row) => row.source === source.id),
  ),
)}`
}

function sourceCoverage({ label }: SourceInfo, rows: readonly CoverageRow[]): Markup {
  const missing = rows.filter(({ status, parser }) => status === 'missing' && parser === null)
  const stores = rows.filter((row) => !missing.includes(row))
  return html`<h2>${verbatim(label)}</h2>
<div class="scroll"><table><thead><tr><th scope="col">Store</th><th scope="col">Result</th><th scope="col" class="n">Rows read</th><th scope="col" class="n">Records</th><th scope="col" class="n">Further records of these rows</th><th scope="col" class="n">Skipped</th></tr></thead><tbody>
${stores.map(coverageRow)}
</tbody></table></div>
${missing.length === 0 ? null : html`<h3>Listed files that are missing: ${count(missing.length)}</h3><ul class="small mono">${missing.slice(0, LISTED_MISSING).map(({ file }) => html`<li>${verbatim(file ?? '')}</li>`)}</ul>${missing.length > LISTED_MISSING ? html`<p>The rest is in coverage.csv.</p>` : null}`}`
}

function coverageRow({
  store,
  file,
  sha256,
  parser,
  status,
  rowsRead,
  records,
  derived,
  skipped,
  skippedReasons,
  notes,
}: CoverageRow): Markup {
  return html`<tr><td class="wide">${verbatim(store)}${file === null ? null : html`<br><span class="mono soft">${verbatim(file)}</span>`}${sha256 === null ? null : html`<br><span class="hash soft">SHA-256 ${sha256}</span>`}${parser === null ? null : html`<br><span class="soft">read by ${parser}</span>`}
${notes.map((note) => html`<br>${verbatim(note)}`)}${Object.entries(skippedReasons).map(([reason, number]) => html`<br>skipped ${count(number)}: ${verbatim(reason)}`)}</td>
<td><span class="badge ${status}">${COVERAGE_WORDS[status].badge}</span></td><td class="n">${count(rowsRead)}</td><td class="n">${count(records)}</td><td class="n">${count(derived)}</td><td class="n">${count(skipped)}</td></tr>`
}
