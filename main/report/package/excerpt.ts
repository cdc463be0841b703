/** One line of a text, for tables and lists. */

const LENGTH = 160

/** Cut between what a reader takes for characters, so that no letter or emoji is torn apart. */
export function excerpt(text: string, length: number = LENGTH): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const letters: string[] = []
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line.slice(0, length * 8))) {
    if (letters.length === length - 1) return `${letters.join('')}…`
    letters.push(segment)
  }
  return letters.length < length && line.length <= length * 8 ? line : `${letters.join('')}…`
}
