import { parseBuffer } from 'bplist-parser'
import { build, buildBinary, parse } from 'plist'
import { describe, expect, it } from 'vitest'
import { announcedTooLong, arrayOf, binaryPlistOf, explodingSharing, selfContaining } from '../../../fixtures/hostile/binaryPlists.ts'
import { parsePlist, PlistUid, UnreadablePlist } from './plist.ts'

const HEAD = '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "x" "y">'
const xml = (body: string): Buffer => Buffer.from(`${HEAD}<plist version="1.0">${body}</plist>`)
const SAMPLE = {
  text: 'ข้อความ & <tag> "quoted"',
  ascii: 'plain',
  whole: 42,
  negative: -7,
  real: 1.5,
  yes: true,
  no: false,
  when: new Date('2024-02-03T04:05:06Z'),
  data: new Uint8Array([0, 1, 2, 255]),
  list: [1, 'two', { three: 3 }],
  long: 'x'.repeat(400),
}

describe('property lists that another program wrote', () => {
  it('binary, as written and as a second decoder reads it', () => {
    const bytes = buildBinary(SAMPLE)
    expect(parsePlist(bytes)).toEqual(SAMPLE)
    const [other] = parseBuffer<Record<string, unknown>>(Buffer.from(bytes))
    expect(parsePlist(bytes)).toEqual({ ...other, data: new Uint8Array(SAMPLE.data) })
    expect(Object.keys(other)).toEqual(Object.keys(SAMPLE))
  })

  it('XML, as written and as a second decoder reads it', () => {
    const text = build(SAMPLE)
    expect(parsePlist(Buffer.from(text))).toEqual(SAMPLE)
    expect(parsePlist(Buffer.from(text))).toEqual(parse(text))
    expect(parsePlist(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(SAMPLE)
  })
})

describe('values that other decoders damage', () => {
  it('keeps integers exact beyond 2^53', () => {
    expect(parsePlist(xml('<array><integer>9223372036854775807</integer><integer>-9223372036854775808</integer></array>'))).toEqual([
      9223372036854775807n,
      -9223372036854775808n,
    ])
    const eightBytes = Buffer.from([0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
    const sixteenBytes = Buffer.from([0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
    expect(parsePlist(binaryPlistOf([arrayOf(1, 2), eightBytes, sixteenBytes]))).toEqual([-1, 18446744073709551615n])
  })

  it('takes __proto__ for an ordinary key', () => {
    const list = parsePlist(xml('<dict><key>__proto__</key><dict><key>a</key><true/></dict></dict>'))
    expect(Object.keys(list ?? {})).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })

  it('reads references of both forms', () => {
    expect(parsePlist(xml('<dict><key>CF$UID</key><integer>3</integer></dict>'))).toEqual(new PlistUid(3))
    expect(parsePlist(binaryPlistOf([Buffer.from([0x80, 3])]))).toEqual(new PlistUid(3))
  })

  it('loses only a date that is none', () => {
    expect(parsePlist(xml('<array><date>yesterday</date><string>kept</string></array>'))).toEqual([null, 'kept'])
  })

  it('expands no declared entity, and keeps CDATA and references', () => {
    const text = '<!DOCTYPE plist [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><plist><string>&b;<![CDATA[<&amp;]]>&#x41;&amp;</string></plist>'
    expect(parsePlist(Buffer.from(text))).toBe('&b;<&amp;A&')
  })
})

describe('hostile lists are refused quickly', () => {
  it.each<[string, Buffer]>([
    ['self reference', selfContaining()],
    ['a reference to nowhere', binaryPlistOf([arrayOf(9)])],
    ['exponential sharing', explodingSharing(30)],
    ['a length beyond the file', announcedTooLong()],
    ['a chain of 100,000 arrays', xml(`${'<array>'.repeat(100_000)}${'</array>'.repeat(100_000)}`)],
    ['a cut-off binary list', Buffer.from(buildBinary(SAMPLE)).subarray(0, 100)],
    ['a cut-off XML list', Buffer.from(build(SAMPLE)).subarray(0, 300)],
    ['a key without value', xml('<dict><key>a</key></dict>')],
    ['two values', xml('<true/><true/>')],
    ['a foreign tag', xml('<script>alert(1)</script>')],
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('{ a = b; }')],
    ['only a header', Buffer.from('bplist00')],
  ])('%s', (_what, bytes) => {
    const startedMs = performance.now()
    expect(() => parsePlist(bytes)).toThrow(UnreadablePlist)
    expect(performance.now() - startedMs).toBeLessThan(2000)
  })

  it('never throws anything else, whatever byte is flipped', () => {
    const bytes = Buffer.from(buildBinary(SAMPLE))
    let refused = 0
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      try {
        parsePlist(damaged)
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadablePlist)
        refused += 1
      }
    }
    expect(refused).toBeGreaterThan(20)
  })
})
