/**
 * Files that hold sets of hashes: lists as text or CSV (every MD5, SHA-1 and SHA-256 in a line, a column `category` where there is one),
 * and JSON in the shape of VICS, by the keys that public readers of it know (`MD5`, `SHA1`, `Category`, `AlternativeHashes`, `Media`,
 * `MediaFiles`). Read as streams: such files can be larger than memory.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { HashEntry } from '../casefile/write/hashSets.ts'
import { jsonEvents } from './jsonEvents.ts'

const HASH = /(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})(?![0-9A-Fa-f])/g
const WHOLE_HASH = /^(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})$/
/** A line that is longer is none of a list of hashes. */
const MAX_LINE = 1_000_000

export async function* entriesOf(path: string): AsyncGenerator<HashEntry> {
  yield* (await firstCharacter(path)) === '{' || (await firstCharacter(path)) === '[' ? entriesOfJson(path) : entriesOfList(path)
}

/** The first that is no white space and no byte order mark. */
async function firstCharacter(path: string): Promise<string> {
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 1023 }))
    return String(chunk)
      .replace(/^[\ufeff\s]+/, '')
      .slice(0, 1)
  return ''
}

async function* entriesOfList(path: string): AsyncGenerator<HashEntry> {
  const lines = createInterface({ input: createReadStream(path, { encoding: 'utf8' }), crlfDelay: Infinity })
  let column = -1
  let separator = ','
  let isFirst = true
  for await (const line of lines) {
    if (line.length > MAX_LINE) continue
    if (isFirst) {
      separator = ['\t', ';', ','].find((one) => line.includes(one)) ?? ','
      column = line.split(separator).findIndex((name) => /^\W*category\W*$/i.test(name))
      isFirst = false
    }
    const category = column < 0 ? null : unquoted(line.split(separator)[column] ?? '')
    for (const [hash] of line.matchAll(HASH)) yield { hash: Buffer.from(hash, 'hex'), category: category === '' ? null : category }
  }
}

const unquoted = (cell: string): string => cell.trim().replace(/^"(.*)"$/, '$1')

interface Frame {
  readonly isObject: boolean
  /** The key under which it stands; of the elements of a list, that of the list. */
  readonly name: string
  readonly hashes: Buffer[]
  category: string | null
}

const HASH_KEY = /^(md5|sha-?1|sha-?256|hashvalue)$/i

/** One medium is an element of `Media`, or of `value`; what stands below it (its files, its other hashes) belongs to it. */
async function* entriesOfJson(path: string): AsyncGenerator<HashEntry> {
  const frames: Frame[] = []
  for await (const event of jsonEvents(createReadStream(path, { encoding: 'utf8' }))) {
    const top = frames.at(-1)
    if (event.type === 'open') frames.push({ isObject: event.isObject, name: event.key ?? top?.name ?? '', hashes: [], category: null })
    else if (event.type === 'value' && top !== undefined) note(top, event.key, event.value)
    else if (event.type === 'close') {
      const frame = frames.pop()
      if (frame === undefined) continue
      const parent = frames.at(-1)
      const isMedium = frame.isObject && (parent === undefined || /^(media|value)$/i.test(frame.name))
      if (isMedium || parent === undefined) for (const hash of frame.hashes) yield { hash, category: frame.category }
      else parent.hashes.push(...frame.hashes)
    }
  }
}

function note(frame: Frame, key: string | null, value: string): void {
  if (key === null ? WHOLE_HASH.test(value) : HASH_KEY.test(key) && WHOLE_HASH.test(value)) frame.hashes.push(Buffer.from(value, 'hex'))
  else if (key !== null && /^category$/i.test(key) && value !== '' && value !== 'null') frame.category = value
}
