/**
 * Sparse files in tars: the archive holds only the pieces that have content, and a map says where they belong.
 *
 * Layout (GNU tar manual, "Storing Sparse Files"): the old form keeps up to four pieces in the header at 386 and more in records of 21
 * that follow, whether there is one more at 482 and 504, the whole size at 483. The pax forms keep the map in attributes
 * (0.0: offset and numbytes in turn, 0.1: GNU.sparse.map) or at the head of the data (1.0: decimal lines, filled up to 512 bytes).
 */
import { Readable } from 'node:stream'
import type { BlockReader } from './blockReader.ts'
import { CHUNK_BYTES } from './fileReading.ts'

const RECORD_BYTES = 512
const PIECE_BYTES = 24
const PIECES_IN_HEADER = 4
const PIECES_IN_RECORD = 21
/** A map of more pieces than this was made by no tool. */
const MAX_PIECES = 1_000_000
/** Digits of the largest offset that a number holds, and the line end. */
const MAX_LINE_BYTES = 24

export interface SparsePiece {
  /** Where it belongs in the file. */
  readonly at: number
  readonly length: number
}

export interface SparseMap {
  /** Size of the file with its holes. */
  readonly sizeBytes: number
  readonly pieces: readonly SparsePiece[]
  /** Where the first piece lies in the archive; the others follow without gaps. */
  readonly dataAt: number
}

/** Pax attributes in the order in which they are stored: the oldest form repeats two of them. */
export type OrderedAttributes = readonly (readonly [key: string, value: string])[]

/** Map of an old GNU entry. Null when it contradicts itself. */
export function sparseMapOfHeader(reader: BlockReader, header: Buffer, afterHeader: number, numberAt: NumberReader): SparseMap | null {
  const pieces = piecesAt(header, 386, PIECES_IN_HEADER, numberAt)
  let dataAt = afterHeader
  let continues = header[482] === 1
  while (continues && pieces.length < MAX_PIECES) {
    const record = reader.read(dataAt, RECORD_BYTES)
    if (record.length < RECORD_BYTES) return null
    pieces.push(...piecesAt(record, 0, PIECES_IN_RECORD, numberAt))
    continues = record[504] === 1
    dataAt += RECORD_BYTES
  }
  return checked({ sizeBytes: numberAt(header, 483, 12), pieces, dataAt })
}

type NumberReader = (record: Buffer, offset: number, length: number) => number

function piecesAt(record: Buffer, from: number, count: number, numberAt: NumberReader): SparsePiece[] {
  const pieces: SparsePiece[] = []
  for (let at = from; at < from + count * PIECE_BYTES; at += PIECE_BYTES) {
    // An unused place is all zero bytes; a piece of length 0 at the end of the file is written out.
    if (record[at] === 0) break
    pieces.push({ at: numberAt(record, at, 12), length: numberAt(record, at + 12, 12) })
  }
  return pieces
}

/** Map of a pax entry. Null when it contradicts itself or is of a form that is not known. */
export function sparseMapOfAttributes(reader: BlockReader, attributes: OrderedAttributes, dataAt: number): SparseMap | null {
  const one = (key: string): string | undefined => attributes.findLast(([each]) => each === `GNU.sparse.${key}`)?.[1]
  const sizeBytes = Number(one('realsize') ?? one('size'))
  const major = one('major')
  if (major !== undefined && major !== '0') return major === '1' ? mapInData(reader, sizeBytes, dataAt) : null
  const listed = one('map')
  const numbers =
    listed === undefined
      ? attributes.filter(([key]) => key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes').map(([, value]) => Number(value))
      : listed.split(',').filter(Boolean).map(Number)
  return checked({ sizeBytes, pieces: inPairs(numbers), dataAt })
}

function mapInData(reader: BlockReader, sizeBytes: number, dataAt: number): SparseMap | null {
  let at = dataAt
  const nextNumber = (): number => {
    const bytes = reader.read(at, MAX_LINE_BYTES)
    const end = bytes.indexOf(0x0a)
    at += end + 1
    return end <= 0 ? NaN : Number(bytes.toString('latin1', 0, end))
  }
  const count = nextNumber()
  if (!(count >= 0 && count <= MAX_PIECES)) return null
  const numbers: number[] = []
  for (let i = 0; i < 2 * count; i += 1) {
    const value = nextNumber()
    if (Number.isNaN(value)) return null
    numbers.push(value)
  }
  return checked({ sizeBytes, pieces: inPairs(numbers), dataAt: dataAt + Math.ceil((at - dataAt) / RECORD_BYTES) * RECORD_BYTES })
}

function inPairs(numbers: readonly number[]): SparsePiece[] {
  const pieces: SparsePiece[] = []
  for (let i = 0; i < numbers.length; i += 2) pieces.push({ at: numbers[i] ?? NaN, length: numbers[i + 1] ?? NaN })
  return pieces
}

/** Pieces in order, inside the file, none over another. */
function checked(map: SparseMap): SparseMap | null {
  let end = 0
  for (const { at, length } of map.pieces) {
    if (!Number.isSafeInteger(at) || !Number.isSafeInteger(length) || length < 0 || at < end) return null
    end = at + length
  }
  return Number.isSafeInteger(map.sizeBytes) && end <= map.sizeBytes ? map : null
}

/** Bytes that the pieces take in the archive. */
export const storedBytesOf = ({ pieces }: SparseMap): number => pieces.reduce((sum, { length }) => sum + length, 0)

/** The file with its holes, which are zeros. */
export function sparseStream(reader: BlockReader, map: SparseMap): Readable {
  return Readable.from(chunksOf(reader, map), { objectMode: false, highWaterMark: CHUNK_BYTES })
}

async function* chunksOf(reader: BlockReader, { pieces, sizeBytes, dataAt }: SparseMap): AsyncGenerator<Buffer> {
  let at = 0
  let storedAt = dataAt
  for (const piece of pieces) {
    yield* zeros(piece.at - at)
    for await (const chunk of reader.stream(storedAt, storedAt + piece.length)) yield chunk as Buffer
    at = piece.at + piece.length
    storedAt += piece.length
  }
  yield* zeros(sizeBytes - at)
}

function* zeros(count: number): Generator<Buffer> {
  const block = Buffer.alloc(Math.min(count, CHUNK_BYTES))
  for (let left = count; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block
}
