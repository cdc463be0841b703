/** Who occurs in the package: everybody with identifiers and role, and a page for each person of an exhibit. */
import type { EntityId, GraphAnswer, GraphEdge, Party } from '../../contract/index.ts'
import { byTime, writeList } from './entryTable.ts'
import { html, type Markup, verbatim } from './markup.ts'
import type { Entry, Package } from './model.ts'
import type { PageWriter } from './page.ts'
import { pairFile, pairsOf } from './pairPages.ts'
import { personFile, roleMark } from './parties.ts'
import { count, counted } from './words.ts'

/** Exhibits of each person, in the order of the exhibits. */
export function entriesByPerson(entries: readonly Entry[]): Map<EntityId, Entry[]> {
  const found = new Map<EntityId, Entry[]>()
  for (const entry of entries) {
    for (const entity of new Set([entry.from, ...entry.to].flatMap((somebody) => somebody?.entity ?? []))) {
      const list = found.get(entity)
      if (list === undefined) found.set(entity, [entry])
      else list.push(entry)
    }
  }
  return found
}

/** Persons first who have a role, then by the number of exhibits. */
export function peopleOf({ material, entities }: Package, exhibitsOf: ReadonlyMap<EntityId, readonly Entry[]>): Party[] {
  const weight = ({ entity }: Party): number => exhibitsOf.get(entity)?.length ?? 0
  return [...entities]
    .flatMap((entity) => material.partyOf(entity) ?? [])
    .sort((a, b) => Number(b.role !== null) - Number(a.role !== null) || weight(b) - weight(a) || (a.name < b.name ? -1 : 1))
}

export function peopleBody(pack: Package, people: readonly Party[], exhibitsOf: ReadonlyMap<EntityId, readonly Entry[]>): Markup {
  return html`<h1>People</h1>
<p class="lead">${counted(people.length, 'person or identifier occurs', 'persons and identifiers occur')} in the exhibits and the conversations around them. Who was in contact with whom: <a href="graph.html">Contacts</a>.</p>
<p>Names are those that the case gives: of a person that somebody put together, else of a contact card or app. Roles were assigned by a person.</p>
<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col" class="n">Exhibits</th><th scope="col">Identifiers, and why they belong together</th><th scope="col">Role</th></tr></thead><tbody>${people.map((somebody) => personRow(pack, somebody, exhibitsOf.get(somebody.entity)?.length ?? 0))}</tbody></table></div>`
}

function personRow(pack: Package, somebody: Party, exhibits: number): Markup {
  const { name, isDeviceOwner, entity } = somebody
  const title = exhibits === 0 ? verbatim(name) : html`<a href="${personFile(entity)}">${verbatim(name)}</a>`
  return html`<tr><td>${title}${isDeviceOwner ? html`<br><span class="soft">owner of an examined device</span>` : null}</td><td class="n">${count(exhibits)}</td><td>${identifiers(pack, somebody)}</td><td>${role(pack, somebody)}</td></tr>`
}

const personId = (entity: EntityId): number | null => (entity.startsWith('p') ? Number(entity.slice(1)) : null)

function identifiers({ material, time }: Package, { entity, identifier, name }: Party): Markup {
  const id = personId(entity)
  if (id === null) return identifier === '' || identifier === name ? html`<span class="soft">see name</span>` : verbatim(identifier)
  return html`${material
    .person(id)
    .identities.map(
      ({ value, scheme, link }, index) =>
        html`${index === 0 ? null : html`<br>`}${verbatim(value)} <span class="soft">(${scheme})${link === null ? null : html` ${verbatim(link.reason)}; ${verbatim(link.by)}, ${time.local(link.atMs).slice(0, 10)}`}</span>`,
    )}`
}

function role({ material, time }: Package, { entity }: Party): Markup {
  const id = personId(entity)
  const assigned = id === null ? null : material.person(id).role
  if (assigned === null) return html`<span class="soft">none assigned</span>`
  return html`<span class="role">role assigned: ${assigned.role}</span><br><span class="soft">by ${verbatim(assigned.by)}, ${time.local(assigned.atMs).slice(0, 10)}${assigned.reason === '' ? '' : ': '}${verbatim(assigned.reason)}</span>`
}

export function writePersons(pack: Package, write: PageWriter, people: readonly Party[], all: readonly Entry[], graph: GraphAnswer): void {
  const exhibitsOf = entriesByPerson(all)
  const pairs = pairsOf(all)
  for (const somebody of people) {
    const entries = exhibitsOf.get(somebody.entity) ?? []
    if (entries.length === 0) continue
    const title = html`<h1>${verbatim(somebody.name)}</h1>`
    writeList(pack, write, {
      name: `person-${somebody.entity}`,
      title: somebody.name,
      entries: byTime(entries),
      head: html`${title}<p class="lead">Occurs in ${counted(entries.length, 'exhibit', 'exhibits')}.${roleMark(somebody.role)}</p>
<dl class="facts"><dt>Identifiers</dt><dd>${identifiers(pack, somebody)}</dd><dt>Role</dt><dd>${role(pack, somebody)}</dd>${somebody.isDeviceOwner ? html`<dt>Device</dt><dd>owner of an examined device</dd>` : html`<dt>Device</dt><dd>none examined: seen only in the data of others</dd>`}</dl>
<h2>Exhibits with others</h2>${others(pack, somebody, pairs, graph.edges)}<h2>Exhibits by time</h2>`,
      shortHead: title,
    })
  }
}

function others(
  { material }: Package,
  { entity }: Party,
  pairs: ReadonlyMap<string, readonly [EntityId, EntityId, number]>,
  edges: readonly GraphEdge[],
): Markup {
  const rows = [...pairs.values()].filter(([a, b]) => a === entity || b === entity).sort((one, two) => two[2] - one[2])
  if (rows.length === 0) return html`<p>None.</p>`
  const contactsOf = (other: EntityId): number =>
    edges.find(({ a, b }) => (a === entity && b === other) || (a === other && b === entity))?.records ?? 0
  return html`<p class="soft">What both phones hold counts twice, once for each phone.</p><table class="narrow"><thead><tr><th scope="col">With</th><th scope="col" class="n">Exhibits</th><th scope="col" class="n">Messages and calls in the examined data</th></tr></thead><tbody>${rows.map(
    ([a, b, number]) => {
      const other = a === entity ? b : a
      return html`<tr><td><a href="${pairFile(a, b)}">${verbatim(material.partyOf(other)?.name ?? other)}</a></td><td class="n">${count(number)}</td><td class="n">${count(contactsOf(other))}</td></tr>`
    },
  )}</tbody></table>`
}
