/** axe (WCAG 2.2 AA and its best practices on landmarks) over every view of the demo, light and dark. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserTitle, hasBrowser, startProgram, type Program } from './program.ts'

const AXE = readFileSync(fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8')
const VIEWS = ['case', 'timeline', 'conversations', 'people', 'map', 'graph', 'search', 'evidence']
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

describe.skipIf(!hasBrowser)(browserTitle('every view'), () => {
  let program: Program

  beforeAll(async () => {
    program = await startProgram()
    await program.page.getByTestId('open-demo').click()
    await program.page.getByText('Elena Munteanu').first().waitFor({ timeout: 60_000 })
  })
  afterAll(async () => program?.close())

  for (const scheme of ['light', 'dark'] as const) {
    for (const [index, view] of VIEWS.entries()) {
      test(`${view} has nothing for axe to find (${scheme})`, async () => {
        const { page } = program
        await page.emulateMedia({ colorScheme: scheme })
        await page.evaluate(() => {
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        })
        await page.keyboard.press(String(index + 1))
        await page.locator(`main[data-view="${view}"]`).waitFor()
        await page.waitForTimeout(800)
        await page.evaluate(AXE)
        const found = await page.evaluate(async (tags) => {
          const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } }
          const { violations } = await axe.run({ runOnly: tags })
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`)
        }, TAGS)
        expect(found).toEqual([])
      })
    }
  }
})
