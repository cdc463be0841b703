/**
 * Finds in a text what the search index found in it, by the index's own rules: words match from their beginning without regard
 * to case and accents; characters of scripts that are written without spaces, and of Arabic and Hebrew, are words of their own,
 * so that they match anywhere; Arabic vowel signs do not count; phrases are neighbours. Pure.
 */

/** Start (inclusive) and end (exclusive) in UTF-16 units; never inside a code point. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

interface Token {
  /** Folded code points. */
  readonly text: string
  /** For each UTF-16 unit of `text`: where the original code point ends. */
  readonly ends: readonly number[]
  readonly start: number
}

interface Term {
  readonly words: readonly string[]
  /** True when the last word may go on. */
  readonly isOpenEnded: boolean
}

const TOKEN = /[\p{L}\p{N}\p{Co}\p{Mn}\p{Mc}]/u
const UNSPACED =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Tibetan}]/u
const IGNORED_SIGN = /[\u064b-\u065f\u0670\u0640]/
const COMBINING = /[\u0300-\u036f]/gu

/** A code point as the index compares it; empty for signs that do not count. */
function fold(character: string): string {
  if (IGNORED_SIGN.test(character)) return ''
  const bare = character.normalize('NFD').replaceAll(COMBINING, '')
  // Accents are dropped from Latin letters only: й is a letter of its own.
  const isAccented = /\p{Script=Latin}/u.test(character) || bare === ''
  return (isAccented ? bare : character).toLowerCase()
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let open: { text: string; ends: number[]; start: number } | null = null
  const close = (): void => {
    if (open !== null && open.text !== '') tokens.push(open)
    open = null
  }
  let at = 0
  for (const character of text) {
    const start = at
    at += character.length
    const folded = fold(character)
    if (folded === '') {
      // A sign belongs to the letter before it.
      const ends = open?.ends ?? (tokens.at(-1)?.ends as number[] | undefined)
      if (ends !== undefined && ends.at(-1) === start) ends[ends.length - 1] = at
      continue
    }
    if (!TOKEN.test(character)) close()
    else if (UNSPACED.test(character)) {
      close()
      tokens.push({ text: folded, ends: Array.from(folded, () => at), start })
    } else {
      open ??= { text: '', ends: [], start }
      open.text += folded
      for (let unit = 0; unit < folded.length; unit += 1) open.ends.push(at)
    }
  }
  close()
  return tokens
}

/** What a person typed, as the index is asked for it: words and quoted phrases, each of which must occur. */
export function parseTerms(typed: string): readonly Term[] {
  return [...typed.replaceAll(/\p{Cc}/gu, ' ').matchAll(/"([^"]*)"?|(\S+)/g)].flatMap(([, phrase, word]) => {
    const part = phrase ?? word ?? ''
    if (!/[\p{L}\p{N}]/u.test(part)) return []
    const words = tokensOf(part).map(({ text }) => text)
    return [{ words, isOpenEnded: phrase === undefined && !UNSPACED.test(part.trim().slice(-1)) }]
  })
}

function matchAt(tokens: readonly Token[], index: number, { words, isOpenEnded }: Term): TextRange | null {
  for (const [offset, word] of words.entries()) {
    const token = tokens[index + offset]
    const mayGoOn = isOpenEnded && offset === words.length - 1
    if (token === undefined || !(mayGoOn ? token.text.startsWith(word) : token.text === word)) return null
  }
  const first = tokens[index]
  const last = tokens[index + words.length - 1]
  const end = last?.ends[(words.at(-1)?.length ?? 0) - 1]
  return first === undefined || end === undefined ? null : { start: first.start, end }
}

/** All places of all terms, in order and without overlap. */
export function termRanges(text: string, terms: readonly Term[]): readonly TextRange[] {
  const tokens = tokensOf(text)
  const found = terms
    .filter(({ words }) => words.length > 0)
    .flatMap((term) => tokens.flatMap((_, index) => matchAt(tokens, index, term) ?? []))
  return mergeRanges(found)
}

/** In order and without overlap. */
export function mergeRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: TextRange[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1)
    if (last !== undefined && range.start <= last.end) merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    else merged.push(range)
  }
  return merged
}
