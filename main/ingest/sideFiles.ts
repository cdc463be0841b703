/** Small files beside a store (settings, own account), read whole before its parser runs. Absent or unreadable ones cost only their columns. */
import { pathMatcher } from '../../parsers/formats/paths/matchPath.ts'
import type { Parser, SideFile } from '../../parsers/model/index.ts'
import type { Extraction, ExtractionEntry } from '../../parsers/sources/extraction.ts'
import { isAt, nearestTo } from './entryNotes.ts'

/** Larger ones are no settings. */
const MAX_SIDE_FILE_BYTES = 32 * 1024 * 1024

export async function readSideFiles(extraction: Extraction, parser: Parser, storePath: string): Promise<ReadonlyMap<string, SideFile>> {
  const found = new Map<string, SideFile>()
  for (const [name, patterns] of Object.entries(parser.sideFiles ?? {})) {
    const entry = nearest(extraction, patterns, storePath)
    if (entry === null) continue
    const bytes = await wholeFile(extraction, entry.path)
    if (bytes !== null) found.set(name, { path: entry.path, bytes })
  }
  return found
}

function nearest(extraction: Extraction, patterns: readonly string[], storePath: string): ExtractionEntry | null {
  const folder = storePath.slice(0, storePath.lastIndexOf('/') + 1)
  // `*.mapping.json` stands for the store's own name with this ending.
  const named = patterns.map((pattern) => (pattern.startsWith('*.') ? storePath + pattern.slice(1) : folder + pattern))
  const beside = named.map((path) => extraction.stat(path)).find((entry) => entry?.isPresent === true)
  if (beside != null) return beside
  const globs = patterns.filter((pattern) => pattern.includes('/'))
  if (globs.length === 0) return null
  const matches = pathMatcher(globs)
  const isSmall = ({ isPresent, sizeBytes }: ExtractionEntry): boolean => isPresent && sizeBytes <= MAX_SIDE_FILE_BYTES
  return nearestTo(storePath, extraction.list(), (entry) => isSmall(entry) && isAt(entry, matches))
}

/** Null for what cannot be read; a file of its own has a coverage row that says why. */
async function wholeFile(extraction: Extraction, path: string): Promise<Uint8Array | null> {
  try {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of await extraction.open(path)) {
      chunks.push(Buffer.from(chunk as Uint8Array))
      size += chunks.at(-1)?.length ?? 0
      if (size > MAX_SIDE_FILE_BYTES) return null
    }
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}
