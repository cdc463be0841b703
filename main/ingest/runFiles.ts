/** Carries out a run over single files (photos): each file is one row of evidence. */
import { createHash } from 'node:crypto'
import type { FileParser, ParserContext } from '../../parsers/model/index.ts'
import type { ExtractionEntry } from '../../parsers/sources/extraction.ts'
import { Cancelled, nextTurn, reasonOf, type RunTools } from './runStore.ts'
import { finishRun, recordFileHash } from './sourceRows.ts'

interface Tally {
  rowsRead: number
  records: number
  derived: number
  readonly skippedReasons: Record<string, number>
}

/** Reads the files one after the other. A file that cannot be read is a skipped row with its reason. */
export async function runFileParser(tools: RunTools, runId: number, parser: FileParser, entries: readonly ExtractionEntry[]): Promise<void> {
  const { database, extraction, writer, meter, signal, sourceId } = tools
  const notes = new Set<string>()
  const tally: Tally = { rowsRead: 0, records: 0, derived: 0, skippedReasons: {} }
  const country = database.prepare('SELECT country FROM source WHERE id = ?').pluck().get(sourceId) as string | null
  database.prepare('UPDATE run SET parser_id = ?, parser_version = ?, app = ? WHERE id = ?').run(parser.id, parser.version, parser.app, runId)
  writer.beginRun(runId)
  for (const entry of entries) {
    if (signal.aborted) throw new Cancelled()
    const context: ParserContext = { path: entry.path, country, hasFile: (path) => extraction.stat(path) !== null, companion: () => null, note: (problem) => notes.add(problem) }
    tally.rowsRead++
    try {
      const { bytes, tail, sha256 } = await readEntry(tools, entry, parser)
      recordFileHash(database, sourceId, entry.path, sha256)
      emit(tools, tally, parser.parse({ path: entry.path, sizeBytes: entry.sizeBytes, modifiedAtMs: entry.modifiedAtMs, bytes, ...tail }, context))
    } catch (error) {
      if (signal.aborted) throw new Cancelled()
      skip(tools, tally, entry.path, `The file cannot be read (${reasonOf(error)}).`)
    }
    meter.current = entry.path
    meter.tick()
    await nextTurn()
  }
  writer.endRun()
  const skipped = Object.values(tally.skippedReasons).reduce((sum, count) => sum + count, 0)
  const isWhole = tally.rowsRead === tally.records + skipped
  if (!isWhole) notes.add(`${tally.rowsRead} files were read, but they gave ${tally.records} records and ${skipped} reasons.`)
  finishRun(database, runId, { ...tally, status: isWhole ? 'parsed' : 'partly-parsed', notes: [...notes] })
}

function emit({ writer, meter }: RunTools, tally: Tally, items: ReturnType<FileParser['parse']>): void {
  for (const item of items) {
    if (item.type === 'skipped') {
      tally.skippedReasons[item.reason] = (tally.skippedReasons[item.reason] ?? 0) + 1
      writer.writeSkip(item)
      continue
    }
    writer.write(item)
    meter.records++
    if (item.from.ordinal === 0) tally.records++
    else tally.derived++
  }
}

function skip({ writer }: RunTools, tally: Tally, path: string, reason: string): void {
  tally.skippedReasons[reason] = (tally.skippedReasons[reason] ?? 0) + 1
  writer.writeSkip({ type: 'skipped', from: { table: '(file)', rowId: path, ordinal: 0 }, reason })
}

/**
 * The file up to `maxBytes`, for a larger one also its last `tailBytes` (movies may keep their header at the end), and
 * the SHA-256 of the whole.
 */
async function readEntry({ extraction, signal }: RunTools, entry: ExtractionEntry, { maxBytes, tailBytes = 0 }: FileParser): Promise<{ bytes: Uint8Array; tail: { tail: Uint8Array } | null; sha256: string }> {
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
  return { bytes: Buffer.concat(head), tail: tailBytes > 0 && read > maxBytes ? { tail: Buffer.concat(end).subarray(-tailBytes) } : null, sha256: hash.digest('hex') }
}
