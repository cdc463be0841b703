/** The program as a user meets it: the service behind its loopback door, and Debian's chromium before it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { createService, type Service } from '../../main/service/index.ts'
import { startServer } from '../../main/web/server.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const RENDERER = fileURLToPath(new URL('../../dist/renderer', import.meta.url))

/** Whether a browser is there, and the words for a suite's title when it is not. */
export const hasBrowser = CHROMIUM !== undefined
export const browserTitle = (title: string): string => (hasBrowser ? title : `${title} (skipped: no chromium)`)

/** Flags of the README's CI: no GPU, no connections of the browser's own. */
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

export interface Program {
  readonly page: Page
  readonly service: Service
  readonly folder: string
  /** Console errors, page errors and requests that went anywhere but to the program. */
  readonly complaints: string[]
  close(): Promise<void>
}

export async function startProgram(): Promise<Program> {
  if (CHROMIUM === undefined) throw new Error('There is no chromium on this machine.')
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-e2e-'))
  const service = createService({ actor: 'e2e', settingsFolder: folder })
  const server = await startServer({ service, rendererFolder: RENDERER, port: 0 })
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`http://127.0.0.1:${server.port}/`) && !/^(data|blob):/.test(url)) complaints.push(`request: ${url}`)
  })
  await page.goto(server.url)
  return {
    page,
    service,
    folder,
    complaints,
    async close() {
      await browser.close()
      await server.close()
      await service.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
