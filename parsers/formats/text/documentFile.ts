/** A document of the evidence, opened from a private copy: streamed, its rows counted. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { DocumentRow, EvidenceDocument } from '../../model/index.ts'
import type { ReadingAccount } from '../sqlite/sqliteDatabase.ts'

export interface OpenedDocument extends EvidenceDocument {
  account(): ReadingAccount
}

export interface DocumentCopy {
  /** Path of the working copy on this machine. */
  readonly file: string
  /** Path inside the extraction. */
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedAtMs: number | null
}

/** Sees each row before the parser does: how a source row is found again. */
export type RowTap = (table: string, row: DocumentRow) => void

const CHUNK_BYTES = 1024 * 1024
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Never throws: a file that cannot be read shows itself in what `chunks` and `bytes` throw. */
export function openEvidenceDocument({ file, path, sizeBytes, modifiedAtMs }: DocumentCopy, tap: RowTap = () => {}): OpenedDocument {
  const rowsRead = new Map<string, number>()
  const problems = new Set<string>()

  function* read<Row extends DocumentRow>(table: string, source: Iterable<Row>): Generator<Row> {
    if (!rowsRead.has(table)) rowsRead.set(table, 0)
    let rows: Iterator<Row> | null = null
    try {
      for (;;) {
        let next: IteratorResult<Row>
        try {
          rows ??= source[Symbol.iterator]()
          next = rows.next()
        } catch (error) {
          problems.add(`The file is damaged: reading ${table} stopped after ${rowsRead.get(table) ?? 0} rows (${reasonOf(error)}).`)
          return
        }
        if (next.done === true) return
        rowsRead.set(table, (rowsRead.get(table) ?? 0) + 1)
        tap(table, next.value)
        yield next.value
      }
    } finally {
      rows?.return?.()
    }
  }

  return {
    path,
    sizeBytes,
    modifiedAtMs,
    chunks: () => chunksOf(file),
    bytes(maxBytes) {
      if (sizeBytes > maxBytes) throw new Error(`the file has ${sizeBytes} bytes, and files of this kind are read up to ${maxBytes}`)
      return readFileSync(file)
    },
    read,
    // Nobody but the decoder knows how many rows a document holds.
    account: () => ({ rowsRead, rowsInTable: new Map(), problems: [...problems] }),
  }
}

/** Each piece is a buffer of its own: decoders keep slices of them. */
function* chunksOf(file: string): Generator<Uint8Array> {
  const handle = openSync(file, 'r')
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
      const count = readSync(handle, chunk, 0, CHUNK_BYTES, null)
      if (count === 0) return
      yield chunk.subarray(0, count)
    }
  } finally {
    closeSync(handle)
  }
}
