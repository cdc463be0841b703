/** Nodes of CASE/UCO 1.4 as JSON-LD, and their names: the same record has the same name in every export. */
import { createHash } from 'node:crypto'

export const CONTEXT = {
  // Names only: nothing is fetched.
  corro: 'urn:corroborate:vocabulary:1#',
  co: 'http://purl.org/co/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-location': 'https://ontology.unifiedcyberontology.org/uco/location/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
}

/** A value in JSON-LD; null and undefined are left out of a node. */
export type Value = string | number | boolean | null | undefined | Reference | Typed | Node | readonly Value[]
export interface Reference {
  readonly '@id': string
}
interface Typed {
  readonly '@type': string
  readonly '@value': string
}
export interface Node {
  readonly '@id': string
  readonly '@type': string | readonly string[]
  readonly [property: string]: Value
}

const NAMESPACE = createHash('sha1').update('urn:corroborate:case-export:1').digest().subarray(0, 16)

/** A UUID of version 5 (RFC 9562): UCO suggests that names end with one. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export const idOf = (name: string): string => `urn:uuid:${uuidOf(name)}`
export const to = (id: string): Reference => ({ '@id': id })

export const dateTime = (iso: unknown): Typed | null => (typeof iso === 'string' ? { '@type': 'xsd:dateTime', '@value': iso } : null)

/** `xsd:decimal` knows no exponents. */
export function decimal(value: unknown): Typed | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  const text = String(value)
  return { '@type': 'xsd:decimal', '@value': text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text }
}

/** A node without its empty properties. */
export function node(id: string, type: string | readonly string[], properties: Readonly<Record<string, Value>>): Node {
  const kept = Object.entries(properties).filter(
    ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return { '@id': id, '@type': type, ...Object.fromEntries(kept) }
}

/** A facet of a node; `owner` and the type give it its name. A facet of ours is a `uco-core:Facet` too, as the shapes want. */
export function facet(owner: string, type: string, properties: Readonly<Record<string, Value>>): Node {
  return node(idOf(`${owner} ${type}`), type.startsWith('corro:') ? [type, 'uco-core:Facet'] : type, properties)
}
