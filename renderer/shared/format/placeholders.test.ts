import { expect, it } from 'vitest'
import { textWithoutPlaceholders } from './placeholders.ts'

it('leaves out the signs that stand for attachments, and nothing inside the text', () => {
  expect(textWithoutPlaceholders('\uFFFC')).toBe('')
  expect(textWithoutPlaceholders('\uFFFCSee the  contract\n\nthere')).toBe('See the  contract\n\nthere')
})
