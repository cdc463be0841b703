/** Lines on standard output, with back-pressure: a million records must not pile up in memory. */
import { once } from 'node:events'
import type { CommandLine } from './arguments.ts'

export async function writeLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain')
}

/** Text of the evidence for a terminal: its control characters move no cursor and colour nothing. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')

/** Where a list is empty: on standard error, as nothing of the list; programs that read JSON see that it is empty. */
export function noteNone({ flags }: CommandLine, sentence = 'Nothing found.'): void {
  if (!flags.has('json')) process.stderr.write(`${sentence}\n`)
}

/** Gathers lines into blocks of some 64 KiB. */
export function lineWriter(): { write(text: string): Promise<void>; end(): Promise<void>; readonly lines: number } {
  const blockCharacters = 65_536
  let block: string[] = []
  let size = 0
  let lines = 0
  const flush = async (): Promise<void> => {
    if (block.length === 0) return
    const text = block.join('\n')
    block = []
    size = 0
    await writeLine(text)
  }
  return {
    async write(text) {
      lines++
      block.push(text)
      size += text.length
      if (size > blockCharacters) await flush()
    },
    end: flush,
    get lines() {
      return lines
    },
  }
}
