import { describe, expect, it } from 'vitest'
import { parsePlaces } from './savedPlaces.ts'

describe('parsePlaces', () => {
  it('reads places and leaves out what is none', () => {
    expect([...parsePlaces('{"p1":{"x":1,"y":-2},"i2":{"x":"a","y":1},"i3":null}')]).toEqual([['p1', { x: 1, y: -2 }]])
  })

  it('takes damaged or missing text for no place', () => {
    expect(parsePlaces('{"p1"').size).toBe(0)
    expect(parsePlaces(null).size).toBe(0)
    expect(parsePlaces('null').size).toBe(0)
  })
})
