/** The list of recently opened cases, kept outside any case. Paths and names only. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface RecentCase {
  readonly path: string
  readonly name: string
  readonly openedAtMs: number
}

const MAX_REMEMBERED = 12

export class RecentCases {
  readonly #file: string
  readonly #folder: string

  constructor(settingsFolder: string) {
    this.#folder = settingsFolder
    this.#file = join(settingsFolder, 'recent-cases.json')
  }

  list(): (RecentCase & { readonly exists: boolean })[] {
    return this.#read().map((entry) => ({ ...entry, exists: existsSync(entry.path) }))
  }

  remember(path: string, name: string): void {
    this.#write([{ path, name, openedAtMs: Date.now() }, ...this.#read().filter((entry) => entry.path !== path)])
  }

  forget(path: string): void {
    this.#write(this.#read().filter((entry) => entry.path !== path))
  }

  #write(entries: readonly RecentCase[]): void {
    try {
      mkdirSync(this.#folder, { recursive: true })
      writeFileSync(this.#file, JSON.stringify(entries.slice(0, MAX_REMEMBERED), null, 2))
    } catch {
      // A list that cannot be written is a comfort lost, nothing more.
    }
  }

  #read(): RecentCase[] {
    try {
      const parsed: unknown = JSON.parse(readFileSync(this.#file, 'utf8'))
      return Array.isArray(parsed) ? parsed.filter(isRecentCase) : []
    } catch {
      return []
    }
  }
}

function isRecentCase(value: unknown): value is RecentCase {
  if (typeof value !== 'object' || value === null) return false
  const { path, name, openedAtMs } = value as Record<string, unknown>
  return typeof path === 'string' && typeof name === 'string' && typeof openedAtMs === 'number'
}
