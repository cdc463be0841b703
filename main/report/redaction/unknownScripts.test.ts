/** Whoever exports is told where a text could name somebody in letters in which the case has no name. */
import { expect, it } from 'vitest'
import { scriptsOf, unknownScriptSentences } from './unknownScripts.ts'

const V1 = { label: 'Person V1', names: ['Malee Srisuk', 'มาลี'] }
const V2 = { label: 'Person V2', names: ['Elena'] }

it('tells the scripts of a text, but for Latin and Cyrillic', () => {
  expect(scriptsOf('Hello, привіт 🙂 12')).toEqual([])
  expect(scriptsOf('สวัสดี مرحبا')).toEqual(['Arabic', 'Thai'])
})

it('names who has no name in a script that occurs', () => {
  expect(unknownScriptSentences(new Set(['Thai']), [V1, V2], [])).toEqual([
    expect.stringContaining('Texts in Thai letters are in this version, and the case knows no name in them for Person V2:'),
  ])
  expect(unknownScriptSentences(new Set(['Thai', 'Arabic']), [V1, V2], ['อีเลนา']).join()).toMatch(
    /^Texts in Arabic letters .*Person V1, Person V2/,
  )
  expect(unknownScriptSentences(new Set(['Thai']), [V1], [])).toEqual([])
  expect(unknownScriptSentences(new Set(), [V1, V2], [])).toEqual([])
})
