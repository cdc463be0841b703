/**
 * One file under two paths. Android shows `/data/data` also as `/data/user/0` and `/data_mirror/...`, `/data/media/0` also as `/sdcard`
 * and `/storage/emulated/0`; an iOS backup may hold a system app's file in its own domain and in the home domain (artifacts 0.1). Tools
 * copy what they are shown. Such pairs are told by their paths and settled by their content: only what is equal byte for byte is one file.
 */
import { createHash } from 'node:crypto'
import { compareCodeUnits } from './entryNames.ts'
import type { Extraction, ExtractionEntry } from './extraction.ts'

const ALIASES: readonly (readonly [RegExp, string])[] = [
  [/^duplicate-\d+\//, ''],
  [/^data_mirror\/data_ce\/[^/]+\/(\d+)\//, 'data/user/$1/'],
  [/^data_mirror\/data_de\/[^/]+\/(\d+)\//, 'data/user_de/$1/'],
  [/^data\/user\/0\//, 'data/data/'],
  [/^(?:mnt|storage)\/(?:user|pass_through)\/\d+\/emulated\/(\d+)\//, 'data/media/$1/'],
  [/^mnt\/runtime\/[^/]+\/emulated\/(\d+)\//, 'data/media/$1/'],
  [/^(?:storage|mnt)\/emulated\/(\d+)\//, 'data/media/$1/'],
  [/^(?:sdcard|mnt\/sdcard|storage\/sdcard0|storage\/self\/primary|mnt\/user\/\d+\/primary)\//, 'data/media/0/'],
  [/^private\/var\/mobile\/Containers\/Data\/Application\/com\.apple\.[^/]+\/Library\//, 'private/var/mobile/Library/'],
  [/\/Library\/Accounts\/VerifiedBackup\/(Accounts\d\.sqlite)$/, '/Library/Accounts/$1'],
]

/** The usual one of the paths under which a phone shows a file. */
export function usualPath(path: string): string {
  return ALIASES.reduce((name, [pattern, replacement]) => name.replace(pattern, replacement), path)
}

/** Larger files of an archive are taken as equal by their size and the CRC-32 that the archive states of both. */
const HASHED_BYTES = 32 * 1024 * 1024
const SIDE_FILES = ['-wal', '-journal']

/**
 * Of the entries that are asked for: path of each one that has the content of another -> path of that other, which is the one to read.
 * `hashes` are those that are known already. Throws the signal's reason when cancelled.
 */
export async function findSameFiles(
  extraction: Extraction,
  wanted: ReadonlySet<string>,
  hashes: ReadonlyMap<string, string>,
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const groups = new Map<string, ExtractionEntry[]>()
  for (const entry of extraction.list()) {
    if (!wanted.has(entry.path) || !entry.isPresent || entry.sizeBytes === 0) continue
    const key = usualPath(entry.namedPath ?? entry.path)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  const comparison = new Comparison(extraction, hashes, signal)
  const same = new Map<string, string>()
  for (const group of groups.values()) {
    if (group.length < 2) continue
    const kept: ExtractionEntry[] = []
    for (const entry of [...group].sort(usualFirst)) {
      let original: ExtractionEntry | undefined
      for (const each of kept) if (original === undefined && (await comparison.areSame(each, entry))) original = each
      if (original === undefined) kept.push(entry)
      else same.set(entry.path, original.path)
    }
  }
  return same
}

const isUsual = ({ path }: ExtractionEntry): number => (usualPath(path) === path ? 0 : 1)
const usualFirst = (a: ExtractionEntry, b: ExtractionEntry): number => isUsual(a) - isUsual(b) || compareCodeUnits(a.path, b.path)

class Comparison {
  readonly #extraction: Extraction
  readonly #hashes: Map<string, string | null>
  readonly #signal: AbortSignal | undefined

  constructor(extraction: Extraction, hashes: ReadonlyMap<string, string>, signal: AbortSignal | undefined) {
    this.#extraction = extraction
    this.#hashes = new Map(hashes)
    this.#signal = signal
  }

  /** A database is the same only when its logs are too. */
  async areSame(a: ExtractionEntry, b: ExtractionEntry): Promise<boolean> {
    if (!(await this.#hasSameContent(a, b))) return false
    for (const suffix of SIDE_FILES) {
      const [ofA, ofB] = [this.#extraction.stat(a.path + suffix), this.#extraction.stat(b.path + suffix)]
      if (ofA === null && ofB === null) continue
      if (ofA === null || ofB === null || !(await this.#hasSameContent(ofA, ofB))) return false
    }
    return true
  }

  async #hasSameContent(a: ExtractionEntry, b: ExtractionEntry): Promise<boolean> {
    if (a.sizeBytes !== b.sizeBytes) return false
    if (a.crc32 !== undefined && b.crc32 !== undefined) {
      if (a.crc32 !== b.crc32) return false
      if (a.sizeBytes > HASHED_BYTES) return true
    }
    const hash = await this.#hashOf(a.path)
    return hash !== null && hash === (await this.#hashOf(b.path))
  }

  /** Null for what cannot be read: it is the same as nothing. */
  async #hashOf(path: string): Promise<string | null> {
    const known = this.#hashes.get(path)
    if (known !== undefined) return known
    let hash: string | null = null
    try {
      const sum = createHash('sha256')
      for await (const chunk of await this.#extraction.open(path)) {
        this.#signal?.throwIfAborted()
        sum.update(chunk as Uint8Array)
      }
      hash = sum.digest('hex')
    } catch {
      this.#signal?.throwIfAborted()
    }
    this.#hashes.set(path, hash)
    return hash
  }
}
