/** Checks of arguments that come through a door: shapes only, before anything is done with them. */
import { EVIDENCE_ARGUMENTS } from './evidenceShapes.ts'
import { REDACTION_ARGUMENTS, REDACTION_OPTIONS, REVIEW_ARGUMENTS } from './redactionShapes.ts'
import type { Channel } from './index.ts'
import { CaseError, EXPORT_FORMATS, ROLES } from './index.ts'
import {
  entity,
  flag,
  isObject,
  lens,
  listOf,
  number,
  oneOf,
  optional,
  orNull,
  POSITION_CLASSES,
  type Shape,
  text,
  whole,
} from './shapes.ts'

/** Every channel and its arguments. A channel without a line here does not compile. */
const ARGUMENTS = {
  'case.current': {},
  'case.recent': {},
  'case.create': { path: text, name: text, number: text, examiner: text, timezone: text },
  'case.open': { path: text },
  'case.close': {},
  'case.update': { name: text, number: text, examiner: text, timezone: text },
  'case.openDemo': {},
  'case.coverage': { sourceId: orNull(whole) },
  'case.audit': { afterNumber: whole, limit: whole },
  'import.start': { path: text, label: text, password: optional(text), keyFile: optional(text) },
  'import.retry': { password: optional(text), keyFile: optional(text) },
  'import.status': {},
  'import.cancel': { jobId: text },
  'import.resume': { sourceId: whole, password: optional(text), keyFile: optional(text) },
  'import.discard': { sourceId: whole },
  'files.list': { path: orNull(text) },
  'export.run': { format: oneOf(EXPORT_FORMATS), target: text, lens: orNull(lens), bookmarkedOnly: flag, ...REDACTION_OPTIONS },
  'export.verify': { path: orNull(text) },
  'export.verifyAgainst': { path: text, all: flag, password: optional(text), keyFile: optional(text) },
  'export.key': {},
  'hashset.add': { path: text, name: text },
  'hashset.list': {},
  'hashset.hits': {},
  'export.rotateKey': {},
  'timeline.page': { lens, cursor: orNull(text), limit: whole, descending: optional(flag) },
  'timeline.seek': { lens, atMs: number, limit: whole },
  'timeline.histogram': { lens, barMs: number },
  'timeline.count': { lens },
  'record.get': { key: whole },
  'record.sourceRow': { key: whole },
  'source.unlock': { sourceId: whole, password: optional(text), keyFile: optional(text) },
  'media.get': { key: whole, attachmentId: orNull(whole), thumbnail: flag },
  'bookmark.set': { key: whole, note: text, tags: listOf(text) },
  'bookmark.remove': { key: whole },
  'bookmark.list': {},
  'people.persons': {},
  'people.identities': { text, unassignedOnly: flag, cursor: orNull(text), limit: whole },
  'people.suggestions': { status: oneOf(['open', 'accepted', 'rejected']) },
  'people.accept': { suggestionId: whole },
  'people.reject': { suggestionId: whole, reason: text },
  'people.create': { name: text, identityIds: listOf(whole), reason: text },
  'people.rename': { personId: whole, name: text, note: text },
  'people.attach': { personId: whole, identityId: whole, reason: text },
  'people.detach': { identityId: whole, reason: text },
  'people.setRole': { personId: whole, role: oneOf(ROLES), reason: text },
  'people.undo': {},
  'people.find': { text, limit: whole },
  'people.parties': { entities: listOf(entity) },
  'threads.list': { lens, text, cursor: orNull(text), limit: whole },
  'threads.get': { threadId: whole },
  'threads.messages': {
    threadId: whole,
    lens: orNull(lens),
    cursor: orNull(text),
    aroundKey: orNull(whole),
    limit: whole,
    before: optional(flag),
  },
  'map.positions': { lens, classes: listOf(oneOf(POSITION_CLASSES)), limit: whole },
  'map.bins': { lens, classes: listOf(oneOf(POSITION_CLASSES)), cellDegrees: number },
  'graph.get': { lens, limit: whole, includeGroups: flag, focus: orNull(entity) },
  ...EVIDENCE_ARGUMENTS,
  ...REVIEW_ARGUMENTS,
  ...REDACTION_ARGUMENTS,
} satisfies Record<Channel, Shape>

export const CHANNELS = Object.keys(ARGUMENTS) as Channel[]

export const isChannel = (name: string): name is Channel => Object.hasOwn(ARGUMENTS, name)

/** Throws a `usage` failure that names the argument. Unknown arguments are refused, so that a typing error shows. */
export function checkArguments(channel: Channel, args: unknown): void {
  const shape: Shape = ARGUMENTS[channel]
  if (!isObject(args)) throw new CaseError('usage', `${channel} takes named arguments.`)
  for (const [name, check] of Object.entries(shape))
    if (!check(args[name])) throw new CaseError('usage', `${channel}: the argument "${name}" is missing or of the wrong kind.`)
  for (const name of Object.keys(args))
    if (!Object.hasOwn(shape, name)) throw new CaseError('usage', `${channel} has no argument "${name}".`)
}
