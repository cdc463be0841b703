import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** All texts of an exported value; functions are called with their own parameter count of sample words. */
function textsOf(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, sampleOf(value as (...given: readonly unknown[]) => unknown)]]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, `${path}.${key}`))
}

/** A text with parameters, filled with a number-like word; a parameter of another type makes the text of that call empty. */
function sampleOf(words: (...given: readonly unknown[]) => unknown): string {
  try {
    const text = words(...Array.from({ length: words.length }, () => '7'))
    return typeof text === 'string' ? text : '7'
  } catch {
    return '7'
  }
}

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
const sections = await Promise.all(
  files.map(async (name) => [name, (await import(new URL(name, folder).href)) as Record<string, unknown>] as const),
)
const texts = sections.flatMap(([name, section]) => textsOf(section, name))

describe('the catalogue', () => {
  it('has a section for the shell and for each view that has texts', () => {
    expect(files).toEqual(expect.arrayContaining(['shell.ts', 'case.ts', 'timeline.ts', 'inspector.ts', 'evidence.ts']))
    expect(texts.length).toBeGreaterThan(300)
  })

  it('never overclaims', () => {
    for (const [path, text] of texts) expect(text, path).not.toMatch(/traffick|\bprove[sd]?\b|\bproof\b|\bconfirms\b|suspicious/i)
  })

  it('says victim and suspect only as the names of roles', () => {
    const others = texts.filter(([path]) => !path.includes('oleWords'))
    expect(others.length).toBeLessThan(texts.length)
    for (const [path, text] of others) expect(text, path).not.toMatch(/\b(victim|suspect)s?\b/i)
  })

  it('has no long dash inside sentences and no empty text but where a file name has no ending', () => {
    for (const [path, text] of texts) {
      expect(text, path).not.toContain('\u2014')
      if (!path.endsWith('.ending')) expect(text.trim(), path).not.toBe('')
    }
  })
})
