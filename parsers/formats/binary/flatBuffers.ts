/**
 * FlatBuffers, Google's published format, as far as stores of phones need it: texts of the root table by the number of their slot. Without
 * the schema nobody knows a slot's type: what is no text gives null. Nothing here throws.
 */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Longer than any name; a slot of another type may read as an enormous length. */
const MAX_TEXT_BYTES = 4096

export function flatBufferText(bytes: Uint8Array, slot: number): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const table = view.getUint32(0, true)
    const slots = table - view.getInt32(table, true)
    if (4 + slot * 2 + 2 > view.getUint16(slots, true)) return null
    const offset = view.getUint16(slots + 4 + slot * 2, true)
    if (offset === 0) return null
    const start = table + offset + view.getUint32(table + offset, true)
    const length = view.getUint32(start, true)
    if (length > MAX_TEXT_BYTES || start + 4 + length > bytes.length) return null
    return UTF8.decode(bytes.subarray(start + 4, start + 4 + length))
  } catch {
    return null
  }
}
