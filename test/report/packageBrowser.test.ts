/** The package as its readers meet it: opened from disk in a browser that can reach nothing. */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'
import { HOSTILE_TEXTS, hostileCase } from './hostileCase.ts'
import { addOtherKinds, bookmarkSome, exportPackage, pagesOf, read } from './packageCase.ts'

const CHROMIUM = '/usr/bin/chromium'
const hasBrowser = existsSync(CHROMIUM)
const FLAGS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!hasBrowser)(`a package in a browser${hasBrowser ? '' : ' (skipped: no chromium)'}`, () => {
  let browser: Browser
  let hostile: ScratchCase
  let demo: ScratchCase
  beforeAll(async () => {
    hostile = await hostileCase()
    demo = (await demoCase()).scratch
    await bookmarkSome(demo)
    await addOtherKinds(demo)
    await exportPackage(hostile, 'package')
    await exportPackage(demo, 'package')
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  })
  afterAll(async () => {
    await browser.close()
    await hostile.dispose()
    await demo.dispose()
  })

  /** Opens a page offline; returns it with everything that it complained of or asked for beyond its own folder's index. */
  async function open(scratch: ScratchCase, file: string, options: object = {}): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ offline: true, ...options })
    const page = await context.newPage()
    const { href } = pathToFileURL(join(scratch.folder, 'package', file))
    const index = new URL('search/', href).href
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => complaints.push(dialog.message()))
    page.on('request', (request) => {
      const url = request.url()
      const isOwn = url === href || url.startsWith('data:') || (file.startsWith('search.html') && url.startsWith(index))
      if (!isOwn) complaints.push(url)
    })
    await page.goto(href)
    return { page, complaints }
  }

  it('shows every page without complaint or request, and runs nothing but its own scripts', { timeout: 120_000 }, async () => {
    for (const scratch of [hostile, demo]) {
      for (const file of pagesOf(scratch)) {
        const { page, complaints } = await open(scratch, file)
        expect(complaints, file).toEqual([])
        expect(await page.locator('iframe, object, embed, link, base, form, [onload], [onerror], [onclick], [style]').count(), file).toBe(0)
        // One script at most: marks, or the search with the files of its index.
        const own = /^(exhibits|conversation)|^review/.test(file) || file === 'search.html' ? 1 : 0
        expect(await page.locator('script:not([src])').count(), file).toBe(own)
        expect((await page.locator('script[src]').count()) > 0, file).toBe(file === 'search.html')
        expect(await page.title(), file).not.toBe('ran')
        // The style was let in by its hash.
        expect(await page.evaluate(() => getComputedStyle(document.querySelector('.top') ?? document.body).borderBottomStyle), file).toBe(
          'solid',
        )
        await page.context().close()
      }
    }
  })

  it('has no link that leads nowhere', async () => {
    const ids = new Map<string, Set<string>>()
    for (const file of pagesOf(demo)) ids.set(file, new Set([...read(demo, file).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? '')))
    const broken = pagesOf(demo).flatMap((file) =>
      [...read(demo, file).matchAll(/ href="([^"]+)"/g)].flatMap(([, href = '']) => {
        const [target = '', anchor] = href.split('#')
        const isThere = target === '' || existsSync(join(demo.folder, 'package', target))
        const isMarked = anchor === undefined || (ids.get(target === '' ? file : target)?.has(anchor) ?? false)
        return isThere && isMarked ? [] : [`${file}: ${href}`]
      }),
    )
    expect(broken).toEqual([])
  })

  it('shows hostile texts as text', async () => {
    const { page } = await open(hostile, 'exhibits.html')
    const shown = await page.locator('blockquote.said').allTextContents()
    for (const text of HOSTILE_TEXTS.filter((one) => !/[^\P{Cc}\t\n]|[\u202a-\u202e]/u.test(one))) expect(shown).toContain(text)
    expect(shown).toContain('invoice ⟦U+202E⟧fdp.exe')
    expect(shown).toContain('NUL ␀ and ␇ bell')
    expect(shown.filter((text) => text.startsWith('lone') && text.includes('\ufffd')).length).toBe(1)
    await page.context().close()
  })

  it('finds words, hostile ones too, and numbers in any spelling', async () => {
    const { page, complaints } = await open(hostile, 'search.html')
    const search = async (text: string): Promise<string[]> => {
      await page.getByLabel('Search for').fill(text)
      await page.waitForTimeout(400)
      return page.locator('.hits li').allTextContents()
    }
    expect((await search('<script>document')).length).toBe(1)
    expect((await search('ทำงาน')).length).toBe(1)
    expect((await search('no such words')).length).toBe(0)
    const all = await search('202 555 0143')
    expect(all.length).toBeGreaterThan(HOSTILE_TEXTS.length / 2)
    expect(await search('(202) 555-0143')).toEqual(all)
    expect(await search('2025550143')).toEqual(all)
    expect(complaints).toEqual([])
    expect(await page.title()).not.toBe('ran')
    await page.context().close()
  })

  it('can be read without scripts', async () => {
    const { page, complaints } = await open(demo, 'exhibits.html', { javaScriptEnabled: false })
    expect(await page.locator('article.exhibit').count()).toBeGreaterThan(5)
    expect(await page.locator('.review, .review-bar').count()).toBe(0)
    await page.goto(pathToFileURL(join(demo.folder, 'package/search.html')).href)
    expect(await page.locator('#search').textContent()).toContain('Searching needs scripts')
    expect(complaints.filter((one) => !one.startsWith('file:'))).toEqual([])
    await page.context().close()
  })

  it('keeps marks and comments from page to page, and saves them as one file', async () => {
    const { page, complaints } = await open(demo, 'exhibits.html')
    const first = page.locator('article.exhibit').first()
    const item = await first.getAttribute('data-item')
    await first.locator('.review summary').click()
    await first.getByLabel('Mark').selectOption('question')
    await first.getByLabel('Comment').fill('Who wrote "<b>this</b>"?')
    expect(complaints).toEqual([])
    await page.goto(pathToFileURL(join(demo.folder, 'package/review.html')).href)
    await page.getByLabel('Your name').fill('R. Reviewer')
    expect(await page.locator('#review tbody tr').allTextContents()).toEqual([
      expect.stringContaining('Who wrote "<b>this</b>"?') as string,
    ])
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save my review' }).click()])
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as Record<string, unknown>
    const manifest = JSON.parse(read(demo, 'manifest.json')) as { package: string }
    expect(saved).toMatchObject({ format: 'corroborate-review', package: manifest.package, reviewer: 'R. Reviewer' })
    expect(saved['items']).toMatchObject([{ item, mark: 'question', comment: 'Who wrote "<b>this</b>"?' }])
    expect(await demo.call('review.import', { path: await download.path() })).toMatchObject({ remarks: 1, conflicts: [], warnings: [] })
    await page.context().close()
    expect(await demo.call('review.list', {})).toMatchObject([
      { item, reviewer: 'R. Reviewer', mark: 'question', comment: 'Who wrote "<b>this</b>"?' },
    ])
  })

  it('passes axe', { timeout: 240_000 }, async () => {
    const copies = join(demo.folder, 'axe')
    mkdirSync(copies)
    const pages = pagesOf(demo)
    const some = ['person-', 'pair-', 'conversation-'].map((start) => pages.find((name) => name.startsWith(start)))
    for (const file of [...pages.filter((name) => !/^(person|pair|conversation)-/.test(name)), ...some]) {
      if (file === undefined) continue
      // The page's own policy lets no script in; the browser is told to let this one.
      copyFileSync(join(demo.folder, 'package', file), join(copies, file))
      const context = await browser.newContext({ offline: true, bypassCSP: true })
      const page = await context.newPage()
      await page.goto(pathToFileURL(join(copies, file)).href)
      for (const summary of await page.locator('.review summary').all()) await summary.click()
      await page.evaluate(AXE)
      const violations = await page.evaluate(async () => {
        const axe = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
      })
      expect(violations, file).toEqual([])
      await context.close()
    }
  })
})
