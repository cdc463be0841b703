/** The window of Electron, where its binary and a display are: the same program, with nothing of Node in the page. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron as electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findElectron, reasonAgainstWindow } from '../../main/desktop/electronBinary.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const binary = findElectron(path.join(ROOT, 'node_modules/electron'))
const reason =
  binary === null
    ? 'no Electron binary'
    : reasonAgainstWindow({ platform: process.platform, environment: process.env, isRoot: process.getuid?.() === 0 })

describe.skipIf(reason !== null)(`the desktop window${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  let folder: string
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'corroborate-desktop-'))
    app = await electron.launch({ executablePath: binary ?? '', args: [ROOT], env: { ...process.env, CORROBORATE_SETTINGS: folder } })
    page = await app.firstWindow()
  })
  afterAll(async () => {
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('shows the welcome screen, which offers the demo', async () => {
    await page.getByTestId('open-demo').waitFor()
    expect(await page.getByTestId('welcome').isVisible()).toBe(true)
  })

  test('gives the page two functions and nothing of Node', async () => {
    const found = await page.evaluate(() => ({
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      bridge: Object.keys(Reflect.get(globalThis, 'corroborate') as object).toSorted(),
    }))
    expect(found).toEqual({ require: 'undefined', process: 'undefined', bridge: ['choosePath', 'invoke', 'on'] })
  })

  test('refuses to be led elsewhere', async () => {
    const before = page.url()
    await page.evaluate(() => window.open('https://example.org/'))
    await page.evaluate(() => location.assign('https://example.org/'))
    expect(page.url()).toBe(before)
    expect(app.windows()).toHaveLength(1)
  })
})
