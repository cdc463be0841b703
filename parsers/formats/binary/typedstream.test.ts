import { describe, expect, test } from 'vitest'
import { typedstreamText } from './typedstream.ts'

/** Head of a stream up to the string's `+` label, as Messages writes it: NSAttributedString over NSString. */
const HEAD =
  '040b73747265616d747970656481e803840140848484124e5341747472696275746564537472696e67008484084e534f626a656374008592848484084e53537472696e67019484012b'
/** The same for NSMutableAttributedString over NSMutableString. */
const MUTABLE_HEAD =
  '040b73747265616d747970656481e803840140848484194e534d757461626c6541747472696275746564537472696e67008484124e5341747472696275746564537472696e67008484084e534f626a65637400859284' +
  '84840f4e534d757461626c65537472696e67018484084e53537472696e67019584012b'

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
const stream = (head: string, length: string, text: string): Uint8Array =>
  bytes(head + length + Buffer.from(text, 'utf8').toString('hex') + '8684')

describe('typedstreamText', () => {
  test('reads both families of classes', () => {
    expect(typedstreamText(stream(HEAD, '05', 'Hello'))).toEqual({ text: 'Hello', isDamaged: false })
    expect(typedstreamText(stream(MUTABLE_HEAD, '05', 'Hello'))).toEqual({ text: 'Hello', isDamaged: false })
  })

  test('reads lengths of one, three and five bytes', () => {
    expect(typedstreamText(stream(HEAD, '00', ''))?.text).toBe('')
    expect(typedstreamText(stream(HEAD, '7f', 'a'.repeat(127)))?.text).toBe('a'.repeat(127))
    expect(typedstreamText(stream(HEAD, '818000', 'b'.repeat(128)))?.text).toBe('b'.repeat(128))
    expect(typedstreamText(stream(HEAD, '8170ea', 'c'.repeat(60_016)))?.text).toBe('c'.repeat(60_016))
    expect(typedstreamText(stream(HEAD, '8200000100', 'd'.repeat(65_536)))?.text).toBe('d'.repeat(65_536))
  })

  test('keeps text of any script, placeholders and markers inside it', () => {
    const text = '\uFFFCสวัสดี \u202Eغداً\u202C 👩‍👩‍👧 a\u0000b \uFEFF\u1184'
    const length = Buffer.byteLength(text).toString(16).padStart(2, '0')
    expect(typedstreamText(stream(HEAD, length, text))).toEqual({ text, isDamaged: false })
  })

  test('reads a stream inside a larger buffer', () => {
    const whole = new Uint8Array([1, 2, 3, ...stream(HEAD, '05', 'Hello'), 9])
    expect(typedstreamText(whole.subarray(3, -1))?.text).toBe('Hello')
  })

  test('says when the archive is cut short', () => {
    expect(typedstreamText(bytes(HEAD + '7f' + Buffer.from('cut').toString('hex')))).toEqual({ text: 'cut', isDamaged: true })
    expect(typedstreamText(stream(HEAD, '81ff7f', 'marker'))).toEqual({ text: 'marker', isDamaged: true })
  })

  test.each([
    ['nothing', ''],
    ['another format', Buffer.from('bplist00').toString('hex')],
    ['only a signature', '040b73747265616d747970656481e803'],
    [
      'another root class',
      HEAD.replace(Buffer.from('NSAttributedString').toString('hex'), Buffer.from('NSAttributedStrinX').toString('hex')),
    ],
    ['a reference out of the table', '040b73747265616d747970656481e803ff'],
    ['a class that names itself', '040b73747265616d747970656481e8038401408492'],
    ['an endless class chain', '040b73747265616d747970656481e80384014084' + '8484014100'.repeat(50)],
  ])('gives null for %s', (_what, hex) => {
    expect(typedstreamText(bytes(hex))).toBeNull()
  })

  test('never throws on any damage of one byte', () => {
    const sound = stream(HEAD, '05', 'Hello')
    for (let at = 0; at < sound.length; at++) {
      for (const value of [0x00, 0x7f, 0x81, 0x82, 0x84, 0x85, 0x86, 0x92, 0xff]) {
        const damaged = sound.slice()
        damaged[at] = value
        expect(() => typedstreamText(damaged)).not.toThrow()
        expect(() => typedstreamText(sound.subarray(0, at))).not.toThrow()
      }
    }
  })
})
