import { describe, expect, it } from 'vitest'
import { cellText } from './copyRows.ts'

describe('copied cells', () => {
  it('stay one cell on one line', () => {
    expect(cellText('a\tb\r\nc')).toBe('a b c')
  })

  it('are no formulas', () => {
    for (const text of ['=1+1', '+43 1 555 0102', '-1', '@sum']) expect(cellText(text)).toBe(`'${text}`)
    expect(cellText('a=1')).toBe('a=1')
  })
})
