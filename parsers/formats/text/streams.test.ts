/** Streamed JSON and XML cut anywhere give what the whole gives; written times; what is damaged ends where the damage is. */
import { describe, expect, it } from 'vitest'
import { jsonElements, type JsonElement } from './jsonStream.ts'
import { wallClockMs, writtenInstant } from '../values/writtenTime.ts'
import { childText, type XmlElement, xmlElements } from './xmlStream.ts'

function* cut(text: string, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const json = (text: string, size = 1 << 20): JsonElement[] => [...jsonElements(cut(text, size))]

describe('JSON', () => {
  const TEXT = '\uFEFF{"a":[{"x":"}],\\"\\\\"}, [1,[2]] ,"s, ]",-1.5e3,null,true], "b" : {"c":[1]}, "d":7,"e":[],"ü":"é"}'
  const WANTED = [
    ['a', 1, { x: '}],"\\' }],
    ['a', 2, [1, [2]]],
    ['a', 3, 's, ]'],
    ['a', 4, -1500],
    ['a', 5, null],
    ['a', 6, true],
    ['b', null, { c: [1] }],
    ['d', null, 7],
    ['ü', null, 'é'],
  ]
  it.each([1, 2, 3, 7, 1000])('in pieces of %i bytes', (size) => {
    expect(json(TEXT, size).map(({ section, index, value }) => [section, index, value])).toEqual(WANTED)
  })
  it('knows the place of each element', () => {
    const bytes = Buffer.from(TEXT)
    for (const { offset, value } of json(TEXT, 5)) {
      const first = bytes[offset]
      expect(first === 0x7b || first === 0x5b ? 'structure' : typeof value).not.toBe('undefined')
      expect(bytes.toString('utf8', offset).startsWith(JSON.stringify(value).charAt(0))).toBe(true)
    }
  })
  it('takes a list at the top', () => {
    expect(json(' [ {"a":1}, 2 ] \n').map(({ section, index, value }) => [section, index, value])).toEqual([
      ['', 1, { a: 1 }],
      ['', 2, 2],
    ])
    expect(json('{}')).toEqual([])
  })
  it.each([
    ['', /empty/],
    ['   ', /empty/],
    ['x', /no JSON object or list/],
    ['{"a":[1,2', /ends in the middle/],
    ['{"a":[{"b":1},{"c":', /ends in the middle/],
    ['{"a":[1,nope]}', /JSON/],
    ['[1] [2]', /something follows/],
    ['{a:1}', /name is missing/],
  ])('%j ends in words, after what was whole', (text, reason) => {
    const found: unknown[] = []
    expect(() => {
      for (const { value } of jsonElements(cut(text, 4))) found.push(value)
    }).toThrow(reason)
    if (text.startsWith('{"a":[{')) expect(found).toEqual([{ b: 1 }])
  })
})

describe('XML', () => {
  const TEXT =
    '<?xml version="1.0"?><gpx xmlns:g="u"><name>N &amp; M</name><trk><pt lat="1"><t>é<![CDATA[<x>]]></t><g:s> 2 </g:s></pt><pt lat="3"/></trk></gpx>'
  const read = (text: string, size: number): { elements: XmlElement[]; faults: string[]; texts: string[] } => {
    const faults: string[] = []
    const texts: string[] = []
    const elements = [
      ...xmlElements(cut(text, size), {
        wanted: new Set(['pt']),
        stateOf: () => undefined,
        onFault: (reason) => faults.push(reason),
        onText: (path, words) => texts.push(`${path}=${words}`),
      }),
    ]
    return { elements, faults, texts }
  }
  it.each([1, 3, 1000])('in pieces of %i bytes', (size) => {
    const { elements, faults, texts } = read(TEXT, size)
    expect(faults).toEqual([])
    expect(
      elements.map(({ path, number, node }) => [path, number, node.attributes['lat'], childText(node, 't'), childText(node, 's')]),
    ).toEqual([
      ['gpx/trk/pt', 1, '1', 'é<x>', '2'],
      ['gpx/trk/pt', 2, '3', null, null],
    ])
    expect(texts).toContain('gpx/name=N & M')
  })
  it('goes on behind a fault and says it once', () => {
    const { elements, faults } = read(`\n${TEXT}`, 50)
    expect(elements).toHaveLength(2)
    expect(faults).toHaveLength(1)
  })
  it('expands no entity of the document', () => {
    const { elements } = read('<!DOCTYPE g [<!ENTITY a "aaaa">]><g><pt><t>&a;</t></pt></g>', 9)
    expect(elements.map(({ node }) => childText(node, 't'))).toEqual(['&a;'])
  })
  it('keeps what came before a cut', () => {
    const found: XmlElement[] = []
    expect(() => {
      for (const element of xmlElements(cut(TEXT.slice(0, -20), 10), {
        wanted: new Set(['pt']),
        stateOf: () => undefined,
        onFault: () => {},
      }))
        found.push(element)
    }).toThrow(/ends inside gpx/)
    expect(found).toHaveLength(1)
  })
})

describe('written times', () => {
  it.each([
    ['2012-12-15T14:21:29.460Z', 1355581289460, 'utc'],
    ['2023-08-27T17:04:26.999-05:00', 1693173866999, 'utc'],
    ['2025-03-24 20:07:24 +0100', 1742843244000, 'utc'],
    ['2025-03-24T20:20:23+01', 1742844023000, 'utc'],
    ['1742844232', 1742844232000, 'utc'],
    ['1742844302585', 1742844302585, 'utc'],
    [1742844302, 1742844302000, 'utc'],
    ['2024-01-01', null, 'local'],
    ['2024-01-01T10:00:00', null, 'local'],
  ])('%s', (stored, utcMs, zoneBasis) => {
    expect(writtenInstant(stored)).toMatchObject({ utcMs, zoneBasis, asStored: String(stored) })
  })
  it.each(['2023-02-30T10:00:00Z', 'yesterday', '2023-13-01'])('%s is no time', (stored) => {
    expect(writtenInstant(stored)).toMatchObject({ utcMs: null, localText: null, asStored: stored })
  })
  it.each([undefined, null, '', {}])('%j is nothing', (stored) =>
    expect(writtenInstant(stored)).toMatchObject({ utcMs: null, asStored: null }),
  )
  it('knows which days there are', () =>
    expect([wallClockMs(2024, 2, 29, 0, 0, 0, ''), wallClockMs(2023, 2, 29, 0, 0, 0, '')]).toEqual([1709164800000, null]))
})
