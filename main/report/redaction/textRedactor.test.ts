/** Names, numbers and words are taken out in every spelling, and nothing else is. */
import { describe, expect, it } from 'vitest'
import { nameTerms } from './nameTerms.ts'
import { TextRedactor, type Term } from './textRedactor.ts'

const V1 = 'Person V1'
const TERMS: readonly Term[] = [
  ...nameTerms([
    { names: ['Malee Srisuk', 'มาลี', 'Małgorzata Öst', '李小龍', 'فاطمة علي'], label: V1, isPseudonym: true },
    { names: ['Ana Marin'], label: 'Person V2', isPseudonym: true },
    { names: ['Karl W.', 'House management'], label: 'Third party T1 (…654)', isPseudonym: false },
  ]),
  { text: '+12025550161', kind: 'number', replacement: V1 },
  { text: 'malee.s@example.org', kind: 'text', replacement: V1 },
  { text: 'malee_bkk', kind: 'text', replacement: V1 },
  { text: 'Lindenallee 12', kind: 'word', replacement: '[removed]' },
]
const redactor = new TextRedactor(TERMS)

describe('a name', () => {
  it.each([
    ['I saw Malee Srisuk today', 'I saw Person V1 today'],
    ['MALEE  SRISUK', V1],
    ['malee', V1],
    ["Malee's bag", "Person V1's bag"],
    ['Ma\u200blee\u00adSrisuk', '[removed]'],
    ['(Srisuk)', '(Person V1)'],
    ['Ｍａｌｅｅ', V1],
    ['Málèé', V1],
    ['Malgorzata', V1],
    ['OST', V1],
    ['พรุ่งนี้มาลีไปไหน', 'พรุ่งนี้Person V1ไปไหน'],
    ['我見過李小龍了', '我見過Person V1了'],
    ['وفاطمة علي هنا', 'وPerson V1 هنا'],
    ['فَاطِمَة عَلي', V1],
    ['karl came', 'Third party T1 (…654) came'],
    ['the House  management', 'the Third party T1 (…654)'],
  ])('is found in %j', (text, expected) => expect(redactor.text(text)).toBe(expected))

  it.each([
    ['Maleeswood', '[removed]'],
    ['xmaleex', '[removed]'],
    ['malee92 and malee_bkk', '[removed] and Person V1'],
    ['@malee_bkk', '[removed]'],
    ['see https://example.org/u/malee.srisuk?x=1', 'see https://example.org/u/[removed]?x=1'],
    ['malee.s@example.org', V1],
    ['x.malee@mail.example.org', '[removed]'],
    ['IMG_malee.jpg', '[removed].jpg'],
  ])('takes what is around it along in %j', (text, expected) => expect(redactor.text(text)).toBe(expected))

  it.each(['banana', 'Anastasia', 'Mari', 'household', 'the management', 'w.', 'analyse'])('is not seen in %j', (text) =>
    expect(redactor.text(text)).toBe(text),
  )

  it('that several people have stands for none of them', () => {
    const two = new TextRedactor(
      nameTerms([
        { names: ['Elena Munteanu'], label: 'Person V1', isPseudonym: true },
        { names: ['Ioana Munteanu'], label: 'Person W1', isPseudonym: true },
      ]),
    )
    expect(two.text('Munteanu, Elena; Ioana Munteanu')).toBe('[name], Person V1; Person W1')
  })
})

describe('a number', () => {
  it.each([
    '+12025550161',
    '+1 (202) 555-0161',
    '001 202 555 0161',
    '1-202-555-0161',
    '202.555.0161',
    '2025550161',
    '+1\u00a0202\u2011555\u20110161',
    '+\u0661\u0662\u0660\u0662\u0665\u0665\u0665\u0660\u0661\u0666\u0661',
    '๑๒๐๒๕๕๕๐๑๖๑',
    '１２０２５５５０１６１',
  ])('is found as %j', (text) => expect(redactor.text(`call ${text} now`)).toBe('call Person V1 now'))

  it('is found in longer identifiers, which go with it', () => {
    expect(redactor.text('12025550161@s.whatsapp.net')).toBe('[removed]')
    expect(redactor.text('tel:+12025550161')).toBe('tel:Person V1')
    expect(redactor.text('two: 12025550161 and +12025550161.')).toBe('two: Person V1 and Person V1.')
  })

  it.each(['+12025550162', '2026-02-05 20:25:55', '2025550', '48.20251, 16.55016', '161'])('is not seen in %j', (text) =>
    expect(redactor.text(text)).toBe(text),
  )
})

describe('what hides a term', () => {
  it.each([
    'https://maps.example/?q=Malee%20Srisuk',
    'q=%4D%61lee',
    '%25E0%25B8%25A1%25E0%25B8%25B2%25E0%25B8%25A5%25E0%25B8%25B5',
    '\\u0e21\\u0e32\\u0e25\\u0e35',
    '&#77;alee',
    'Malee&#x20;',
    'n=Malee+Srisuk%21',
    '%2B1%20202%20555%200161',
  ])('is taken out whole: %j', (text) => {
    const found = redactor.text(`a ${text} b`)
    expect(found).toContain('[removed]')
    expect(decodeURIComponent(found.replaceAll('+', ' '))).not.toMatch(/malee|srisuk|0161/i)
  })
})

it('finds chosen words inside others, whatever their spacing', () => {
  expect(redactor.text('at LINDENALLEE\n12, ground floor')).toBe('at [removed], ground floor')
  expect(redactor.text('Lindenallee 123')).toBe('[removed]')
})

it('gives back the very same text where nothing is in it, however strange', () => {
  for (const text of [
    '',
    ' ',
    '\u0000\u0007',
    'a\ud800b',
    '🙂👩‍👩‍👧',
    '%',
    '%zz',
    '&#99999999;',
    'x'.repeat(20_000),
    '('.repeat(300),
    '1 '.repeat(300),
  ])
    expect(redactor.text(text)).toBe(text)
})
