import { describe, expect, it } from 'vitest'
import { excerptOf, pieces } from './excerpt.ts'
import { digitRanges, numberDigits } from './searchNumbers.ts'
import { mergeRanges, parseTerms, termRanges } from './searchTerms.ts'

/** The marked parts of a text, as a reader sees them. */
const marked = (text: string, typed: string): readonly string[] =>
  termRanges(text, parseTerms(typed)).map(({ start, end }) => text.slice(start, end))

describe('words', () => {
  it('match from their beginning, without regard to case', () => {
    expect(marked('Passport, PASSPORTS and a port', 'passp')).toEqual(['Passp', 'PASSP'])
    expect(marked('the airport', 'port')).toEqual([])
  })

  it('match with and without accents in Latin script, composed or not', () => {
    expect(marked('Timișoara, Timis\u0327oara', 'timisoara')).toEqual(['Timișoara', 'Timis\u0327oara'])
    expect(marked('politie', 'poliție')).toEqual(['politie'])
  })

  it('tell letters of other scripts apart', () => {
    expect(marked('мій мiй мии', 'мій')).toEqual(['мій'])
    expect(marked('ОКСАНА квартири', 'оксана')).toEqual(['ОКСАНА'])
  })

  it('match inside Thai, Chinese and Arabic, and leave Arabic vowel signs out of account', () => {
    expect(marked('มะลิอยู่ที่โรงแรมค่ะ', 'โรงแรม')).toEqual(['โรงแรม'])
    expect(marked('我在北京饭店', '北京')).toEqual(['北京'])
    expect(marked('وصلنا إلى الشقة الآن', 'شقة')).toEqual(['شقة'])
    expect(marked('الشُّقَّة', 'شقة')).toEqual(['شُّقَّة'])
  })

  it('never cut a code point', () => {
    expect(marked('😀😀 come 😀', 'come')).toEqual(['come'])
    expect(marked('𝒜bc abc', 'abc')).toEqual(['abc'])
  })

  it('match each of several, and merge what overlaps', () => {
    expect(marked('come tomorrow, do not come today', 'come tod')).toEqual(['come', 'come', 'tod'])
    expect(
      mergeRanges([
        { start: 4, end: 8 },
        { start: 0, end: 5 },
      ]),
    ).toEqual([{ start: 0, end: 8 }])
  })

  it('with signs between them are a phrase, as for the index', () => {
    expect(marked('elena.m@example.org and elena', 'elena.m@exam')).toEqual(['elena.m@exam'])
  })

  it('in quotes must be neighbours and whole', () => {
    expect(marked('come  tomorrow; come later tomorrow', '"come tomorrow"')).toEqual(['come  tomorrow'])
    expect(marked('come tomorrows', '"come tomorrow"')).toEqual([])
  })

  it('without letter or digit are nothing to look for', () => {
    expect(parseTerms('?? "" -')).toEqual([])
  })
})

describe('numbers', () => {
  it('are recognised in any spelling, from five digits on', () => {
    expect(numberDigits('+44 7700 900452')).toBe('447700900452')
    expect(numberDigits('0044-7700-900452')).toBe('447700900452')
    expect(numberDigits('07700 900452')).toBe('7700900452')
    expect(numberDigits('1234')).toBeNull()
    expect(numberDigits('room 12345')).toBeNull()
  })

  it('are marked with what separates their digits', () => {
    const text = 'call +44 (7700) 900-452 now'
    expect(digitRanges(text, '7700900452').map(({ start, end }) => text.slice(start, end))).toEqual(['7700) 900-452'])
  })

  it('are marked in digits of other scripts, and not across words', () => {
    const mark = (text: string, digits: string): readonly string[] =>
      digitRanges(text, digits).map(({ start, end }) => text.slice(start, end))
    expect(mark('اتصل ٠٧٧٠٠ ٩٠٠٤٥٢', '7700900452')).toEqual(['٧٧٠٠ ٩٠٠٤٥٢'])
    expect(mark('𝟟𝟟00900', '77009')).toEqual(['𝟟𝟟009'])
    expect(mark('7700 men, 900452', '7700900452')).toEqual([])
  })
})

describe('excerpts', () => {
  it('begin shortly before the first hit and keep its marks', () => {
    const text = `${'long text '.repeat(30)}passport here`
    const excerpt = excerptOf(text, termRanges(text, parseTerms('passport')))
    expect(excerpt.isCutBefore).toBe(true)
    expect(excerpt.isCutAfter).toBe(false)
    expect(pieces(excerpt.text, excerpt.ranges).filter(({ isHit }) => isHit)).toEqual([{ text: 'passport', isHit: true }])
    expect(text.includes(excerpt.text)).toBe(true)
  })

  it('do not begin inside an emoji or before a vowel sign', () => {
    for (let padding = 75; padding < 100; padding += 1) {
      const thai = `${'x'.repeat(padding)}😀กิ${'y'.repeat(58)} hit`
      const { text } = excerptOf(thai, termRanges(thai, parseTerms('hit')))
      expect(text).not.toMatch(/^[\uDC00-\uDFFF]|^\p{M}/u)
    }
  })

  it('of very long texts end with a sign, and a mark at the edge is cut with it', () => {
    const text = `pass${'port'.repeat(200)} and more`
    const excerpt = excerptOf(text, [{ start: 0, end: text.length }])
    expect(excerpt.isCutAfter).toBe(true)
    expect(excerpt.text.length).toBeLessThan(text.length)
    expect(pieces(excerpt.text, excerpt.ranges)).toEqual([{ text: excerpt.text, isHit: true }])
  })

  it('of short texts are the whole text', () => {
    expect(excerptOf('abc', [])).toEqual({ text: 'abc', ranges: [], isCutBefore: false, isCutAfter: false })
  })
})
