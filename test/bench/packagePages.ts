/** A package of so many exhibited messages: how long it takes to write, and how long a reader's browser waits for its largest pages. */
import { existsSync } from 'node:fs'
import { CHROMIUM, openPages, packageOfMessages, sizesOf } from '../support/exhibitedMessages.ts'
import type { Figure } from './report.ts'

export async function benchPackagePages(messages: number): Promise<Figure[]> {
  const { written, folder, seconds } = await packageOfMessages(messages)
  try {
    const { pages, index } = sizesOf(folder)
    const largest = Math.max(...[...pages, ...index].map(({ size }) => size))
    const what = `written: ${pages.length.toLocaleString('en')} pages, the largest file ${Math.round(largest / 1000).toLocaleString('en')} kB`
    const figures: Figure[] = [{ what, milliseconds: seconds * 1000, rows: messages }]
    if (!existsSync(CHROMIUM)) return figures
    for (const { file, milliseconds } of await openPages(folder, messages - 1))
      figures.push({ what: file.startsWith('search for') ? file : `Chromium opens ${file}`, milliseconds })
    return figures
  } finally {
    written.dispose()
  }
}
