/**
 * On which page of a PDF the targets of its links stand. Chromium writes plain objects: the catalog names the destinations, each
 * destination its page, the tree of pages their order. (ISO 32000-1, 7.7.2, 7.7.3, 12.3.2.)
 */

/** Anchor -> page, from 1. Empty where the file is built in another way: the index then has no page numbers. */
export function destinationPages(pdf: Buffer): Map<string, number> {
  const text = pdf.toString('latin1')
  const objects = objectsOf(text)
  const order = new Map<string, number>()
  const catalog = [...objects.values()].find((body) => /\/Type\s*\/Catalog\b/.test(body))
  const root = reference(catalog, 'Pages')
  if (catalog === undefined || root === null) return new Map()
  collect(objects, root, order, new Set())
  const found = new Map<string, number>()
  for (const [name, page] of destinations(objects, catalog)) {
    const number = order.get(page)
    if (number !== undefined) found.set(name, number)
  }
  return found
}

function objectsOf(text: string): Map<string, string> {
  const objects = new Map<string, string>()
  for (const match of text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\s([\s\S]*?)(?=\bstream\b|\bendobj\b)/g))
    objects.set(match[1] ?? '', match[2] ?? '')
  return objects
}

function reference(body: string | undefined, key: string): string | null {
  return body === undefined ? null : (new RegExp(`/${key}\\s+(\\d+)\\s+0\\s+R`).exec(body)?.[1] ?? null)
}

/** Pages in their order; a tree that leads back into itself ends. */
function collect(objects: ReadonlyMap<string, string>, id: string, order: Map<string, number>, seen: Set<string>): void {
  if (seen.has(id)) return
  seen.add(id)
  const body = objects.get(id) ?? ''
  const kids = /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1]
  if (kids === undefined) order.set(id, order.size + 1)
  else for (const match of kids.matchAll(/(\d+)\s+0\s+R/g)) collect(objects, match[1] ?? '', order, seen)
}

/** `/anchor [12 0 R /XYZ ...]` of the dictionary that the catalog names. */
function destinations(objects: ReadonlyMap<string, string>, catalog: string): [name: string, page: string][] {
  const id = reference(catalog, 'Dests')
  const body = id === null ? catalog : (objects.get(id) ?? '')
  return [...body.matchAll(/\/([^\s/[\]()<>]+)\s*\[\s*(\d+)\s+0\s+R\s*\/XYZ/g)].map((match) => [nameOf(match[1] ?? ''), match[2] ?? ''])
}

/** Names write characters outside the printable ones as #xx. */
const nameOf = (name: string): string =>
  Buffer.from(
    name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
