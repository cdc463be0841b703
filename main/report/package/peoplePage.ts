/** Who occurs in the exhibits, with roles and why; and the contacts among them, counted over the scope of the export. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { personInfo } from '../../casefile/read/people.ts'
import type { EntityId, GraphAnswer, GraphEdge, Party, Role } from '../../contract/index.ts'
import { csvCell } from '../neutralise.ts'
import type { Package } from './collect.ts'
import { graphPicture, roleSign } from './graphPicture.ts'
import { html, type Markup, verbatim } from './markup.ts'
import { count, counted, ROLE_SIGNS } from './words.ts'

/** People in the picture; more cannot be read on a page. */
const MAX_DRAWN = 40

/** Writes the picture and the table of contacts as files too, and returns the page. */
export function peopleBody(pack: Package, folder: string): Markup {
  const { context, entities } = pack
  const people = [...entities].flatMap((entity) => context.directory.partyOf(entity) ?? [])
  people.sort((a, b) => Number(b.role !== null) - Number(a.role !== null) || (a.name < b.name ? -1 : 1))
  const graph = context.graph({ ...pack.scope, people: [...entities] })
  const nodes = graph.nodes
    .filter(({ party }) => entities.has(party.entity))
    .sort((a, b) => b.records - a.records)
    .slice(0, MAX_DRAWN)
  const drawn = new Set(nodes.map(({ party }) => party.entity))
  const edges = graph.edges.filter(({ a, b }) => drawn.has(a) && drawn.has(b)).sort((a, b) => b.records - a.records)
  const nameOf = (entity: EntityId): string => nodes.find(({ party }) => party.entity === entity)?.party.name ?? entity
  writeFileSync(join(folder, 'contacts.csv'), contactsCsv(edges, nameOf))
  return html`<h1>People</h1>
<p class="lead">${counted(people.length, 'person or identifier occurs', 'persons and identifiers occur')} in the exhibits and the conversations around them.</p>
${nodes.length < 2 || edges.length === 0 ? html`<p>There is no contact between them in the examined data.</p>` : contacts(pack, folder, graph, nodes, edges, nameOf)}
<h2>Who they are in this case</h2>
<p>Names are those that the case gives: of a person that somebody put together, else of a contact card or app. Roles were assigned by a person.</p>
<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">Identifiers, and why they belong together</th><th scope="col">Role</th></tr></thead><tbody>${people.map((somebody) => personRow(pack, somebody))}</tbody></table></div>`
}

function contacts(
  pack: Package,
  folder: string,
  graph: GraphAnswer,
  nodes: GraphAnswer['nodes'],
  edges: readonly GraphEdge[],
  nameOf: (entity: EntityId) => string,
): Markup {
  const picture = graphPicture('Contacts among the people of the exhibits', nodes, edges)
  writeFileSync(join(folder, 'pictures', 'contacts.svg'), `<?xml version="1.0" encoding="UTF-8"?>\n${picture.text}\n`)
  const roles = [...new Set(nodes.map(({ party }): Role => party.role ?? 'unknown'))]
  const others = graph.totalNodes - nodes.length
  return html`<h2>Contacts among them</h2>
<p class="note">Lines count messages and calls in the whole of the examined data${pack.scope.fromMs === null && pack.scope.toMs === null && pack.scope.sources.length === 0 ? '' : ' of the chosen period and sources'}, not only in the exhibits. Owners of examined devices look central because it is their data; between two people whose devices were not examined, contact is mostly invisible. What both phones hold counts twice, once for each phone. A line says nothing about what the contact was.${others > 0 ? ` ${counted(others, 'other identifier is', 'other identifiers are')} in contact with them and not shown.` : ''}</p>
<ul class="legend">${roles.map((role) => html`<li>${roleSign(role)}${ROLE_SIGNS[role].letter}: ${role === 'unknown' ? 'no role assigned' : `role assigned: ${role}`}</li>`)}<li><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="8" fill="#fff" stroke="#1a2230" stroke-width="2"/></svg>device examined</li><li><svg viewBox="0 0 20 20" aria-hidden="true"><line x1="0" y1="10" x2="20" y2="10" stroke="#7d8896" stroke-width="2" stroke-dasharray="3 4"/></svg>only in the same groups</li></ul>
<figure>${picture}<figcaption>The number on a line is its rows. <a href="pictures/contacts.svg">Picture as a file</a> · <a href="contacts.csv">table as a file</a></figcaption></figure>
<div class="scroll"><table><thead><tr><th scope="col">Between</th><th scope="col">Kind</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Of these in groups</th><th scope="col" class="n">Days</th><th scope="col">First to last (${pack.time.zone})</th></tr></thead><tbody>
${edges.map((edge) => html`<tr><td>${verbatim(nameOf(edge.a))} and ${verbatim(nameOf(edge.b))}</td><td>${edge.kinds.map((kind, index) => html`${index === 0 ? null : html`<br>`}${kindText(kind)}`)}</td><td class="n">${count(edge.records)}</td><td class="n">${count(edge.groupRecords)}</td><td class="n">${count(edge.activeDays)}</td><td>${edge.firstMs === null || edge.lastMs === null ? 'not dated' : html`<span class="date">${pack.time.local(edge.firstMs).slice(0, 10)}</span> to <span class="date">${pack.time.local(edge.lastMs).slice(0, 10)}</span>`}</td></tr>`)}
</tbody></table></div>`
}

const kindText = ({ label, aToB, bToA, unknownDirection }: GraphEdge['kinds'][number]): string =>
  `${label}: ${count(aToB)} → · ${count(bToA)} ←${unknownDirection > 0 ? ` · ${count(unknownDirection)} of unknown direction` : ''}`

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

function personRow({ context, time }: Package, { entity, name, identifier, role, isDeviceOwner }: Party): Markup {
  const owner = isDeviceOwner ? html`<br><span class="soft">owner of an examined device</span>` : null
  if (!entity.startsWith('p'))
    return html`<tr><td>${verbatim(name)}${owner}</td><td>${verbatim(identifier)}</td><td class="soft">none assigned</td></tr>`
  const person = personInfo(context.file.database, context.directory, Number(entity.slice(1)))
  return html`<tr><td>${verbatim(person.name)}${owner}</td>
<td>${person.identities.map(({ value, scheme, link }, index) => html`${index === 0 ? null : html`<br>`}${verbatim(value)} <span class="soft">(${scheme})${link === null ? null : html` ${verbatim(link.reason)}; ${verbatim(link.by)}, ${time.local(link.atMs).slice(0, 10)}`}</span>`)}</td>
<td>${person.role === null || role === null ? html`<span class="soft">none assigned</span>` : html`<span class="role">role assigned: ${person.role.role}</span><br><span class="soft">by ${verbatim(person.role.by)}, ${time.local(person.role.atMs).slice(0, 10)}: ${verbatim(person.role.reason)}</span>`}</td></tr>`
}
