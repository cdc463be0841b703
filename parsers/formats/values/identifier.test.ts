import { expect, test } from 'vitest'
import type { IdentifierScheme } from '../../model/index.ts'
import { normaliseIdentifier, phoneOfWhatsappJid } from './identifier.ts'

const read = (raw: string, country: string | null = null, scheme: IdentifierScheme = 'address') => {
  const { scheme: found, value } = normaliseIdentifier({ scheme, raw }, country)
  return `${found} ${value}`
}

test.each([
  ['+12095550133', null, 'phone +12095550133'],
  ['+44 (0)7775 455555', null, 'phone +447775455555'],
  ['(209) 555-0133', 'US', 'phone +12095550133'],
  ['(209) 555-0133', 'us', 'phone +12095550133'],
  ['1-209-555-0133', 'US', 'phone +12095550133'],
  ['447775455555', 'GB', 'phone +447775455555'],
  ['07775 455555', 'GB', 'phone +447775455555'],
  ['07700 900123', 'GB', 'phone +447700900123'],
  ['0044 7775 455555', null, 'phone +447775455555'],
  ['0044 7775 455555', 'US', 'phone +447775455555'],
  ['011 44 7775 455555', 'US', 'phone +447775455555'],
  ['tel:+1-209-555-0133', null, 'phone +12095550133'],
  ['tel:555-0133;phone-context=+1209', null, 'number 5550133'],
  ['P:+12095550133', null, 'phone +12095550133'],
  ['p:2095550133', 'US', 'phone +12095550133'],
  ['+1 209 555 0133,,123#', null, 'phone +12095550133'],
  ['3471234567', 'IT', 'phone +393471234567'],
  ['081 555 0133', 'TH', 'phone +66815550133'],
  ['+52 1 55 5555 0123', null, 'phone +525555550123'],
])('reads the telephone number %s on a phone of country %s', (raw, country, expected) => {
  expect(read(raw, country)).toBe(expected)
})

test('reads numbers with direction marks, unusual spaces, hyphens and digits of other scripts', () => {
  expect(read('\u202a+1\u00a0(209)\u00a0555\u20110133\u202c')).toBe('phone +12095550133')
  expect(read('٠٥٠٥٥٥٠١٢٣', 'UA')).toBe('phone +380505550123')
  expect(read('๐๘๑ ๕๕๕ ๐๑๓๓', 'TH')).toBe('phone +66815550133')
  expect(read('＋１２０９５５５０１３３')).toBe('phone +12095550133')
})

test.each([
  ['12345', 'US', 'short-code 12345'],
  ['911', 'US', 'short-code 911'],
  ['*#06#', 'US', 'short-code *#06#'],
  ['Vodafone', 'GB', 'alphanumeric Vodafone'],
  ['1-800-FLOWERS', 'US', 'alphanumeric 1-800-FLOWERS'],
  ['chat123456789012345678', 'US', 'alphanumeric chat123456789012345678'],
  ['555-0133', 'US', 'number 5550133'],
  ['+1 209 555', null, 'number +1209555'],
  ['+999123456789', null, 'number +999123456789'],
  ['(209) 555-0133', null, 'number 2095550133'],
  ['2095550133', 'XX', 'number 2095550133'],
  ['106500001234', 'CN', 'number 106500001234'],
  ['447775455555', 'US', 'number 447775455555'],
  ['urn:biz:0F1E2D3C-0000', 'US', 'business urn:biz:0f1e2d3c-0000'],
  ['', 'US', 'other '],
  ['---', 'US', 'alphanumeric ---'],
])('leaves %s of country %s alone', (raw, country, expected) => {
  expect(read(raw, country)).toBe(expected)
  expect(normaliseIdentifier({ scheme: 'address', raw }, country).how).toMatch(/^left as stored: /)
})

test('says how a number was read', () => {
  const how = (raw: string, country: string | null) => normaliseIdentifier({ scheme: 'address', raw }, country).how
  expect(how('+12095550133', null)).toBe('already international')
  expect(how('(209) 555-0133', 'US')).toBe('national number read with country US')
  expect(how('447775455555', 'GB')).toBe('country code 44 without plus read with country GB')
  expect(how('011 44 7775 455555', 'US')).toBe('international prefix of country US read as +')
  expect(how('00447775455555', null)).toBe('international prefix 00 read as +')
  expect(how('07700 900123', 'GB')).toBe('national number read with country GB, in a range that its numbering plan does not use')
  expect(how('+1 209 555 0133 ext. 5', null)).toBe('already international; extension 5 left out')
})

test('the country of the row goes before the country of the device', () => {
  expect(normaliseIdentifier({ scheme: 'address', raw: '07775 455555', country: 'GB' }, 'US').value).toBe('+447775455555')
})

test('e-mail addresses are compared in lower case', () => {
  const spellings = ['Ana@Example.ORG', 'mailto:ana@example.org', 'E:ana@example.org', 'e:ana@example.org']
  expect(spellings.map((raw) => read(raw))).toEqual(spellings.map(() => 'email ana@example.org'))
})

test('WhatsApp identifiers lose device and agent, and keep their server', () => {
  expect(read('447775455555.0:12@S.whatsapp.net', null, 'whatsapp')).toBe('whatsapp 447775455555@s.whatsapp.net')
  expect(read('447775455555:1@s.whatsapp.net', null, 'whatsapp')).toBe('whatsapp 447775455555@s.whatsapp.net')
  expect(read('447775455555@c.us')).toBe('whatsapp 447775455555@s.whatsapp.net')
  expect(read('123456789012345:7@lid', null, 'whatsapp')).toBe('whatsapp 123456789012345@lid')
  expect(read('447775455555-1580000000@g.us', null, 'whatsapp')).toBe('whatsapp 447775455555-1580000000@g.us')
  expect(read('status@broadcast', null, 'whatsapp')).toBe('whatsapp status@broadcast')
})

test('only a WhatsApp person has a telephone number', () => {
  expect(phoneOfWhatsappJid('447775455555:3@s.whatsapp.net')).toBe('+447775455555')
  expect(phoneOfWhatsappJid('5215555550123@s.whatsapp.net')).toBe('+525555550123')
  for (const jid of ['123456789012345@lid', '447775455555-1580000000@g.us', 'status@broadcast', '0@s.whatsapp.net', 'x', '']) {
    expect(phoneOfWhatsappJid(jid)).toBeNull()
  }
})

test('identifiers of other services are compared literally', () => {
  expect(read('@SomeName', null, 'telegram')).toBe('telegram @SomeName')
  expect(read('+12095550133', null, 'signal')).toBe('signal +12095550133')
})

test('account ids of Signal are the same in capital and small letters', () => {
  const id = '0a1b2c3d-0000-4000-8000-00000000000f'
  expect(read(id.toUpperCase(), null, 'signal')).toBe(`signal ${id}`)
  expect(read(id, null, 'signal')).toBe(`signal ${id}`)
})

test('never throws and never takes long, whatever the text', () => {
  const hostile = [
    '\0',
    '\ud800',
    '٠'.repeat(10_000),
    '+'.repeat(10_000),
    '9'.repeat(10_000),
    '('.repeat(300),
    'a@'.repeat(150),
    '1,'.repeat(150),
    `${'a.'.repeat(150)}@`,
    '<script>',
    '=1+1',
    '\u202e'.repeat(300),
    '0'.repeat(320),
    '+1 '.repeat(100),
    'tel:tel:tel:',
    'e:',
    '😀',
  ]
  const schemes: readonly IdentifierScheme[] = ['address', 'whatsapp', 'apple', 'telegram', 'other']
  const started = performance.now()
  for (const raw of hostile) {
    for (const scheme of schemes) {
      for (const country of [null, 'US', 'GB', '', 'ZZ', '__proto__']) {
        expect(normaliseIdentifier({ scheme, raw }, country).value).toBeTypeOf('string')
      }
    }
  }
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('keeps the same identifier of two services apart, and that of one together', () => {
  const skout = normaliseIdentifier({ scheme: 'other', raw: '12', service: 'Skout' }, null)
  const hinge = normaliseIdentifier({ scheme: 'other', raw: ' 12 ', service: 'Hinge' }, null)
  expect(skout).toEqual({ scheme: 'other', value: 'skout: 12', display: '12', how: 'identifier of Skout' })
  expect(hinge).toEqual({ scheme: 'other', value: 'hinge: 12', display: '12', how: 'identifier of Hinge' })
  expect(normaliseIdentifier({ scheme: 'other', raw: '0xaaaa' }, null).value).toBe('0xaaaa')
})
