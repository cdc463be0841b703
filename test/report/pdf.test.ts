/** The PDF of the package: printed offline, with page numbers that hold, outline, tags, and fonts for the scripts in evidence. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExportSummary } from '../../main/contract/index.ts'
import { browserCandidates, findBrowser, printWithBrowser } from '../../main/report/pdf/browserProgram.ts'
import { fontFaces, unheldScripts } from '../../main/report/pdf/fonts.ts'
import { destinationPages } from '../../main/report/pdf/pageNumbers.ts'
import type { ScratchCase } from '../support/demoCase.ts'
import { hostileCase } from './hostileCase.ts'

const CHROMIUM = '/usr/bin/chromium'
const hasBrowser = existsSync(CHROMIUM)
const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined

describe.skipIf(!hasBrowser)(`a PDF${hasBrowser ? '' : ' (skipped: no chromium)'}`, () => {
  let scratch: ScratchCase
  let summary: ExportSummary
  let pdf: Buffer
  const target = (): string => join(scratch.folder, 'package.pdf')
  beforeAll(async () => {
    scratch = await hostileCase()
    summary = await scratch.call('export.run', { format: 'pdf', target: target(), lens: null, bookmarkedOnly: true })
    pdf = readFileSync(target())
  }, 240_000)
  afterAll(() => scratch.dispose())

  it('is one file with all exhibits, and leaves nothing else behind', () => {
    expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-')
    expect(summary).toMatchObject({ files: 1, warnings: [] })
    expect(summary.records).toBe(scratch.number('SELECT count(*) FROM bookmark'))
  })

  it('has tags, an outline, a title and a language, for readers who hear it', () => {
    const text = pdf.toString('latin1')
    for (const part of ['/Marked true', '/StructTreeRoot', '/Outlines', '/Lang (en', '/DisplayDocTitle true']) expect(text).toContain(part)
    expect(text).not.toMatch(/\/JavaScript|\/Launch|\/EmbeddedFile|\/URI/)
  })

  it('holds the fonts of the scripts that occur', () => {
    const fonts = new Set([...pdf.toString('latin1').matchAll(/\/FontName\s*\/[A-Z]{6}\+([A-Za-z]+)/g)].map(([, name]) => name))
    // The hostile texts are Thai, Arabic, full-width and emoji too.
    for (const name of ['NotoSans', 'NotoSansThai', 'NotoSansArabic', 'NotoEmoji', 'NotoSansSC'])
      expect(
        [...fonts].some((font) => font?.startsWith(name)),
        `${name} of ${[...fonts].join(', ')}`,
      ).toBe(true)
  })

  it.skipIf(!hasPdftotext)('numbers its pages, and its index leads to the page on which each exhibit stands', () => {
    const pages = spawnSync('pdftotext', ['-layout', target(), '-'], { encoding: 'utf8' }).stdout.split('\f')
    const total = pages.length - 1
    expect(total).toBeGreaterThan(8)
    pages.slice(0, total).forEach((text, index) => expect(text, `page ${index + 1}`).toContain(`Page ${index + 1} of ${total}`))
    const index = pages.findIndex((text) => text.includes('Index of exhibits\n') || /Index of exhibits\s*\n/.test(text))
    const listed = pages
      .slice(index, index + 3)
      .flatMap((text) => [...text.matchAll(/^\s*(\d+)\s+(?:Message|Position)\s.*?\s(\d+)\s*$/gm)])
      .map(([, exhibit, page]) => ({ exhibit: Number(exhibit), page: Number(page) }))
    expect(listed.length).toBeGreaterThan(10)
    for (const { exhibit, page } of listed) expect(pages[page - 1], `exhibit ${exhibit}`).toMatch(new RegExp(`Exhibit ${exhibit}\\b`))
  })

  it('is refused in one sentence where a file of that name is there, or no browser', async () => {
    await expect(scratch.call('export.run', { format: 'pdf', target: target(), lens: null, bookmarkedOnly: true })).rejects.toThrow(
      /exists already/,
    )
    const nobody = { platform: 'linux', environment: { PATH: '/nowhere' } } as const
    expect(() => findBrowser(nobody)).toThrow(/none was found on this machine: install one of them/)
    expect(() => findBrowser({ ...nobody, environment: { CORROBORATE_BROWSER: '/nowhere/x' } })).toThrow(/none was found/)
  })

  it('is printed without touching the network, whatever the page asks for', { timeout: 90_000 }, async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const folder = mkdtempSync(join(tmpdir(), 'corroborate-test-'))
    try {
      const page = join(folder, 'page.html')
      const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, 'example.invalid']
      writeFileSync(
        page,
        hosts
          .map(
            (host) =>
              `<img src="http://${host}/x.png"><link rel="stylesheet" href="http://${host}/x.css"><script>fetch("http://${host}/s")</script>`,
          )
          .join(''),
      )
      await printWithBrowser(CHROMIUM, page, join(folder, 'page.pdf'))
      expect(statSync(join(folder, 'page.pdf')).size).toBeGreaterThan(500)
      expect(asked).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
      await new Promise((resolve) => server.close(resolve))
    }
  })
})

describe('the parts of printing', () => {
  it('look for a browser where each system keeps it', () => {
    expect(browserCandidates({ platform: 'linux', environment: { PATH: '/usr/bin:relative:/opt/bin' } })).toContain(
      '/opt/bin/google-chrome',
    )
    expect(browserCandidates({ platform: 'linux', environment: { PATH: 'relative' } })).toEqual([])
    expect(browserCandidates({ platform: 'win32', environment: { ProgramFiles: 'C:\\Program Files' } })).toContain(
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    )
    expect(browserCandidates({ platform: 'darwin', environment: {} })[0]).toContain('/Applications/Google Chrome.app/')
  })

  it('embed only the fonts whose characters occur', () => {
    const families = (text: string): Set<string | undefined> =>
      new Set([...fontFaces(text).matchAll(/font-family:"([^"]+)"/g)].map(([, name]) => name))
    expect(families('Hello')).toEqual(new Set(['Noto Sans']))
    expect(families('Привіт')).toEqual(new Set(['Noto Sans']))
    expect(families('ทำงาน')).toEqual(new Set(['Noto Sans Thai']))
    expect(families('护照')).toEqual(new Set(['Noto Sans SC Variable']))
    // Drawn by the font that has them, not by the one whose table says so.
    expect(families('→ ✓')).toEqual(new Set(['Noto Sans', 'Noto Sans SC Variable']))
    expect(families('')).toEqual(new Set())
  })

  it('name the scripts that no font holds', () => {
    expect(unheldScripts('שלום, გამარჯობა, Привіт, สวัสดี, مرحبا, 护照, हिन्दी, 🙂')).toEqual(['Georgian', 'Hebrew'])
    expect(unheldScripts('')).toEqual([])
  })

  it('read where destinations stand, and nothing from what is no such file', () => {
    const body = `%PDF-1.4
1 0 obj
<</Type /Pages /Kids [2 0 R 3 0 R]>>
endobj
2 0 obj
<</Type /Pages /Kids [5 0 R]>>
endobj
3 0 obj
<</Type /Page>>
endobj
5 0 obj
<</Type /Page>>
endobj
6 0 obj
<</exhibits.r1 [3 0 R /XYZ 6 800 0] /a#20b [5 0 R /XYZ 0 0 0]>>
endobj
7 0 obj
<</Type /Catalog /Pages 1 0 R /Dests 6 0 R>>
endobj`
    expect([...destinationPages(Buffer.from(body, 'latin1'))]).toEqual([
      ['exhibits.r1', 2],
      ['a b', 1],
    ])
    expect(destinationPages(Buffer.from('no pdf')).size).toBe(0)
  })
})
