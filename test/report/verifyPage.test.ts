/** `verify.html` as a reader uses it: opened from disk in a browser that can reach nothing, given the package's folder. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashFile } from '../../renderer/verifier/digest.ts'
import { checkSeal } from '../../renderer/verifier/seal.ts'
import { fingerprintOf, publicKeyPem } from '../../main/report/signing/signature.ts'
import { makeVerifyPage } from '../makeVerifyPage.ts'
import type { ScratchCase } from '../support/demoCase.ts'
import { hostileCase } from './hostileCase.ts'

const CHROMIUM = '/usr/bin/chromium'
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

it('the committed page is what the sources make', async () => {
  expect(readFileSync(new URL('../../main/report/verifyPage.html', import.meta.url), 'utf8')).toBe(await makeVerifyPage())
})

describe('the parts of the page, against the cryptography of Node', () => {
  it('accept what Node signed and nothing else', () => {
    const manifest = Buffer.from('{"files":[]}')
    for (let turn = 0; turn < 20; turn++) {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      const [pem, fingerprint, signature] = [publicKeyPem(publicKey), fingerprintOf(publicKey), sign(null, manifest, privateKey)]
      expect(checkSeal(manifest, signature, pem, fingerprint)).toEqual({ fingerprint, problems: [] })
      const flipped = Buffer.from(signature)
      flipped[turn] = (flipped[turn] ?? 0) ^ (1 << (turn % 8))
      expect(checkSeal(manifest, flipped, pem, fingerprint).fingerprint).toBeNull()
      expect(checkSeal(Buffer.from('{"files":[] }'), signature, pem, fingerprint).fingerprint).toBeNull()
      const other = publicKeyPem(generateKeyPairSync('ed25519').publicKey)
      expect(checkSeal(manifest, signature, other, fingerprint).problems).toHaveLength(2)
    }
  })

  it('take no other key and no other spelling of one', () => {
    const manifest = Buffer.from('x')
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const [pem, signature] = [publicKeyPem(publicKey), sign(null, manifest, privateKey)]
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }).toString()
    for (const wrong of ['', rsa, `${pem}\n`, ` ${pem}`, pem.replace('\n', '\r\n'), pem.replace('=\n', '\n')])
      expect(checkSeal(manifest, signature, wrong, fingerprintOf(publicKey)).problems.join()).toContain('no Ed25519 key')
    expect(checkSeal(manifest, signature, pem, null).problems).toEqual(['manifest.json names no key.'])
  })

  it('hash files of every size, pieces included', async () => {
    const { createHash } = await import('node:crypto')
    for (const size of [0, 1, 55, 56, 64, 1000, 32 * 1024 * 1024, 70 * 1024 * 1024 + 13]) {
      const bytes = Buffer.alloc(size, 'corroborate')
      expect(await hashFile(new Blob([bytes])), String(size)).toBe(createHash('sha256').update(bytes).digest('hex'))
    }
  })
})

describe.skipIf(!existsSync(CHROMIUM))('in Chromium, from disk', () => {
  let scratch: ScratchCase
  let browser: Browser
  let folder: string
  beforeAll(async () => {
    scratch = await hostileCase()
    folder = join(scratch.folder, 'to check')
    await scratch.call('export.run', { format: 'csv', target: folder, lens: null, bookmarkedOnly: false })
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--headless',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--host-resolver-rules=MAP * ~NOTFOUND',
      ],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await scratch?.dispose()
  })

  /** Opens the folder's own page, gives it the folder, and answers what it says. */
  async function checkIn(page: Page, path: string): Promise<string> {
    await page.goto(pathToFileURL(join(path, 'verify.html')).href)
    await page.setInputFiles('#folder', path)
    const verdict = page.locator('#result > .good, #result > .bad')
    await verdict.first().waitFor()
    return page.locator('#result').innerText()
  }

  async function open(): Promise<{ page: Page; complaints: string[]; dispose: () => Promise<void> }> {
    const context = await browser.newContext()
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith('blob:')) complaints.push(request.url())
    })
    return { page, complaints, dispose: () => context.close() }
  }

  async function checkChanged(change: (copy: string) => void): Promise<string> {
    const copy = join(scratch.folder, 'changed')
    rmSync(copy, { recursive: true, force: true })
    cpSync(folder, copy, { recursive: true })
    change(copy)
    const { page, complaints, dispose } = await open()
    const text = await checkIn(page, copy)
    expect(complaints).toEqual([])
    await dispose()
    return text
  }

  it('finds nothing in what was not changed, and shows the fingerprint', async () => {
    const { page, complaints, dispose } = await open()
    const text = await checkIn(page, folder)
    expect(text).toContain('Nothing differs')
    expect(text).toContain(`${readdirSync(folder).length} files`)
    expect(text).toContain((await scratch.call('export.key', {})).fingerprint)
    expect(complaints).toEqual([])
    await page.evaluate(AXE)
    const violations = await page.evaluate<string[]>(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
    )
    expect(violations).toEqual([])
    await dispose()
  })

  it('does so without WebCrypto too', async () => {
    const { page, complaints, dispose } = await open()
    await page.addInitScript(`Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined })`)
    expect(await checkIn(page, folder)).toContain('Nothing differs')
    expect(complaints).toEqual([])
    await dispose()
  })

  it('names the file in which one byte was flipped', async () => {
    const text = await checkChanged((copy) => {
      const path = join(copy, 'messages.csv')
      const bytes = readFileSync(path)
      bytes[100] = (bytes[100] ?? 0) ^ 1
      writeFileSync(path, bytes)
    })
    expect(text).toContain('1 thing differs')
    expect(text).toMatch(/Changed\s+messages\.csv Its SHA-256 is not the one in manifest\.json/)
  })

  it('names what was taken away, added and cut off, together', async () => {
    const text = await checkChanged((copy) => {
      rmSync(join(copy, 'calls.csv'))
      mkdirSync(join(copy, 'sub folder'))
      writeFileSync(join(copy, 'sub folder/<b>extra \u202efdp.csv'), '')
      writeFileSync(join(copy, 'web.csv'), '')
    })
    expect(text).toContain('3 things differ')
    expect(text).toMatch(/Changed\s+web\.csv It has 0 bytes instead of \d+/)
    expect(text).toMatch(/Missing\s+calls\.csv/)
    expect(text).toMatch(/Added\s+sub folder\/<b>extra ⟦U\+202E⟧fdp\.csv/)
  })

  it('names a changed manifest, signature, key and hash', async () => {
    const flip = (name: string) => (copy: string) => {
      const bytes = readFileSync(join(copy, name))
      const at = Math.floor(bytes.length / 2)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(join(copy, name), bytes)
    }
    expect(await checkChanged(flip('manifest.sig'))).toContain('The signature in manifest.sig does not fit')
    expect(await checkChanged(flip('manifest.sha256'))).toContain('manifest.json and manifest.sha256 do not agree')
    expect(await checkChanged(flip('public-key.pem'))).toMatch(/public-key\.pem (was changed|is not the key)/)
    expect(await checkChanged(flip('manifest.json'))).toContain('does not fit')
    expect(await checkChanged((copy) => rmSync(join(copy, 'manifest.sig')))).toContain('manifest.sig is missing')
  })

  it('says what to choose when the folder is not the package', async () => {
    const { page, dispose } = await open()
    await page.goto(pathToFileURL(join(folder, 'verify.html')).href)
    const empty = join(scratch.folder, 'other')
    mkdirSync(empty, { recursive: true })
    writeFileSync(join(empty, 'some.txt'), 'x')
    await page.setInputFiles('#folder', empty)
    await page.locator('#result .bad').waitFor()
    expect(await page.locator('#result').innerText()).toContain('There is no manifest.json in what you chose')
    await dispose()
  })

  it('takes a folder that is dropped', async () => {
    const { page, complaints, dispose } = await open()
    await page.goto(pathToFileURL(join(folder, 'verify.html')).href)
    // A browser gives entries only of a person's own drop: here they are stood in for, with the portions that it hands out.
    const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))
    await page.evaluate((all) => {
      const entries = Object.entries(all).map(([name, base64]) => ({
        name,
        isFile: true,
        isDirectory: false,
        file: (done: (file: File) => void) => done(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name)),
      }))
      const folderEntry = {
        name: 'to check',
        isFile: false,
        isDirectory: true,
        createReader: () => ({ readEntries: (done: (portion: unknown[]) => void) => done(entries.splice(0, 5)) }),
      }
      const event = new Event('drop', { bubbles: true, cancelable: true })
      Object.defineProperty(event, 'dataTransfer', { value: { items: [{ webkitGetAsEntry: () => folderEntry }] } })
      document.dispatchEvent(event)
    }, files)
    await page.locator('#result > .good').waitFor()
    expect(complaints).toEqual([])
    await dispose()
  })
})
