/**
 * Takes the README's pictures of the main views, on the synthetic demo.
 *
 *     npm run build && node test/screenshots.ts
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { EMPTY_LENS } from '../main/contract/index.ts'
import { invokeTyped, type Service } from '../main/service/index.ts'
import { startProgram } from './e2e/program.ts'

const FOLDER = fileURLToPath(new URL('../renderer/screenshots/', import.meta.url))

interface View {
  readonly name: string
  readonly key: string
  readonly prepare?: (page: Page) => Promise<void>
}

const VIEWS: readonly View[] = [
  { name: 'case', key: '1' },
  {
    name: 'timeline',
    key: '2',
    prepare: (page) => page.getByTestId('timeline-list').locator('[data-key]').nth(3).click(),
  },
  { name: 'conversations', key: '3', prepare: (page) => page.getByText('Elena Munteanu').first().click() },
  { name: 'people', key: '4', prepare: (page) => page.getByText('Viktor Anghel').first().click() },
  { name: 'map', key: '5', prepare: (page) => page.locator('.map-canvas[data-ready="true"]').waitFor() },
  { name: 'graph', key: '6', prepare: (page) => page.locator('.graph-canvas[data-ready="true"]').waitFor() },
  {
    name: 'search',
    key: '7',
    prepare: async (page) => {
      await page.getByTestId('search-input').fill('passport')
      await page.keyboard.press('Enter')
      await page.getByTestId('search-view').locator('[data-key]').nth(1).click()
    },
  },
  { name: 'evidence', key: '8', prepare: (page) => page.getByTestId('exhibit-list').locator('article').first().click() },
]

const program = await startProgram()
try {
  const { page, service } = program
  page.setDefaultTimeout(120_000)
  await page.getByTestId('open-demo').click()
  await page.getByText('Elena Munteanu').first().waitFor({ timeout: 60_000 })
  await bookmarkSome(service)
  mkdirSync(FOLDER, { recursive: true })
  for (const { name, key, prepare } of VIEWS) {
    await page.evaluate(() => {
      const focused = document.activeElement
      if (focused instanceof HTMLElement) focused.blur()
    })
    await page.keyboard.press(key)
    await page.waitForTimeout(1_000)
    await prepare?.(page)
    await page.waitForTimeout(1_500)
    await sharp(await page.screenshot())
      .png({ palette: true, quality: 90, compressionLevel: 9 })
      .toFile(`${FOLDER}${name}.png`)
  }
} finally {
  await program.close()
}

/** Exhibits as an analyst leaves them: some assessed, one part of a conversation. */
async function bookmarkSome(service: Service): Promise<void> {
  const { items } = await invokeTyped(service, 'timeline.page', { lens: { ...EMPTY_LENS, text: 'passport' }, cursor: null, limit: 6 })
  for (const { key } of items) await invokeTyped(service, 'bookmark.set', { key, note: 'Papers asked for', tags: ['documents'] })
  const [first, second, talk] = items
  if (first === undefined || second === undefined || talk === undefined || talk.threadId === null) return
  const statement = { text: 'Statement of V1, 3 March 2026, paragraph 12', relation: 'corroborates' as const }
  const said = { stance: 'supports' as const, elements: ['act', 'means'] as const, statements: [statement] }
  await invokeTyped(service, 'evidence.change', { ids: [`r${first.key}`], change: said })
  await invokeTyped(service, 'evidence.change', { ids: [`r${second.key}`], change: { stance: 'undermines-or-assists-defence' } })
  const { threadId } = talk
  const around = { threadId, lens: null, cursor: null, aroundKey: talk.key, limit: 6 }
  const page = await invokeTyped(service, 'threads.messages', around)
  const target = { kind: 'slice' as const, threadId, fromKey: page.items[0]?.key ?? talk.key, toKey: page.items.at(-1)?.key ?? talk.key }
  await invokeTyped(service, 'evidence.add', { target, label: 'Talk about papers', words: {}, picture: null })
}
