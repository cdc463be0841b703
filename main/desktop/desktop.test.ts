import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAppHandler } from './appProtocol.ts'
import { CHOOSE_PATH_MESSAGE, EVENT_MESSAGE, INVOKE_MESSAGE, readPurpose } from './channels.ts'
import { fetchElectron, findElectron, reasonAgainstWindow } from './electronBinary.ts'
import { readLaunchArguments } from './launchArguments.ts'
import { menuTemplate } from './menu.ts'
import { openerFor } from './openBrowser.ts'
import { relayCall } from './relay.ts'
import type { RelayedCalls } from './relay.ts'
import {
  CHROMIUM_SWITCHES,
  isAllowedDownload,
  isAllowedNavigation,
  isAllowedRequest,
  isTrustedSender,
  WINDOW_PREFERENCES,
} from './rules.ts'

const OUR_FRAME = { frameUrl: 'app://corroborate/#lens', isOurWindow: true, isMainFrame: true }

describe('what may be saved', () => {
  it('is what the window drew itself, and nothing else', () => {
    expect(isAllowedDownload('blob:app://corroborate/4f0c')).toBe(true)
    for (const address of [
      'blob:https://example.org/4f0c',
      'https://example.org/a.png',
      'app://corroborate/index.html',
      'data:text/plain,x',
      '',
    ]) {
      expect(isAllowedDownload(address), address).toBe(false)
    }
  })
})

describe('the window', () => {
  it('loads its own files and what it made itself', () => {
    for (const address of [
      'app://corroborate/',
      'app://corroborate/assets/a.js?v=1',
      'data:image/png;base64,AA==',
      'blob:app://corroborate/0f-1',
    ]) {
      expect(isAllowedRequest(address), address).toBe(true)
    }
  })

  it('loads nothing else, however the address is written', () => {
    const addresses = [
      'https://example.com/',
      'http://127.0.0.1:80/',
      'ws://example.com',
      'file:///etc/passwd',
      'ftp://x/',
      'chrome://gpu',
      'devtools://x',
      'javascript:alert(1)',
      'app://other/',
      'app://corroborate.evil/',
      'app://corroborate@evil/',
      'app://user:pw@corroborate/',
      'https://evil/?app://corroborate/',
      'blob:https://evil/1',
      'blob:null/1',
      'not an address',
      '',
    ]
    for (const address of addresses) {
      expect(isAllowedRequest(address), address).toBe(false)
      expect(isAllowedNavigation(address), address).toBe(false)
    }
  })

  it('navigates to its own page only, not to a picture or data', () => {
    expect(isAllowedNavigation('app://corroborate/')).toBe(true)
    for (const address of ['app://corroborate/assets/a.svg', 'data:text/html,x', 'blob:app://corroborate/1'])
      expect(isAllowedNavigation(address), address).toBe(false)
  })

  it('is sandboxed, isolated and without Node', () => {
    expect(WINDOW_PREFERENCES).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
    })
    expect(CHROMIUM_SWITCHES).toContainEqual(['host-resolver-rules', 'MAP * ~NOTFOUND'])
    expect(CHROMIUM_SWITCHES).toContainEqual(['disable-background-networking'])
  })

  it('has no reload and no developer tools once packaged', () => {
    expect(JSON.stringify(menuTemplate('win32', false))).toContain('toggleDevTools')
    for (const platform of ['win32', 'darwin', 'linux'] as const)
      expect(JSON.stringify(menuTemplate(platform, true))).not.toMatch(/toggleDevTools|reload|help/i)
  })
})

describe('the relay', () => {
  const service: RelayedCalls = {
    invoke: (channel, args) =>
      channel === 'broken' ? Promise.reject(new Error('quotes evidence')) : Promise.resolve({ ok: true, value: [channel, args] }),
    on: () => () => undefined,
  }

  it('passes a call of our page', async () => {
    expect(await relayCall(service, OUR_FRAME, 'case.current', {})).toEqual({ ok: true, value: ['case.current', {}] })
  })

  it('refuses a frame inside the page, another window and a page of elsewhere', async () => {
    const strangers = [
      { ...OUR_FRAME, isMainFrame: false },
      { ...OUR_FRAME, isOurWindow: false },
      { ...OUR_FRAME, frameUrl: null },
      { ...OUR_FRAME, frameUrl: 'https://evil/' },
      { ...OUR_FRAME, frameUrl: 'app://corroborate/assets/x.svg' },
    ]
    for (const stranger of strangers) {
      expect(isTrustedSender(stranger)).toBe(false)
      expect(await relayCall(service, stranger, 'case.current', {})).toMatchObject({ ok: false, failure: { kind: 'usage' } })
    }
  })

  it('refuses a channel that is no text, and keeps the words of a bug to itself', async () => {
    expect(await relayCall(service, OUR_FRAME, { toString: 1 }, {})).toMatchObject({ ok: false, failure: { kind: 'usage' } })
    const broken = await relayCall(service, OUR_FRAME, 'broken', {})
    expect(broken).toMatchObject({ ok: false, failure: { kind: 'bug' } })
    expect(JSON.stringify(broken)).not.toContain('quotes evidence')
  })

  it('knows the purposes of a dialog and no other', () => {
    expect(readPurpose({ purpose: 'open-case' })).toBe('open-case')
    for (const options of [null, undefined, 'open-case', {}, { purpose: 'toString' }, { purpose: 1 }])
      expect(readPurpose(options)).toBeNull()
  })
})

describe('the preload', () => {
  const text = readFileSync(new URL('./preload.cts', import.meta.url), 'utf8')

  it('uses the message names of the main process', () => {
    for (const name of [INVOKE_MESSAGE, EVENT_MESSAGE, CHOOSE_PATH_MESSAGE]) expect(text).toContain(`'${name}'`)
  })

  it('is small and requires nothing but electron, as a sandboxed preload must', () => {
    expect(text.split('\n').length).toBeLessThan(60)
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map((match) => match[1])).toEqual(["'electron'"])
    expect([...text.matchAll(/^import (?!type )/gm)]).toEqual([])
  })
})

describe('app://', () => {
  it('serves the renderer under the strict policy and nothing beside it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'corroborate-app-'))
    mkdirSync(path.join(folder, 'renderer'))
    writeFileSync(path.join(folder, 'renderer/index.html'), 'page')
    writeFileSync(path.join(folder, 'outside.html'), 'outside')
    const handle = createAppHandler(path.join(folder, 'renderer'))
    const page = await handle({ url: 'app://corroborate/', method: 'GET' })
    expect([page.status, await page.text(), page.headers.get('content-type')]).toEqual([200, 'page', 'text/html; charset=utf-8'])
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    for (const url of [
      'app://corroborate/../outside.html',
      'app://corroborate/%2e%2e/outside.html',
      'app://corroborate/..%2foutside.html',
      'app://corroborate/x',
    ]) {
      expect((await handle({ url, method: 'GET' })).status, url).toBe(404)
    }
    expect((await handle({ url: 'app://other/', method: 'GET' })).status).toBe(403)
    expect((await handle({ url: 'app://corroborate/', method: 'POST' })).status).toBe(403)
    rmSync(folder, { recursive: true })
  })
})

describe('the launcher', () => {
  it('reads what stands behind npm start', () => {
    expect(readLaunchArguments([])).toEqual({ isDemo: false, casePath: null, port: 0, opensBrowser: true, wantsBrowser: false })
    expect(readLaunchArguments(['a.corroborate', '--port', '4000', '--no-open'])).toMatchObject({
      casePath: 'a.corroborate',
      port: 4000,
      opensBrowser: false,
    })
    expect(readLaunchArguments(['--demo', '--enable-logging'])).toMatchObject({ isDemo: true, casePath: null })
    for (const port of ['x', '70000', '-1', '1.5']) expect(() => readLaunchArguments(['--port', port])).toThrow('--port needs a number')
  })

  it('says why no window opens', () => {
    const seat = { platform: 'linux', environment: { DISPLAY: ':0' }, isRoot: false } as const
    expect(reasonAgainstWindow(seat)).toBeNull()
    expect(reasonAgainstWindow({ ...seat, environment: {} })).toContain('no display')
    expect(reasonAgainstWindow({ ...seat, environment: { WAYLAND_DISPLAY: 'w' } })).toBeNull()
    expect(reasonAgainstWindow({ ...seat, isRoot: true })).toContain('root')
    expect(reasonAgainstWindow({ ...seat, platform: 'win32', environment: {} })).toBeNull()
    expect(reasonAgainstWindow({ ...seat, environment: { DISPLAY: ':0', CORROBORATE_NO_ELECTRON: '1' } })).not.toBeNull()
  })

  it('finds the binary where it really lies', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'corroborate-electron-'))
    expect(findElectron(folder)).toBeNull()
    writeFileSync(path.join(folder, 'path.txt'), 'electron')
    expect(findElectron(folder)).toBeNull()
    mkdirSync(path.join(folder, 'dist'))
    writeFileSync(path.join(folder, 'dist/electron'), '')
    expect(findElectron(folder)).toBe(path.join(folder, 'dist/electron'))
    rmSync(folder, { recursive: true })
  })

  it('tries to fetch the binary once per installation', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'corroborate-electron-'))
    const tried = path.join(folder, 'cache/tried')
    const count = (): number => readFileSync(path.join(folder, 'runs'), 'utf8').length
    writeFileSync(path.join(folder, 'install.js'), `require('node:fs').appendFileSync(${JSON.stringify(path.join(folder, 'runs'))}, 'x')`)
    expect(fetchElectron(folder, tried)).toBeNull()
    expect(fetchElectron(folder, tried)).toBeNull()
    expect(count()).toBe(1)
    rmSync(folder, { recursive: true })
  })

  it('opens the browser with the words of each system', () => {
    expect(openerFor('linux', 'u')).toEqual({ command: 'xdg-open', args: ['u'] })
    expect(openerFor('darwin', 'u')).toEqual({ command: 'open', args: ['u'] })
    expect(openerFor('win32', 'u')).toEqual({ command: 'cmd', args: ['/c', 'start', '', 'u'] })
  })
})
