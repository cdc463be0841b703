/** Finds one row of a document again, as its decoder gives it: what a record is checked against. */
import { type DocumentCopy, openEvidenceDocument } from './formats/text/documentFile.ts'
import type { StoredColumn } from './formats/sqlite/sourceRow.ts'
import type { DocumentParser, DocumentRow, ParserContext, SideFile } from './model/index.ts'

/** Bytes and texts are shown up to this length. */
const SHOWN_BYTES = 4_096
const NO_CONTEXT: Omit<ParserContext, 'path' | 'sideFile'> = {
  country: null,
  hasFile: () => false,
  companion: () => null,
  note: () => {},
}

/**
 * Runs the parser until its decoder comes to the row. Null when the document has no such row now. Throws what the parser throws for a
 * file that it cannot read at all.
 */
export function readDocumentRow(
  parser: DocumentParser,
  copy: DocumentCopy,
  table: string,
  rowId: string,
  sideFiles: ReadonlyMap<string, SideFile> = new Map(),
): readonly StoredColumn[] | null {
  let found: DocumentRow | null = null
  const document = openEvidenceDocument(copy, (name, row) => {
    if (name === table && String(row.rowId) === rowId) found ??= row
  })
  const context: ParserContext = { ...NO_CONTEXT, path: copy.path, sideFile: (name) => sideFiles.get(name) ?? null }
  for (const _ of parser.parse(document, context)) if (found !== null) break
  return found === null ? null : columnsOf(found)
}

function columnsOf(row: DocumentRow): StoredColumn[] {
  return Object.entries(row)
    .filter(([name]) => name !== 'rowId')
    .map(([name, value]: [string, unknown]) => storedColumn(name, value))
}

function storedColumn(name: string, value: unknown): StoredColumn {
  if (value === null || value === undefined) return { name, type: 'null', value: null, blobBytes: null }
  if (value instanceof Uint8Array)
    return { name, type: 'blob', value: Buffer.from(value.subarray(0, SHOWN_BYTES)).toString('hex'), blobBytes: value.length }
  if (typeof value === 'object') return { name, type: 'structure', value: structureText(value), blobBytes: null }
  return {
    name,
    type: typeof value === 'string' ? 'text' : typeof value,
    value: (value as number | bigint | boolean | string).toString(),
    blobBytes: null,
  }
}

/** JSON with two spaces; what JSON has no word for is written as text. */
function structureText(value: object): string {
  return JSON.stringify(
    value,
    (_key, inner: unknown) => {
      if (typeof inner === 'bigint') return String(inner)
      if (inner instanceof Map) return Object.fromEntries(inner as Map<string, unknown>)
      return inner instanceof Uint8Array ? `x'${Buffer.from(inner.subarray(0, SHOWN_BYTES)).toString('hex')}'` : inner
    },
    2,
  )
}
