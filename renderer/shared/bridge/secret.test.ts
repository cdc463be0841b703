import { describe, expect, it } from 'vitest'
import { splitSecret } from './secret.ts'

describe('the secret of a start', () => {
  it('leaves the address and nothing else', () => {
    expect(splitSecret('http://127.0.0.1:4000/?s=a-B_9&x=1#/map?text=s%3D1')).toEqual({
      secret: 'a-B_9',
      address: 'http://127.0.0.1:4000/?x=1#/map?text=s%3D1',
    })
  })

  it('is absent after a reload', () => {
    expect(splitSecret('http://127.0.0.1:4000/#/map')).toEqual({ secret: null, address: 'http://127.0.0.1:4000/#/map' })
  })
})
