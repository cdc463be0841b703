/** Arguments of the calls about exhibits, legal scope and privileged contacts. */
import { CONTEXT_WINDOWS, type EvidenceCalls, OFFENCE_ELEMENTS, STANCES, STATEMENT_RELATIONS } from './evidence.ts'
import { RECORD_KIND_NAMES } from './lens.ts'
import { PRIVILEGE_CATEGORIES, type ScopeCalls } from './scope.ts'
import {
  type Check,
  entity,
  flag,
  isObject,
  lens,
  listOf,
  number,
  objectOf,
  oneOf,
  optional,
  orNull,
  pair,
  type Shape,
  text,
  whole,
} from './shapes.ts'

const exhibit: Check = (value) => typeof value === 'string' && /^[rx]\d{1,15}$/.test(value)
/** All exhibits of a large case in one change. */
const exhibitList: Check = (value) => Array.isArray(value) && value.length <= 100_000 && value.every(exhibit)
const fewExhibits: Check = (value) => exhibitList(value) && (value as unknown[]).length <= 200
const keyList: Check = (value) => Array.isArray(value) && value.length <= 100_000 && value.every(whole)

const WORDS: Shape = {
  note: optional(text),
  tags: optional(listOf(text)),
  elements: optional(listOf(oneOf(OFFENCE_ELEMENTS))),
  statements: optional(listOf(objectOf({ text, relation: oneOf(STATEMENT_RELATIONS) }))),
  stance: optional(orNull(oneOf(STANCES))),
  context: optional(oneOf(CONTEXT_WINDOWS)),
}
const CHANGE: Shape = {
  ...WORDS,
  label: optional(text),
  addTags: optional(listOf(text)),
  removeTags: optional(listOf(text)),
  addElements: optional(listOf(oneOf(OFFENCE_ELEMENTS))),
}

const point = { latitude: number, longitude: number, radiusMetres: number }
const TARGETS: Readonly<Record<string, Shape>> = {
  record: { key: whole },
  slice: { threadId: whole, fromKey: whole, toKey: whole },
  place: point,
  stay: { ...point, entity: orNull(entity), fromMs: whole, toMs: whole, keys: keyList },
  edge: { pair, lens },
  'map-view': { lens, view: text },
  'graph-view': { lens, view: text },
}
const target: Check = (value) => {
  if (!isObject(value) || typeof value['kind'] !== 'string' || !Object.hasOwn(TARGETS, value['kind'])) return false
  const { kind, ...rest } = value
  return objectOf(TARGETS[kind] ?? {})(rest)
}

/** The door in a browser takes a megabyte a call. */
const pictureBytes: Check = (value) => typeof value === 'string' && value.length <= 900_000 && /^[\w+/]*={0,2}$/.test(value)
const picture = objectOf({ mime: oneOf(['image/png', 'image/webp', 'image/jpeg']), base64: pictureBytes })

const terms = objectOf({
  type: text,
  identifier: text,
  fromMs: orNull(whole),
  toMs: orNull(whole),
  coversUndated: flag,
  kinds: listOf(oneOf(RECORD_KIND_NAMES)),
  sources: listOf(whole),
  people: listOf(entity),
  note: text,
})

export const EVIDENCE_ARGUMENTS = {
  'evidence.list': {},
  'evidence.add': { target, label: text, words: objectOf(WORDS), picture: orNull(picture) },
  'evidence.get': { id: exhibit },
  'evidence.cards': { ids: fewExhibits },
  'evidence.preview': { id: exhibit },
  'evidence.picture': { id: exhibit },
  'evidence.change': { ids: exhibitList, change: objectOf(CHANGE) },
  'evidence.arrange': { ids: exhibitList, before: orNull(exhibit) },
  'evidence.number': { ids: exhibitList, prefix: text, first: whole },
  'evidence.remove': { ids: exhibitList },
  'evidence.undo': {},
  'scope.get': {},
  'scope.setAuthority': { id: orNull(whole), terms },
  'scope.open': { reason: text },
  'scope.close': {},
  'scope.removeAuthority': { id: whole, reason: text },
  'scope.quarantine': { entity, category: oneOf(PRIVILEGE_CATEGORIES), reason: text },
  'scope.release': { contactId: whole, threadId: orNull(whole), reason: text },
  'scope.quarantineAgain': { contactId: whole, reason: text },
  'scope.removePrivileged': { contactId: whole, reason: text },
} satisfies Record<keyof EvidenceCalls | keyof ScopeCalls, Shape>
