/**
 * The fonts of a printed package, inside the page: a PDF must look the same on every machine, whatever is installed there. Noto for
 * Latin, Cyrillic, Greek, Vietnamese, Devanagari, Thai, Arabic, Chinese (simplified; kana too) and emoji (monochrome). Only the
 * parts whose characters occur are embedded.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

interface Family {
  readonly name: string
  /** Where the package lies; each has a table of its parts and their characters. */
  readonly folder: string
  /** `noto-sans-thai-thai-400-normal.woff2`: what stands before and behind the part. */
  readonly file: (part: string, weight: number) => string
  readonly weights: readonly number[]
  /** One file holds all weights. */
  readonly isVariable: boolean
  /** Parts whose table names characters that their files do not draw: arrows and marks, which then came from the machine. */
  readonly without?: readonly string[]
}

const folderOf = (licence: string): string => dirname(licence)
const fixed = (name: string, font: string, folder: string, weights: readonly number[]): Family => ({
  name,
  folder,
  weights,
  isVariable: false,
  file: (part, weight) => `${font}-${part}-${weight}-normal.woff2`,
})

/** In the order in which a character is looked for. */
const FAMILIES: readonly Family[] = [
  fixed('Noto Sans', 'noto-sans', folderOf(require.resolve('@fontsource/noto-sans/LICENSE')), [400, 600]),
  fixed('Noto Sans Thai', 'noto-sans-thai', folderOf(require.resolve('@fontsource/noto-sans-thai/LICENSE')), [400, 600]),
  {
    ...fixed('Noto Sans Arabic', 'noto-sans-arabic', folderOf(require.resolve('@fontsource/noto-sans-arabic/LICENSE')), [400, 600]),
    without: ['math', 'symbols'],
  },
  fixed('Noto Emoji', 'noto-emoji', folderOf(require.resolve('@fontsource/noto-emoji/LICENSE')), [400]),
  {
    name: 'Noto Sans SC Variable',
    folder: folderOf(require.resolve('@fontsource-variable/noto-sans-sc/LICENSE')),
    weights: [400],
    isVariable: true,
    file: (part) => `noto-sans-sc-${part}-wght-normal.woff2`,
  },
]

export const FONT_FAMILIES = FAMILIES.map(({ name }) => `"${name}"`).join(', ')

type Range = readonly [first: number, last: number]

/** `@font-face` rules for every part that holds a character of the text. What no family holds is left to the machine's fonts. */
export function fontFaces(text: string): string {
  let wanted = new Set<number>()
  for (const character of text) wanted.add(character.codePointAt(0) ?? 0)
  const rules: string[] = []
  for (const family of FAMILIES) {
    const missing = new Set(wanted)
    for (const [part, ranges] of partsOf(family)) {
      const held = [...wanted].filter((code) => isIn(code, ranges))
      if (held.length === 0) continue
      for (const code of held) missing.delete(code)
      for (const weight of family.weights) rules.push(rule(family, part, weight, ranges))
    }
    wanted = missing
  }
  return rules.join('\n')
}

/** Scripts with letters that no family holds, for a warning; `other` where it is none of these. */
const SCRIPTS = (
  'Hebrew Georgian Armenian Hangul Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Lao Myanmar Ethiopic Tibetan ' +
  'Mongolian Syriac Thaana Cherokee Han'
).split(' ')
const OF_SCRIPT = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const)

export function unheldScripts(text: string): string[] {
  const letters = [...new Set(text)].filter((character) => /\p{L}/u.test(character))
  const ranges = FAMILIES.flatMap((family) => partsOf(family).flatMap(([, held]) => held))
  const found = new Set<string>()
  for (const letter of letters) {
    if (isIn(letter.codePointAt(0) ?? 0, ranges)) continue
    found.add(OF_SCRIPT.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other')
  }
  return [...found].sort()
}

function partsOf({ folder, without = [] }: Family): (readonly [part: string, ranges: readonly Range[]])[] {
  const table = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>
  return Object.entries(table)
    .filter(([part]) => !without.includes(part))
    .map(([part, ranges]) => [part.replace(/^\[(\d+)\]$/, '$1'), readRanges(ranges)])
}

/** `U+0460-052F,U+20B4`. */
const readRanges = (text: string): Range[] =>
  text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
  })

const isIn = (code: number, ranges: readonly Range[]): boolean => ranges.some(([first, last]) => code >= first && code <= last)

function rule({ name, folder, file, isVariable }: Family, part: string, weight: number, ranges: readonly Range[]): string {
  const bytes = readFileSync(join(folder, 'files', file(part, weight)))
  const hex = (code: number): string => code.toString(16)
  const unicode = ranges.map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`)).join(',')
  return `@font-face{font-family:"${name}";font-weight:${isVariable ? '100 900' : weight};src:url(data:font/woff2;base64,${bytes.toString('base64')}) format("woff2");unicode-range:${unicode}}`
}
