/** A page for every two people between whom an exhibit went. */
import type { EntityId, GraphAnswer } from '../../contract/index.ts'
import { byTime, writeList } from './entryTable.ts'
import { kindLines } from './graphPage.ts'
import { html, verbatim } from './markup.ts'
import type { Entry, Package } from './model.ts'
import type { PageWriter } from './page.ts'
import { personFile } from './parties.ts'
import { count, counted } from './words.ts'

const inOrder = (a: EntityId, b: EntityId): [EntityId, EntityId] => (a < b ? [a, b] : [b, a])
export const pairFile = (a: EntityId, b: EntityId): string => `${pairName(a, b)}.html`
const pairName = (a: EntityId, b: EntityId): string => `pair-${inOrder(a, b).join('-')}`

/** Pairs with the number of their exhibits, by name. An exhibit belongs to sender and each recipient. */
export function pairsOf(entries: readonly Entry[]): Map<string, readonly [EntityId, EntityId, number]> {
  const counts = new Map<string, readonly [EntityId, EntityId, number]>()
  for (const entry of entries) {
    for (const [a, b] of pairsOfEntry(entry)) {
      const [, , before] = counts.get(pairName(a, b)) ?? [a, b, 0]
      counts.set(pairName(a, b), [a, b, before + 1])
    }
  }
  return counts
}

function pairsOfEntry({ from, to }: Entry): [EntityId, EntityId][] {
  if (from === null) return []
  const others = new Set(to.map(({ entity }) => entity).filter((entity) => entity !== from.entity))
  return [...others].map((other) => inOrder(from.entity, other))
}

export function writePairs(pack: Package, write: PageWriter, entries: readonly Entry[], graph: GraphAnswer): void {
  const listed = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const [a, b] of pairsOfEntry(entry)) {
      const list = listed.get(pairName(a, b))
      if (list === undefined) listed.set(pairName(a, b), [entry])
      else list.push(entry)
    }
  }
  for (const [name, [a, b, number]] of pairsOf(entries)) {
    const [nameA, nameB] = [a, b].map((entity) => pack.material.partyOf(entity)?.name ?? entity)
    const edge = graph.edges.find((one) => inOrder(one.a, one.b).join() === [a, b].join())
    const title = html`<h1>${verbatim(nameA ?? a)} and ${verbatim(nameB ?? b)}</h1>`
    writeList(pack, write, {
      name,
      title: `${nameA} and ${nameB}`,
      entries: byTime(listed.get(name) ?? []),
      head: html`${title}<p class="lead">${counted(number, 'exhibit went', 'exhibits went')} between <a href="${personFile(a)}">${verbatim(nameA ?? a)}</a> and <a href="${personFile(b)}">${verbatim(nameB ?? b)}</a>, or from one to a group with the other.</p>
${
  edge === undefined
    ? null
    : html`<h2>In the whole of the examined data</h2><dl class="facts"><dt>Messages and calls</dt><dd>${kindLines(edge, nameA ?? a, nameB ?? b)}</dd><dt>Of these in groups</dt><dd>${count(edge.groupRecords)}</dd><dt>Days with contact</dt><dd>${count(edge.activeDays)}</dd><dt>First to last</dt><dd>${edge.firstMs === null || edge.lastMs === null ? 'not dated' : `${pack.time.local(edge.firstMs)} to ${pack.time.local(edge.lastMs)} (${pack.time.zone})`}</dd></dl>
<p class="soft">What both phones hold counts twice, once for each phone. Contact that no examined device stored is not counted. A number says nothing about what the contact was.</p>`
}<h2>Exhibits by time</h2>`,
      shortHead: title,
    })
  }
}
