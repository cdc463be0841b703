import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { segbRecords } from './segb.ts'

interface Made {
  readonly text: string
  readonly state: number
  readonly at: number
}
const MADE: readonly Made[] = [
  { text: 'one', state: 1, at: 757382400.5 },
  { text: 'second record', state: 3, at: 757382401 },
  { text: '', state: 7, at: 757382402 },
]

function version1(records: readonly Made[]): Buffer {
  const parts = [Buffer.alloc(56)]
  for (const { text, state, at } of records) {
    const data = Buffer.from(text)
    const header = Buffer.alloc(32)
    header.writeInt32LE(data.length, 0)
    header.writeInt32LE(state, 4)
    header.writeDoubleLE(at, 8)
    header.writeUInt32LE(crc32(data), 24)
    parts.push(header, data, Buffer.alloc((8 - (data.length % 8)) % 8))
  }
  const file = Buffer.concat([...parts, Buffer.alloc(64)])
  file.writeUInt32LE(file.length - 64, 0)
  file.write('SEGB', 52, 'latin1')
  return file
}

function version2(records: readonly Made[]): Buffer {
  const parts = [Buffer.alloc(32)]
  const index = Buffer.alloc(16 * records.length)
  let end = 0
  records.forEach(({ text, state, at }, number) => {
    const data = Buffer.from(text)
    const header = Buffer.alloc(8)
    header.writeUInt32LE(crc32(data), 0)
    const padding = (4 - (data.length % 4)) % 4
    parts.push(header, data, Buffer.alloc(padding))
    index.writeInt32LE(end + 8 + data.length, number * 16)
    index.writeInt32LE(state, number * 16 + 4)
    index.writeDoubleLE(at, number * 16 + 8)
    end += 8 + data.length + padding
  })
  const file = Buffer.concat([...parts, Buffer.alloc(24), index])
  file.write('SEGB', 0, 'latin1')
  file.writeInt32LE(records.length, 4)
  return file
}

const read = (file: Uint8Array): unknown[] =>
  [...segbRecords(file)].map(({ data, state, writtenAt, isIntact }) => [Buffer.from(data).toString(), state, writtenAt, isIntact])

/** What comes before the error, and the error. */
function readUntilDamage(file: Uint8Array): { count: number; error: string } {
  let count = 0
  try {
    for (const record of segbRecords(file)) if (record.isIntact) count++
  } catch (error) {
    return { count, error: error instanceof Error ? error.message : String(error) }
  }
  return { count, error: '' }
}

const EXPECTED = [
  ['one', 'written', 757382400.5, true],
  ['second record', 'deleted', 757382401, true],
  ['', 'unknown (7)', 757382402, true],
]

describe.each([
  ['version 1', version1],
  ['version 2', version2],
])('%s', (_, make) => {
  test('records with state and time', () => {
    expect(read(make(MADE))).toEqual(EXPECTED)
    expect(read(make([]))).toEqual([])
  })

  test('data that was written over is told by its checksum', () => {
    const file = make(MADE)
    file.write('X', file.indexOf('second'), 'latin1')
    expect(read(file).map((record) => (record as unknown[])[3])).toEqual([true, false, true])
  })

  test('rows have numbers of their own', () => {
    const ids = [...segbRecords(make(MADE))].map(({ rowId }) => rowId)
    expect(new Set(ids).size).toBe(MADE.length)
  })

  test('cut anywhere, it ends with an error or with records, never otherwise', () => {
    const file = make(MADE)
    for (let length = 0; length < file.length; length++) {
      const { count } = readUntilDamage(file.subarray(0, length))
      expect(count).toBeLessThanOrEqual(MADE.length)
    }
  })
})

test('a version 1 file that was cut keeps the records before', () => {
  const file = version1(MADE)
  expect(readUntilDamage(file.subarray(0, 56 + 40 + 36))).toEqual({ count: 1, error: 'the record at byte 96 does not fit into the file' })
})

test('a version 2 record that is not in use is left out', () => {
  expect(read(version2([...MADE, { text: 'free', state: 4, at: 0 }]))).toEqual(EXPECTED)
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['another file', Buffer.alloc(100, 1)],
])('%s is refused', (_, file) => {
  expect(readUntilDamage(file)).toEqual({ count: 0, error: 'the file has no SEGB header' })
})

test('a number of records that does not fit is refused', () => {
  const file = version2(MADE)
  file.writeInt32LE(1_000_000, 4)
  expect(readUntilDamage(file).error).toContain('1000000 records')
})
