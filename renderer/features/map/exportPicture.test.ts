import { describe, expect, it } from 'vitest'
import { scaleBar } from './exportPicture.ts'

describe('scaleBar', () => {
  it.each([
    [1, 140, 100, 100],
    [7.3, 140, 1000, 137],
    [0.02, 140, 2, 100],
    [3500, 140, 200_000, 57],
  ])('at %d m per pixel and %d px is %d m long', (metresPerPx, px, metres, drawn) => {
    const bar = scaleBar(metresPerPx, px)
    expect(bar.metres).toBeCloseTo(metres, 6)
    expect(Math.round(bar.px)).toBe(drawn)
  })
})
