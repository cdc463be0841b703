/** Carries out one planned run over a document: copies it, streams its records to the writer. */
import type { DocumentParser } from '../../parsers/model/index.ts'
import { openEvidenceDocument } from '../../parsers/formats/text/documentFile.ts'
import { runDocumentParser } from '../../parsers/runParser.ts'
import { SourceError } from '../../parsers/sources/extraction.ts'
import { Cancelled, claimRun, contextFor, NOTHING, reasonOf, type RunTools, streamRecords } from './runStore.ts'
import { readSideFiles } from './sideFiles.ts'
import { finishRun, recordFileHash, type RunResult } from './sourceRows.ts'
import type { WorkingCopy } from './workspace.ts'

/** Reads one document into the case. Damage is a status and a note, never an exception; only `Cancelled` is thrown. */
export async function runDocument(tools: RunTools, runId: number, path: string, parser: DocumentParser): Promise<void> {
  const { database, extraction, workspace, meter, signal, sourceId } = tools
  claimRun(database, runId, parser)
  let copy: WorkingCopy
  try {
    copy = await workspace.copyFile(extraction, path, { signal })
  } catch (error) {
    if (signal.aborted) throw new Cancelled()
    const note = error instanceof SourceError ? error.message : `The file cannot be read (${reasonOf(error)}).`
    finishRun(database, runId, { ...NOTHING, status: 'unreadable', notes: [note] })
    return
  }
  try {
    recordFileHash(database, sourceId, path, copy.sha256)
    meter.current = path
    meter.tick(true)
    finishRun(database, runId, await parseCopy(tools, runId, path, copy, parser))
  } finally {
    copy.dispose()
  }
}

async function parseCopy(tools: RunTools, runId: number, path: string, copy: WorkingCopy, parser: DocumentParser): Promise<RunResult> {
  const { sizeBytes = copy.sizeBytes, modifiedAtMs = null } = tools.extraction.stat(path) ?? {}
  const document = openEvidenceDocument({ file: copy.file, path, sizeBytes, modifiedAtMs })
  const context = contextFor(tools, path, new Map(), await readSideFiles(tools.extraction, parser, path))
  const result = await streamRecords(tools, runId, runDocumentParser(parser, document, context), context.notes)
  // Not a single row, and something is wrong: the file as a whole could not be read.
  return result.status === 'partly-parsed' && result.rowsRead === 0 ? { ...result, status: 'unreadable' } : result
}
