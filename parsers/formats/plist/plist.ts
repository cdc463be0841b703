/** Property lists, binary or XML, from the bytes alone. */
import { parseBinaryPlist } from './binaryPlist.ts'
import { UnreadablePlist } from './plistValue.ts'
import type { PlistValue } from './plistValue.ts'
import { parseXmlPlist } from './xmlPlist.ts'

export { isPlistDict, PlistUid, UnreadablePlist } from './plistValue.ts'
export type { PlistDict, PlistValue } from './plistValue.ts'

/** Far above any list of a phone (an Info.plist with icons reaches tens of MB). */
const MAX_PLIST_BYTES = 256 * 1024 * 1024

/** Decodes a property list. Throws `UnreadablePlist` with one plain sentence, and nothing else. */
export function parsePlist(bytes: Uint8Array): PlistValue {
  if (bytes.byteLength > MAX_PLIST_BYTES) throw new UnreadablePlist('This property list is too large to read.')
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1')
  if (head.startsWith('bplist')) return parseBinaryPlist(bytes)
  const text = textOf(bytes, head)
  if (!text.trimStart().startsWith('<')) throw new UnreadablePlist('This file is not a property list.')
  return parseXmlPlist(text)
}

function textOf(bytes: Uint8Array, head: string): string {
  if (head.startsWith('\xff\xfe') || head.startsWith('<\0')) return new TextDecoder('utf-16le').decode(bytes)
  if (head.startsWith('\xfe\xff') || head.startsWith('\0<')) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
