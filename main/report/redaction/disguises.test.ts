/** Names and numbers that people or programs disguised are taken out; ordinary words that only look a little like them stay. */
import { describe, expect, it } from 'vitest'
import { nameTerms } from './nameTerms.ts'
import { TextRedactor, type Term } from './textRedactor.ts'

const TERMS: readonly Term[] = [
  ...nameTerms(
    [
      { names: ['Elena Munteanu', 'Lena'], label: 'Person V1', isPseudonym: true },
      { names: ['มาลี ศรีสุข', '李小龙', 'Марія Коваль', 'Νίκος Παππάς'], label: 'Person V2', isPseudonym: true },
      { names: ['Karl Weber', 'Pizza place'], label: 'Third party T1 (…144)', isPseudonym: false },
    ],
    new Set(['eleni']),
  ),
  { text: '+12095550133', kind: 'local-number', replacement: 'Person V1' },
  { text: '+491525550144', kind: 'number', replacement: 'Third party T1 (…144)' },
  { text: 'lenka_88', kind: 'text', replacement: 'Person V1' },
  { text: 'elena.m@example.com', kind: 'text', replacement: 'Person V1' },
]
const redactor = new TextRedactor(TERMS)
const REST = /elena|lena|lenka|0133|munteanu|มาลี|小龙|мар[іи]/iu

describe('taken out', () => {
  it.each([
    'E l e n a',
    'e.l.e.n.a',
    'E-L-E-N-A',
    '李 小 龙',
    'El-ena',
    '*Ele*na',
    '<b>Ele</b>na',
    'Ele=\nna',
    'Lenaaaaa',
    'LENAAA!!!',
    'Elеna',
    'Μunteanu',
    'El3na',
    'M0nteanu and Munt3anu',
    'ᴇʟᴇɴᴀ',
    '🅴🅻🅴🅽🅰',
    'RWxlbmEgTXVudGVhbnU=',
    'a RWxlbmE= b',
    '456c656e61204d',
    Buffer.from('Elena', 'utf16le').toString('base64'),
    '\u202eanelE\u202c',
    '小龙',
    'lenka-88',
    'elena.m[at]example.com',
    'elena.m @ example.com',
  ])('%j', (text) => {
    const found = redactor.text(`see ${text} here`)
    expect(found).toMatch(/\[removed\]|Person V/)
    expect(found).not.toMatch(REST)
    expect(found).toMatch(/^see /)
    expect(found).toMatch(/ here$/)
  })

  it.each([
    ['Elenei', '[name]'],
    ['Елена', '[name]'],
    ['Забери в Олени паспорт', 'Забери в [name] паспорт'],
    ['Лена, Lenka', '[name], [name]'],
    ['Марії', '[name]'],
    ['Марію Коваль', '[name] Person V2'],
    ['Mariia Koval', '[name] [name]'],
    ['Νίκου', '[name]'],
    ['ΝΙΚΟΣ', 'Person V2'],
    ['น้องมาลี', 'น้องPerson V2'],
    ['Herr Weber', 'Herr [name]'],
    ['🙏🙏🙏🙏🙏🙏🙏🙏 Elena is here', '🙏🙏🙏🙏🙏🙏🙏🙏 Person V1 is here'],
    ['𝓔𝓵𝓮𝓷𝓪 🙂 Elena', 'Person V1 🙂 Person V1'],
  ])('other forms, and what stands after signs of two units: %j', (text, expected) => expect(redactor.text(text)).toBe(expected))

  it.each([
    '555-0133',
    '5550133',
    '209_555_0133',
    '209,555,0133',
    '209*555*0133',
    '209:555:0133',
    '209➖555➖0133',
    '209  -  555  -  0133',
    '[209] 555 0133',
    '²⁰⁹⁵⁵⁵⁰¹³³',
    '②⓪⑨⑤⑤⑤⓪①③③',
    '2\ufe0f\u20e30\ufe0f\u20e39\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e33\ufe0f\u20e33\ufe0f\u20e3',
    Buffer.from('call +12095550133').toString('base64'),
  ])('the number %j', (text) => {
    const found = redactor.text(`call ${text} now`)
    expect(found).toMatch(/\[removed\]|Person V1/)
    expect(found.normalize('NFKC').replaceAll(/\D/g, '')).not.toMatch(/0133/)
    expect(found).toMatch(/^call .* now$/)
  })
})

describe('left alone', () => {
  it.each([
    'the element is popular; summaries of boundaries',
    'a b c d e f g',
    'eleni',
    'a place for later',
    'c0ffee and d3ad',
    'Message 12345: aaaaand so on',
    'hotel.enable, travel-enable',
    '5550133.25',
    '15550133 and 5550134',
    'Проста розмова про роботу',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ',
    'deadbeefdeadbeefdeadbeefdeadbeef',
  ])('%j', (text) => expect(redactor.text(text)).toBe(text))

  it('a prefix is not taken from the number before it in a list', () => expect(redactor.text('42, 12095550133')).toBe('42, Person V1'))
})
