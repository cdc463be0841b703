/** Carries out a run over single files (photos): each file is one row of evidence. */
import { createHash } from 'node:crypto'
import type { Emitted, FileParser, ParserContext } from '../../parsers/model/index.ts'
import type { ExtractionEntry } from '../../parsers/sources/extraction.ts'
import { Cancelled, nextTurn, reasonOf, type RunTools } from './runStore.ts'
import { finishRun, recordFileHash, withoutRefused } from './sourceRows.ts'

const FILES_PER_BURST = 100

interface Tally {
  rowsRead: number
  records: number
  derived: number
  readonly skippedReasons: Record<string, number>
}

/** Reads the files one after the other. A file that cannot be read is a skipped row with its reason. */
export async function runFileParser(
  tools: RunTools,
  runId: number,
  parser: FileParser,
  entries: readonly ExtractionEntry[],
): Promise<void> {
  const { database, extraction, writer, meter, signal, sourceId } = tools
  const notes = new Set<string>()
  const tally: Tally = { rowsRead: 0, records: 0, derived: 0, skippedReasons: {} }
  const country = database.prepare('SELECT country FROM source WHERE id = ?').pluck().get(sourceId) as string | null
  database
    .prepare('UPDATE run SET parser_id = ?, parser_version = ?, app = ? WHERE id = ?')
    .run(parser.id, parser.version, parser.app, runId)
  writer.beginRun(runId)
  for (const entry of entries) {
    if (signal.aborted) throw new Cancelled()
    const context: ParserContext = {
      path: entry.path,
      country,
      hasFile: (path) => extraction.stat(path) !== null,
      companion: () => null,
      sideFile: () => null,
      note: (problem) => notes.add(problem),
    }
    tally.rowsRead++
    const { items, sha256 } = await itemsOf(tools, entry, parser, context)
    if (sha256 !== null) recordFileHash(database, sourceId, entry.path, sha256)
    for (const item of items) take(tools, tally, item)
    meter.current = entry.path
    meter.tick()
    // Files take their time: what was found does not wait for the next four thousand.
    if (tally.rowsRead % FILES_PER_BURST === 0) writer.flush()
    await nextTurn()
  }
  const books = withoutRefused({ ...tally, notes: [...notes] }, writer.endRun())
  const skipped = Object.values(books.skippedReasons).reduce((sum, count) => sum + count, 0)
  const isWhole = books.rowsRead === books.records + skipped
  const doubt = `${books.rowsRead} files were read, but they gave ${books.records} records and ${skipped} reasons.`
  finishRun(database, runId, {
    ...books,
    status: isWhole ? 'parsed' : 'partly-parsed',
    notes: isWhole ? books.notes : [...books.notes, doubt],
  })
}

/** What one file gives; a file that cannot be read is a skipped row with its reason. */
async function itemsOf(
  tools: RunTools,
  entry: ExtractionEntry,
  parser: FileParser,
  context: ParserContext,
): Promise<{ items: readonly Emitted[]; sha256: string | null }> {
  let sha256: string | null = null
  try {
    const { bytes, tail, sha256: found } = await readEntry(tools, entry, parser)
    sha256 = found
    return {
      sha256,
      items: [...parser.parse({ path: entry.path, sizeBytes: entry.sizeBytes, modifiedAtMs: entry.modifiedAtMs, bytes, ...tail }, context)],
    }
  } catch (error) {
    if (tools.signal.aborted) throw new Cancelled()
    const reason = `The file cannot be read (${reasonOf(error)}).`
    return { sha256, items: [{ type: 'skipped', from: { table: '(file)', rowId: entry.path, ordinal: 0 }, reason }] }
  }
}

function take({ writer, meter }: RunTools, tally: Tally, item: Emitted): void {
  writer.write(item)
  if (item.type === 'skipped') tally.skippedReasons[item.reason] = (tally.skippedReasons[item.reason] ?? 0) + 1
  else {
    meter.records++
    if (item.from.ordinal === 0) tally.records++
    else tally.derived++
  }
}

/**
 * The file up to `maxBytes`, for a larger one also its last `tailBytes` (movies may keep their header at the end), and
 * the SHA-256 of the whole.
 */
async function readEntry(
  { extraction, signal }: RunTools,
  entry: ExtractionEntry,
  { maxBytes, tailBytes = 0 }: FileParser,
): Promise<{ bytes: Uint8Array; tail: { tail: Uint8Array } | null; sha256: string }> {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  const end: Buffer[] = []
  let endBytes = 0
  let read = 0
  for await (const chunk of await extraction.open(entry.path)) {
    if (signal.aborted) throw new Cancelled()
    const bytes = Buffer.from(chunk as Uint8Array)
    hash.update(bytes)
    if (read < maxBytes) head.push(bytes.subarray(0, maxBytes - read))
    read += bytes.length
    if (tailBytes === 0) continue
    end.push(bytes)
    endBytes += bytes.length
    // Whole chunks go from the front while enough remains: the end of a long movie costs no copying.
    while (endBytes - (end[0]?.length ?? 0) >= tailBytes) endBytes -= end.shift()?.length ?? 0
  }
  return {
    bytes: Buffer.concat(head),
    tail: tailBytes > 0 && read > maxBytes ? { tail: Buffer.concat(end).subarray(-tailBytes) } : null,
    sha256: hash.digest('hex'),
  }
}
