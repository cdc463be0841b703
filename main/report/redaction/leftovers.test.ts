/** Large files are looked through in parts: no word is cut, none is lost, and every pair of neighbours stands together somewhere. */
import { expect, it } from 'vitest'
import { inParts } from './leftovers.ts'

it.each([0, 1, 30, 100, 997])('%i words', (count) => {
  const words = Array.from({ length: count }, (_, index) => `word${index}x`)
  const parts = inParts(words.join(' '), 100, 40)
  const known = new Set(words)
  const pairs = new Set<string>()
  for (const part of parts) {
    const found = part.split(' ').filter((word) => word !== '')
    expect(found.filter((word) => !known.has(word))).toEqual([])
    found.forEach((word, index) => pairs.add(`${word} ${found[index + 1] ?? ''}`))
  }
  words.forEach((word, index) => expect(index + 1 === count || pairs.has(`${word} ${words[index + 1]}`)).toBe(true))
  expect(new Set(parts.flatMap((part) => part.split(' ').filter((word) => word !== '')))).toEqual(known)
})

it('a text without spaces is cut all the same', () => {
  const parts = inParts('ก'.repeat(1_000), 100, 40)
  expect(parts.length).toBeGreaterThan(5)
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(200)
})
