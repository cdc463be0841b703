/** Finds Electron's binary without importing `electron`, whose npm module downloads on import. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What decides whether a window of our own can open. */
export interface Seat {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  /** True for the system's administrator (user id 0). */
  readonly isRoot: boolean
}

/** Why no window opens, in one plain sentence; null where nothing stands against it. */
export function reasonAgainstWindow({ platform, environment, isRoot }: Seat): string | null {
  if (environment['CORROBORATE_NO_ELECTRON'] !== undefined) return 'CORROBORATE_NO_ELECTRON is set'
  if (!hasDisplay(platform, environment)) return 'this machine has no display'
  if (platform !== 'linux') return null
  // Chromium refuses its sandbox to root, and without it evidence would be shown unprotected.
  return isRoot ? "Electron's sandbox does not run as root" : null
}

/** False only where Linux has neither X nor Wayland to draw on. */
export function hasDisplay(platform: NodeJS.Platform, environment: Seat['environment']): boolean {
  return platform !== 'linux' || environment['DISPLAY'] !== undefined || environment['WAYLAND_DISPLAY'] !== undefined
}

/** Path of Electron's binary under `packageFolder` (node_modules/electron), or null where it was never fetched. */
export function findElectron(packageFolder: string): string | null {
  const pathFile = path.join(packageFolder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = path.join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : null
}

const FETCH_LIMIT_MS = 15_000

/**
 * Lets Electron's own installer fetch the binary, briefly and once per installation: npm no longer runs it by itself. This
 * belongs to installing a checkout and happens before any case is open; a packaged program has its binary.
 *
 * @param triedFile remembers the try; it lies in node_modules, so that a new installation tries again
 */
export function fetchElectron(packageFolder: string, triedFile: string): string | null {
  const installer = path.join(packageFolder, 'install.js')
  if (!existsSync(installer) || existsSync(triedFile)) return null
  mkdirSync(path.dirname(triedFile), { recursive: true })
  writeFileSync(triedFile, '')
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: FETCH_LIMIT_MS, killSignal: 'SIGKILL' })
  return findElectron(packageFolder)
}
