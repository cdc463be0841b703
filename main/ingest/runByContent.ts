/** Files for which no path speaks: what they are is told by their first bytes, what a database is by its tables. */
import type { DocumentParser, Parser, SqliteParser } from '../../parsers/model/index.ts'
import { type Extraction, SourceError } from '../../parsers/sources/extraction.ts'
import { runDocument } from './runDocument.ts'
import { NOTHING, runSqliteStore, type RunTools } from './runStore.ts'
import { finishRun } from './sourceRows.ts'

/** What `DocumentParser.recognises` is shown. */
const HEAD_BYTES = 4_096

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const isSqlite = (head: Uint8Array): boolean => Buffer.from(head).toString('latin1', 0, 15) === 'SQLite format 3'

export interface ContentCandidates {
  readonly databases: readonly SqliteParser[]
  readonly documents: readonly DocumentParser[]
}

export async function runByContent(tools: RunTools, runId: number, path: string, candidates: ContentCandidates): Promise<void> {
  const head = await headOf(tools.extraction, path)
  // A file that cannot be opened is reported by the run that tries it.
  if (head === null || isSqlite(head)) return runSqliteStore(tools, runId, path, candidates.databases)
  const parser = candidates.documents.find(({ recognises }) => recognises?.(head, nameOf(path)))
  if (parser !== undefined) return runDocument(tools, runId, path, parser)
  finishRun(tools.database, runId, { ...NOTHING, status: 'not-parsed', notes: ['No parser of this version reads this file.'] })
}

/** A single text or property list that no parser knows is no extraction: better said at once than found in the coverage table. */
export async function refuseUnknownFile(extraction: Extraction, parsers: readonly Parser[]): Promise<void> {
  const entry = extraction.list().find(({ path }) => !path.endsWith('.mapping.json'))
  if (extraction.kind !== 'document' || entry === undefined) return
  const head = await headOf(extraction, entry.path)
  const isKnown = parsers.some((parser) => parser.input === 'document' && head !== null && parser.recognises?.(head, nameOf(entry.path)))
  if (isKnown) return
  throw new SourceError(
    `${extraction.name} is not an extraction that this program knows: add a folder, a backup, an archive, a database, a picture, or an ` +
      'export of a kind that the README lists.',
  )
}

async function headOf(extraction: Extraction, path: string): Promise<Uint8Array | null> {
  try {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of await extraction.open(path)) {
      chunks.push(Buffer.from(chunk as Uint8Array))
      size += chunks.at(-1)?.length ?? 0
      if (size >= HEAD_BYTES) break
    }
    return Buffer.concat(chunks).subarray(0, HEAD_BYTES)
  } catch {
    return null
  }
}
