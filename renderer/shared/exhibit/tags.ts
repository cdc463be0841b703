/** Tags as typed. Pure. */

/** Splits at commas, trims, drops empty and repeated ones. The order is kept. */
export function parseTags(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    ),
  ]
}
