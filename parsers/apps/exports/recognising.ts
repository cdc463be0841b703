/** Recognising exports by their first bytes. */

/** Text of the head, without a byte order mark. UTF-16 is told by its mark. */
export function headText(head: Uint8Array): string {
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(head).replace(/^\uFEFF/, '')
}

export const looksLike = (head: Uint8Array, pattern: RegExp): boolean => pattern.test(headText(head))
