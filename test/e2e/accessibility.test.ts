/** axe (WCAG 2.2 AA and its best practices on landmarks) over every view of the demo, light and dark. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeProblems } from './axe.ts'
import { browserTitle, hasBrowser, startProgram, type Program } from './program.ts'

const VIEWS = ['case', 'timeline', 'conversations', 'people', 'map', 'graph', 'search', 'evidence']

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
        expect(await axeProblems(page)).toEqual([])
      })
    }
  }
})
