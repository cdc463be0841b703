/** Protobuf fields whose meaning is not known, written out as they are: nothing that was stored goes unseen. */
import { protobufFields } from './protobuf.ts'

/** Bytes of one field that are written out; longer ones are counted. */
const BYTES_SHOWN = 24
const FIELDS_SHOWN = 12
/** Shorter bytes are text by chance too easily. */
const MIN_TEXT = 5
const MAX_TEXT = 200

/** `11: 2`, `12: 0x0a03` for every field that is not in `known`, each number led by `path`. */
export function fieldsBeside(bytes: Uint8Array, known: readonly number[], path = ''): string[] {
  const rest: string[] = []
  for (const { field, value } of protobufFields(bytes)) {
    if (!known.includes(field)) rest.push(`${path}${field}: ${typeof value === 'bigint' ? String(value) : written(value)}`)
  }
  return rest
}

/** The list as one text, cut where it becomes long; null for an empty one. */
export function fieldsInWords(rest: readonly string[]): string | null {
  if (rest.length === 0) return null
  const more = rest.length > FIELDS_SHOWN ? [`and ${rest.length - FIELDS_SHOWN} more`] : []
  return [...rest.slice(0, FIELDS_SHOWN), ...more].join('; ')
}

/** Text in quotes where the bytes are plain text, otherwise the bytes. */
function written(bytes: Uint8Array): string {
  const isPlain = bytes.length >= MIN_TEXT && bytes.length <= MAX_TEXT && bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
  return isPlain ? JSON.stringify(String.fromCharCode(...bytes)) : hexadecimal(bytes)
}

function hexadecimal(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, BYTES_SHOWN), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return bytes.length > BYTES_SHOWN ? `0x${shown}... (${bytes.length} bytes)` : `0x${shown}`
}
