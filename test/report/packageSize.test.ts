/** A package of many exhibited messages goes over pages that a browser opens at once, and the search answers. 50,000 of them: `npm run bench`. */
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, openPages, packageOfMessages, sizesOf, type WrittenPackage } from '../support/exhibitedMessages.ts'

const hasBrowser = existsSync(CHROMIUM)
const MESSAGES = 2_000
/** What a browser on an old laptop lays out within a second or two. */
const MAX_PAGE_BYTES = 1_000_000
const MAX_INDEX_BYTES = 3_000_000

describe('a package of 2,000 exhibits', () => {
  let made: WrittenPackage
  beforeAll(async () => void (made = await packageOfMessages(MESSAGES)), 120_000)
  afterAll(() => made.written.dispose())

  it('has every exhibit, in files that any browser opens at once', () => {
    const { pages, index } = sizesOf(made.folder)
    expect(pages.filter(({ name }) => name.startsWith('exhibits')).length).toBe(MESSAGES / 100)
    expect(pages.filter(({ name }) => name.startsWith('conversation-1-')).length).toBeGreaterThan(1)
    expect(pages.filter(({ size }) => size > MAX_PAGE_BYTES)).toEqual([])
    expect(index.length).toBeGreaterThan(0)
    expect(index.filter(({ size }) => size > MAX_INDEX_BYTES)).toEqual([])
  })

  it.skipIf(!hasBrowser)('opens in seconds, and searches', { timeout: 60_000 }, async () => {
    for (const { file, milliseconds } of await openPages(made.folder, MESSAGES - 1)) expect(milliseconds, file).toBeLessThan(5_000)
  })
})
