/**
 * XML property lists. They use a small, fixed part of XML, so this reads just that in one pass: the general parser that
 * was tried took 12 s for 30 MB, printed to the console and damaged integers beyond 2^53.
 *
 * Entities declared in a document type are never expanded.
 */
import { dateOrNull, exactInteger, MAX_DEPTH, newPlistDict, PlistUid, UnreadablePlist } from './plistValue.ts'
import type { PlistDict, PlistValue } from './plistValue.ts'

type Token = { kind: 'open' | 'close' | 'empty'; name: string } | { kind: 'text'; text: string }

type Container = { list: PlistValue[] } | { dict: PlistDict; key: string | null }

const SKIPPED = [
  ['<?', '?>'],
  ['<!--', '-->'],
] as const
const LEAVES = new Set(['string', 'key', 'integer', 'real', 'date', 'data'])

/** Throws `UnreadablePlist`. */
export function parseXmlPlist(text: string): PlistValue {
  const tokens = tokensOf(text)
  const outer: PlistValue[] = []
  const open: Container[] = [{ list: outer }]
  for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
    const token = next.value
    if (token.kind === 'text') {
      if (token.text.trim() !== '') refuse('text stands where a value belongs')
    } else if (token.name === 'plist') continue
    else if (token.name === 'dict' || token.name === 'array') containerTag(open, token.kind, token.name)
    else if (token.kind === 'close') refuse(`</${token.name}> closes nothing`)
    else leaf(open, token, tokens)
  }
  if (open.length !== 1) refuse('it ends too early')
  const top = outer[0]
  if (outer.length !== 1 || top === undefined) refuse(outer.length === 0 ? 'it holds no value' : 'it holds more than one value')
  return top
}

function refuse(reason: string): never {
  throw new UnreadablePlist(`This XML property list is damaged (${reason}).`)
}

function containerTag(open: Container[], kind: 'open' | 'close' | 'empty', name: string): void {
  if (kind !== 'close') {
    if (open.length > MAX_DEPTH) refuse('it is nested too deeply')
    open.push(name === 'dict' ? { dict: newPlistDict(), key: null } : { list: [] })
    if (kind === 'open') return
  }
  const closed = open.length > 1 ? open.pop() : undefined
  if (closed === undefined || 'dict' in closed !== (name === 'dict')) refuse(`</${name}> closes nothing`)
  if ('list' in closed) return addValue(open, closed.list)
  if (closed.key !== null) refuse(`the key ${closed.key} has no value`)
  const uid = closed.dict['CF$UID']
  addValue(open, typeof uid === 'number' && Object.keys(closed.dict).length === 1 ? new PlistUid(uid) : closed.dict)
}

function leaf(open: Container[], token: { kind: string; name: string }, tokens: Iterator<Token>): void {
  const { name } = token
  if (!LEAVES.has(name)) {
    if (name !== 'true' && name !== 'false' && name !== 'null') refuse(`<${name}> is no property list tag`)
    if (token.kind === 'open') textUntilClose(name, tokens)
    return addValue(open, name === 'null' ? null : name === 'true')
  }
  const text = token.kind === 'empty' ? '' : textUntilClose(name, tokens)
  if (name !== 'key') return addValue(open, leafValue(name, text))
  const container = open.at(-1)
  if (container === undefined || !('dict' in container) || container.key !== null) refuse(`the key ${text} stands in the wrong place`)
  container.key = text
}

function addValue(open: Container[], value: PlistValue): void {
  const container = open.at(-1)
  if (container === undefined) refuse('a value stands outside')
  if ('list' in container) {
    container.list.push(value)
    return
  }
  if (container.key === null) refuse('a dictionary value has no key')
  container.dict[container.key] = value
  container.key = null
}

function textUntilClose(name: string, tokens: Iterator<Token>): string {
  let text = ''
  for (;;) {
    const next = tokens.next()
    if (next.done === true) refuse(`<${name}> is not closed`)
    if (next.value.kind === 'text') text += next.value.text
    else if (next.value.kind === 'close' && next.value.name === name) return text
    else refuse(`<${name}> holds a tag`)
  }
}

function leafValue(name: string, text: string): PlistValue {
  switch (name) {
    case 'integer':
      return integerOf(text.trim())
    case 'real':
      return realOf(text.trim())
    case 'date':
      return dateOrNull(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text.trim()) ? Date.parse(text.trim()) : NaN)
    case 'data':
      return new Uint8Array(Buffer.from(text, 'base64'))
    default:
      return text
  }
}

function integerOf(text: string): number | bigint {
  const sign = text.startsWith('-') ? -1n : 1n
  const digits = text.replace(/^[+-]/, '')
  if (digits.length > 40 || !/^(0[xX][0-9a-fA-F]+|\d+)$/.test(digits)) refuse('an integer is no number')
  return exactInteger(sign * BigInt(digits))
}

function realOf(text: string): number {
  const word = /^([+-]?)(nan|inf|infinity)$/i.exec(text)
  if (word !== null) return word[2]?.toLowerCase() === 'nan' ? NaN : word[1] === '-' ? -Infinity : Infinity
  const value = text === '' ? NaN : Number(text)
  if (Number.isNaN(value)) refuse('a real number is no number')
  return value
}

function* tokensOf(text: string): Generator<Token> {
  let at = 0
  while (at < text.length) {
    const tag = text.indexOf('<', at)
    if (tag !== at) yield { kind: 'text', text: unescaped(text.slice(at, tag === -1 ? text.length : tag)) }
    if (tag === -1) return
    if (text.startsWith('<![CDATA[', tag)) {
      const end = endOf(text, ']]>', tag)
      yield { kind: 'text', text: text.slice(tag + 9, end) }
      at = end + 3
      continue
    }
    const skipped = SKIPPED.find(([start]) => text.startsWith(start, tag))
    if (skipped !== undefined) at = endOf(text, skipped[1], tag) + skipped[1].length
    else if (text.startsWith('<!', tag)) at = endOfDoctype(text, tag)
    else {
      const end = endOf(text, '>', tag)
      yield tagOf(text.slice(tag + 1, end))
      at = end + 1
    }
  }
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from)
  return end === -1 ? refuse('a tag is not closed') : end
}

/** A document type may hold an internal subset in brackets; it is skipped whole. */
function endOfDoctype(text: string, from: number): number {
  const end = endOf(text, '>', from)
  const bracket = text.indexOf('[', from)
  return bracket === -1 || bracket > end ? end + 1 : endOf(text, '>', endOf(text, ']', bracket)) + 1
}

function tagOf(inside: string): Token {
  const found = /^(\/?)([A-Za-z]+)(?:\s[^/]*|\s*)(\/?)$/.exec(inside)
  if (found === null) refuse('a tag is malformed')
  const kind = found[1] === '/' ? 'close' : found[3] === '/' ? 'empty' : 'open'
  return { kind, name: found[2] ?? '' }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,8});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole
    const code = name[1] === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
