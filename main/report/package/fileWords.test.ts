import { expect, it } from 'vitest'
import type { RecordLine } from '../../contract/index.ts'
import { withoutFileSigns } from './fileWords.ts'

/** Only what the function reads of a line. */
const line = (text: string, files: number): RecordLine =>
  ({ text, message: { attachments: Array.from({ length: files }, () => ({})) } }) as unknown as RecordLine

it('leaves the sign of a file out where files are listed, and every other character as it is stored', () => {
  expect(withoutFileSigns(line('\uFFFC', 1)).text).toBe('')
  expect(withoutFileSigns(line('\uFFFC\n', 1)).text).toBe('')
  expect(withoutFileSigns(line('  \uFFFCLook \n', 1)).text).toBe('  Look \n')
  expect(withoutFileSigns(line('  spaces  ', 1)).text).toBe('  spaces  ')
  expect(withoutFileSigns(line('\uFFFC', 0)).text).toBe('\uFFFC')
})
