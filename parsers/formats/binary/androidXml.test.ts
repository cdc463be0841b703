import { describe, expect, test } from 'vitest'
import { type AndroidElement, androidXml } from './androidXml.ts'

/** Hexadecimal and texts in quotes, each text led by its length in two bytes. */
function bytes(parts: string): Uint8Array {
  const pieces = parts.match(/"[^"]*"|[0-9a-f]+/gu) ?? []
  return Buffer.concat(
    pieces.map((piece) => {
      if (!piece.startsWith('"')) return Buffer.from(piece, 'hex')
      const text = Buffer.from(piece.slice(1, -1))
      return Buffer.concat([Buffer.from([text.length >> 8, text.length & 0xff]), text])
    }),
  )
}

const HEAD = '41425800 10'
function read(parts: string, ...wanted: string[]): AndroidElement[] {
  return [...androidXml(bytes(parts), new Set(wanted), () => {})]
}

describe('Android Binary XML, bytes written by hand after the public description', () => {
  test('gives names that are interned, values of every type and texts', () => {
    const element = `${HEAD}
      32 ffff "a"
        2f ffff "text" "x"  3f ffff "name" ffff "interned"  3f ffff "again" 0003
        4f ffff "hex" 0002 00ff  5f ffff "base" 0003 666f6f
        6f ffff "int" ffffffff  7f ffff "inthex" 000000ff  8f ffff "long" 0000018bcfe56800  9f ffff "longhex" 0000018bcfe56800
        bf ffff "double" 3ff8000000000000  cf ffff "yes"  df ffff "no"  1f ffff "null"
        24 "one " 26 "amp" 24 " two" 29 "a remark"
        32 ffff "b" 33 000f
      33 0000 11`
    const [read0] = read(element, 'a')
    expect(read0?.path).toBe('a')
    expect({ ...read0?.node.attributes }).toEqual({
      text: 'x',
      name: 'interned',
      again: 'interned',
      hex: '00ff',
      base: 'Zm9v',
      int: '-1',
      inthex: 'ff',
      long: '1700000000000',
      longhex: '18bcfe56800',
      double: '1.5',
      yes: 'true',
      no: 'false',
    })
    expect(read0?.node.text).toBe('one & two')
    expect(read0?.node.children.map(({ name }) => name)).toEqual(['b'])
  })

  test('gives wanted elements only, with their path, also where the file has several roots', () => {
    const parts = `${HEAD} 32 ffff "settings" 32 ffff "setting" 33 0001 32 0001 33 0001 33 0000 32 0001 33 0001 11`
    expect(read(parts, 'setting').map(({ path }) => path)).toEqual(['settings/setting', 'settings/setting', 'setting'])
  })

  test('reads modified UTF-8 as older phones wrote it, and UTF-8 as it is', () => {
    expect(read(`${HEAD} 32 ffff "a" 24 0006 eda0bdedb880 33 0000`, 'a')[0]?.node.text).toBe('\u{1F600}')
    expect(read(`${HEAD} 32 ffff "a" 24 "\u{1F600}" 33 0000`, 'a')[0]?.node.text).toBe('\u{1F600}')
    expect(read(`${HEAD} 32 ffff "a" 24 0002 c080 33 0000`, 'a')[0]?.node.text).toBe('\0')
  })

  test.each([
    ['cut inside an element', `${HEAD} 32 ffff "a"`, 'ends inside a'],
    ['cut inside a text', `${HEAD} 32 ffff "a" 24 00ff 41`, 'ends inside a value'],
    ['a name that was never given', `${HEAD} 32 0007`, 'number 7'],
    ['a value of no type', `${HEAD} 32 ffff "a" ef ffff "x"`, 'unknown type 14'],
    ['another version', '41425801 10', 'unknown version 1'],
  ])('throws for %s', (_, parts, reason) => {
    expect(() => read(parts, 'a')).toThrow(reason)
  })

  test('reads the text form the same way', () => {
    const text = Buffer.from('<?xml version="1.0"?><users><user id="10"><name>Work</name></user></users>')
    const [element] = [...androidXml(text, new Set(['user']), () => {})]
    expect([element?.path, element?.node.attributes['id'], element?.node.children[0]?.text]).toEqual(['users/user', '10', 'Work'])
  })
})
