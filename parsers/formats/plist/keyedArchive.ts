/**
 * NSKeyedArchiver archives: a property list with `$objects` that refer to each other by UID, and `$top`.
 *
 * Foundation's containers become plain values; an object of any other class becomes an `ArchivedObject` with its class
 * name under `$class`. Class layouts are those that Foundation writes (`NS.keys`, `NS.objects`, `NS.time`, ...).
 */
import { COCOA_EPOCH_S } from '../values/epochs.ts'
import { isPlistDict, parsePlist } from './plist.ts'
import type { PlistDict, PlistValue } from './plist.ts'
import { dateOrNull, MAX_DEPTH, PlistUid, UnreadablePlist } from './plistValue.ts'

/** Has no prototype. A back-reference to an object that encloses this one is null, so values are never cyclic. */
export interface ArchivedObject {
  [key: string]: ArchivedValue
}

/** Dictionaries with other than text keys are a `Map`; sets are arrays in stored order. */
export type ArchivedValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | null
  | ArchivedValue[]
  | Map<ArchivedValue, ArchivedValue>
  | ArchivedObject

/** True for decoded dictionaries and objects of any class; false for lists, dates, bytes and maps. */
export function isArchivedObject(value: ArchivedValue): value is ArchivedObject {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null
}

interface Archive {
  readonly objects: readonly PlistValue[]
  readonly known: Map<number, { value: ArchivedValue; visits: number } | 'open'>
  /** Objects that walking the result would visit; sharing multiplies. */
  visits: number
}

/** The same bound as for binary lists: a small hostile archive must not unfold without end. */
const MAX_VISITED_OBJECTS = 20_000_000

/**
 * Decodes an archive to its root object (`$top.root`; where `$top` has other keys, an object of them all).
 * Throws `UnreadablePlist`.
 */
export function unarchive(bytes: Uint8Array): ArchivedValue {
  return unarchivePlist(parsePlist(bytes))
}

/** As `unarchive`, of a property list that is decoded already. */
export function unarchivePlist(list: PlistValue): ArchivedValue {
  if (!isPlistDict(list) || !Array.isArray(list['$objects']) || !isPlistDict(list['$top'])) {
    throw new UnreadablePlist('This property list is no keyed archive.')
  }
  const archive: Archive = { objects: list['$objects'], known: new Map(), visits: 0 }
  const top = list['$top']
  const keys = Object.keys(top)
  return keys.length === 1 && keys[0] === 'root' ? resolve(archive, top['root'] ?? null, 0) : fieldsOf(archive, top, 0)
}

function resolve(archive: Archive, value: PlistValue, depth: number): ArchivedValue {
  archive.visits += 1
  if (archive.visits > MAX_VISITED_OBJECTS) throw new UnreadablePlist('This keyed archive repeats its objects too often.')
  if (depth > MAX_DEPTH) throw new UnreadablePlist('This keyed archive is nested too deeply.')
  if (value instanceof PlistUid) return resolveReference(archive, value.uid, depth)
  if (Array.isArray(value)) return value.map((item) => resolve(archive, item, depth + 1))
  if (!isPlistDict(value)) return value
  return value['$class'] === undefined ? fieldsOf(archive, value, depth) : objectOf(archive, value, depth)
}

function resolveReference(archive: Archive, uid: number, depth: number): ArchivedValue {
  const known = archive.known.get(uid)
  if (known === 'open') return null
  if (known !== undefined) {
    archive.visits += known.visits
    return known.value
  }
  const stored = archive.objects[uid]
  if (stored === undefined || stored === '$null') return null
  archive.known.set(uid, 'open')
  const before = archive.visits
  const value = resolve(archive, stored, depth + 1)
  archive.known.set(uid, { value, visits: archive.visits - before })
  return value
}

function fieldsOf(archive: Archive, dict: PlistDict, depth: number): ArchivedObject {
  const fields = Object.create(null) as ArchivedObject
  for (const [key, value] of Object.entries(dict)) {
    if (key !== '$class') fields[key] = resolve(archive, value, depth + 1)
  }
  return fields
}

function classNameOf(archive: Archive, dict: PlistDict): string {
  const reference = dict['$class']
  const stored = reference instanceof PlistUid ? archive.objects[reference.uid] : reference
  const name = isPlistDict(stored) ? stored['$classname'] : undefined
  return typeof name === 'string' ? name : 'unknown'
}

function objectOf(archive: Archive, dict: PlistDict, depth: number): ArchivedValue {
  const className = classNameOf(archive, dict)
  const field = (key: string): ArchivedValue => resolve(archive, dict[key] ?? null, depth + 1)
  switch (className) {
    case 'NSDictionary':
    case 'NSMutableDictionary':
      return dictionaryOf(listOf(field('NS.keys')), listOf(field('NS.objects')))
    case 'NSArray':
    case 'NSMutableArray':
    case 'NSSet':
    case 'NSMutableSet':
    case 'NSOrderedSet':
    case 'NSMutableOrderedSet':
      return listOf(field('NS.objects'))
    case 'NSString':
    case 'NSMutableString':
      return field('NS.string')
    case 'NSData':
    case 'NSMutableData':
      return field('NS.data')
    case 'NSDate': {
      const seconds = field('NS.time')
      return typeof seconds === 'number' ? dateOrNull((COCOA_EPOCH_S + seconds) * 1000) : null
    }
    case 'NSUUID':
      return uuidOf(field('NS.uuidbytes'))
    case 'NSURL':
      return urlOf(field('NS.base'), field('NS.relative'))
    case 'NSNull':
      return null
    default: {
      const fields = fieldsOf(archive, dict, depth)
      fields['$class'] = className
      return fields
    }
  }
}

const listOf = (value: ArchivedValue): ArchivedValue[] => (Array.isArray(value) ? value : [])

function dictionaryOf(keys: readonly ArchivedValue[], values: readonly ArchivedValue[]): ArchivedValue {
  if (!keys.every((key) => typeof key === 'string')) return new Map(keys.map((key, i) => [key, values[i] ?? null]))
  const dictionary = Object.create(null) as ArchivedObject
  keys.forEach((key, i) => {
    dictionary[key] = values[i] ?? null
  })
  return dictionary
}

function uuidOf(bytes: ArchivedValue): string | null {
  if (!(bytes instanceof Uint8Array) || bytes.length !== 16) return null
  const hex = Buffer.from(bytes).toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function urlOf(base: ArchivedValue, relative: ArchivedValue): ArchivedValue {
  if (typeof relative !== 'string' || typeof base !== 'string') return relative
  return URL.parse(relative, base)?.href ?? relative
}
