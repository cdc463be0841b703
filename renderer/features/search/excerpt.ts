/** The part of a long text around its first hit. Pure. */
import type { TextRange } from './searchTerms.ts'

export interface Excerpt {
  readonly text: string
  readonly ranges: readonly TextRange[]
  /** True when something was left out in front. */
  readonly isCutBefore: boolean
  /** True when something was left out at the end. */
  readonly isCutAfter: boolean
}

const BEFORE_UNITS = 40
const SHOWN_UNITS = 400

/** A place where nothing visible is split: not inside a code point, not before a combining sign. */
function boundary(text: string, index: number): number {
  let at = Math.max(0, index)
  while (at > 0 && (/[\uDC00-\uDFFF]/.test(text[at] ?? '') || /\p{M}/u.test(text[at] ?? '') || text[at] === '\u200d')) at -= 1
  return at
}

export function excerptOf(text: string, ranges: readonly TextRange[]): Excerpt {
  const first = ranges[0]?.start ?? 0
  const start = first > BEFORE_UNITS + 20 ? boundary(text, first - BEFORE_UNITS) : 0
  const end = start + SHOWN_UNITS >= text.length ? text.length : boundary(text, start + SHOWN_UNITS)
  return {
    text: text.slice(start, end),
    ranges: ranges
      .filter((range) => range.start >= start && range.start < end)
      .map((range) => ({ start: range.start - start, end: Math.min(range.end, end) - start })),
    isCutBefore: start > 0,
    isCutAfter: end < text.length,
  }
}

export interface Piece {
  readonly text: string
  readonly isHit: boolean
}

/** The text in pieces, hits apart. */
export function pieces(text: string, ranges: readonly TextRange[]): readonly Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const { start, end } of ranges) {
    if (start > at) found.push({ text: text.slice(at, start), isHit: false })
    found.push({ text: text.slice(start, end), isHit: true })
    at = end
  }
  if (at < text.length) found.push({ text: text.slice(at), isHit: false })
  return found
}
