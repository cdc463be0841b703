/** Prints a page with a Chromium that is installed on the machine: no network, and a profile of its own. */
import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CaseError } from '../../contract/index.ts'

export interface Machine {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
}

const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge']
const MAC_PROGRAMS = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]
const WINDOWS_FOLDERS = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData', 'LOCALAPPDATA']

/** Where a browser may lie, best first. `CORROBORATE_BROWSER` names another one. */
export function browserCandidates({ platform, environment }: Machine): string[] {
  const chosen = environment['CORROBORATE_BROWSER']
  if (chosen !== undefined && chosen !== '') return [chosen]
  if (platform === 'darwin') return MAC_PROGRAMS
  if (platform === 'win32')
    return WINDOWS_PROGRAMS.flatMap((program) =>
      WINDOWS_FOLDERS.flatMap((name) => (environment[name] === undefined ? [] : [path.win32.join(environment[name], program)])),
    )
  const folders = (environment['PATH'] ?? '').split(':').filter((folder) => path.isAbsolute(folder))
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
}

/** Throws a `usage` failure in one sentence where there is none. */
export function findBrowser(machine: Machine = { platform: process.platform, environment: process.env }): string {
  const found = browserCandidates(machine).find(isProgram)
  if (found !== undefined) return found
  throw new CaseError(
    'usage',
    'A PDF is printed by Chromium, Chrome or Edge, and none was found on this machine: install one of them, or export from the desktop program.',
  )
}

function isProgram(candidate: string): boolean {
  try {
    accessSync(candidate, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Nothing is resolved, what is not resolved goes to a proxy that is not there, and nothing is fetched in the background. */
const OFFLINE = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-component-extensions-with-background-pages',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--disable-extensions',
  '--disable-quic',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
]
/** A page of some thousand exhibits takes minutes. */
const TIMEOUT_MS = 15 * 60_000
const KEPT_WORDS = 2_000

/** Throws an `unreadable` failure when the browser prints nothing. */
export async function printWithBrowser(browser: string, page: string, target: string): Promise<void> {
  const profile = mkdtempSync(path.join(tmpdir(), 'corroborate-print-'))
  // As root its sandbox cannot start. The page holds no script, and its policy lets none run.
  const rootOnly = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  try {
    const said = await run(browser, [
      '--headless',
      '--disable-gpu',
      ...rootOnly,
      ...OFFLINE,
      `--user-data-dir=${profile}`,
      '--no-pdf-header-footer',
      '--generate-pdf-document-outline',
      '--export-tagged-pdf',
      `--print-to-pdf=${target}`,
      pathToFileURL(page).href,
    ])
    if (!existsSync(target))
      throw new CaseError(
        'unreadable',
        `${path.basename(browser)} printed nothing (${said.trim().slice(-300) || 'it says no reason'}). Close its other windows, then try again.`,
      )
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-KEPT_WORDS)))
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS)
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(new CaseError('unreadable', `The browser ${program} cannot be started (${error.message}).`))
    })
    child.once('close', () => {
      clearTimeout(timer)
      resolve(said)
    })
  })
}
