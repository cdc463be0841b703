/** Who was in contact with whom, as a picture with its legend and as a table. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EntityId, GraphAnswer, GraphEdge, Role } from '../../contract/index.ts'
import { csvCell } from '../neutralise.ts'
import { graphPicture, roleSign } from './graphPicture.ts'
import { html, type Markup, verbatim } from './markup.ts'
import type { Package } from './model.ts'
import { count, counted, ROLE_SIGNS } from './words.ts'

/** People in the picture; more cannot be read on a page. */
const MAX_DRAWN = 40
/** Lines of the table on the page; the attached table has all. */
const MAX_ROWS = 1_000

/** Writes the picture and the table of contacts as files too, and returns the page. */
export function graphBody(pack: Package, folder: string, graph: GraphAnswer): Markup {
  const { entities } = pack
  const people = graph.nodes.filter(({ party }) => entities.has(party.entity)).sort((a, b) => b.records - a.records)
  const nodes = people.slice(0, MAX_DRAWN)
  const known = new Set(people.map(({ party }) => party.entity))
  const edges = graph.edges.filter(({ a, b }) => known.has(a) && known.has(b)).sort((a, b) => b.records - a.records)
  const names = new Map(people.map(({ party }) => [party.entity, party.name]))
  const nameOf = (entity: EntityId): string => names.get(entity) ?? entity
  writeFileSync(join(folder, 'contacts.csv'), contactsCsv(edges, nameOf))
  const head = html`<h1>Contacts</h1>
<p class="lead">Who of the people in this package was in contact with whom, counted in the examined data.</p>`
  if (nodes.length < 2 || edges.length === 0) return html`${head}<p>There is no contact between them in the examined data.</p>`
  const drawn = new Set(nodes.map(({ party }) => party.entity))
  const shown = edges.filter(({ a, b }) => drawn.has(a) && drawn.has(b))
  const picture = graphPicture('Contacts among the people of the exhibits', nodes, shown)
  writeFileSync(join(folder, 'pictures', 'contacts.svg'), `<?xml version="1.0" encoding="UTF-8"?>\n${picture.text}\n`)
  const roles = [...new Set(nodes.map(({ party }): Role => party.role ?? 'unknown'))]
  const hidden = people.length - nodes.length
  const outside = graph.totalNodes - people.length
  return html`${head}
<p class="note">Lines count messages and calls in the whole of the examined data${isNarrowed(pack) ? ' of the chosen period and sources' : ''}, not only in the exhibits. Owners of examined devices look central because it is their data; between two people whose devices were not examined, contact is mostly invisible. What both phones hold counts twice, once for each phone. A line says nothing about what the contact was.${hidden > 0 ? ` The picture shows the ${MAX_DRAWN} people with the most contacts; ${counted(hidden, 'other stands', 'others stand')} in the table only.` : ''}${outside > 0 ? ` ${counted(outside, 'other identifier is', 'other identifiers are')} in contact with them and not in this package.` : ''}</p>
<ul class="legend">${roles.map((role) => html`<li>${roleSign(role)}${ROLE_SIGNS[role].letter}: ${role === 'unknown' ? 'no role assigned' : `role assigned: ${role}`}</li>`)}<li><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="8" fill="#fff" stroke="#1a2230" stroke-width="2"/></svg>device examined</li><li><svg viewBox="0 0 20 20" aria-hidden="true"><line x1="0" y1="10" x2="20" y2="10" stroke="#7d8896" stroke-width="2" stroke-dasharray="3 4"/></svg>only in the same groups</li><li><svg viewBox="0 0 20 20" aria-hidden="true"><line x1="0" y1="10" x2="20" y2="10" stroke="#7d8896" stroke-width="5"/></svg>thicker: more rows</li></ul>
<figure>${picture}<figcaption>The number on a line is its rows. Where a sign stands means nothing. <span class="onscreen"><a href="pictures/contacts.svg">Picture as a file</a></span></figcaption></figure>
<h2>The same as a table</h2>
<p><span class="onscreen"><a href="contacts.csv">contacts.csv</a> for spreadsheets.</span>${edges.length > MAX_ROWS ? ` The first ${count(MAX_ROWS)} of ${count(edges.length)} pairs stand here.` : ''}</p>
<div class="scroll"><table><thead><tr><th scope="col">Between</th><th scope="col">Kind</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Of these in groups</th><th scope="col" class="n">Days</th><th scope="col">First to last (${pack.time.zone})</th></tr></thead><tbody>
${edges.slice(0, MAX_ROWS).map((edge) => edgeRow(pack, edge, nameOf))}
</tbody></table></div>`
}

export const isNarrowed = ({ scope: { fromMs, toMs, sources } }: Package): boolean => fromMs !== null || toMs !== null || sources.length > 0

function edgeRow({ time }: Package, edge: GraphEdge, nameOf: (entity: EntityId) => string): Markup {
  const span =
    edge.firstMs === null || edge.lastMs === null
      ? 'not dated'
      : html`<span class="date">${time.local(edge.firstMs).slice(0, 10)}</span> to <span class="date">${time.local(edge.lastMs).slice(0, 10)}</span>`
  return html`<tr><td>${verbatim(nameOf(edge.a))} and ${verbatim(nameOf(edge.b))}</td><td>${kindLines(edge, nameOf(edge.a), nameOf(edge.b))}</td><td class="n">${count(edge.records)}</td><td class="n">${count(edge.groupRecords)}</td><td class="n">${count(edge.activeDays)}</td><td>${span}</td></tr>`
}

/** Each kind with who it went out from. */
export const kindLines = ({ kinds }: GraphEdge, nameA: string, nameB: string): Markup =>
  html`${kinds.map(({ label, aToB, bToA, unknownDirection }, index) => {
    const unknown = unknownDirection > 0 ? ` · ${count(unknownDirection)} of unknown direction` : ''
    return html`${index === 0 ? null : html`<br>`}${manyOf(label)}: ${count(aToB)} from ${verbatim(nameA)} · ${count(bToA)} from ${verbatim(nameB)}${unknown}`
  })}`

/** `iMessage message` is one; here are many. */
const manyOf = (label: string): string =>
  label.replace(/^(?:(.+) )?(message|call)$/, (_all, service: string | undefined, kind: string) =>
    service === undefined ? `${kind}s` : `${kind}s by ${service}`,
  )

function contactsCsv(edges: readonly GraphEdge[], nameOf: (entity: EntityId) => string): string {
  const head = [
    'a',
    'b',
    'kind',
    'a to b',
    'b to a',
    'unknown direction',
    'active days (all kinds)',
    'first utc (all kinds)',
    'last utc (all kinds)',
  ]
  const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  const lines = edges.flatMap(({ a, b, kinds, activeDays, firstMs, lastMs }) =>
    kinds.map(({ label, aToB, bToA, unknownDirection }) => [
      nameOf(a),
      nameOf(b),
      label,
      aToB,
      bToA,
      unknownDirection,
      activeDays,
      iso(firstMs),
      iso(lastMs),
    ]),
  )
  return `\ufeff${[head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`
}
