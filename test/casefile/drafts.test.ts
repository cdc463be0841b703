/** A draft stands in its conversation, and counts as no contact: it reached nobody. */
import { expect, it } from 'vitest'
import { pairTallies } from '../../main/casefile/read/edges.ts'
import { timelinePage } from '../../main/casefile/read/timeline.ts'
import { EMPTY_LENS, type Lens } from '../../main/contract/index.ts'
import type { EvidenceRecord } from '../../parsers/model/index.ts'
import { directThread, message, number, row, START_MS, utc, WrittenCase } from '../support/syntheticRecords.ts'

const written = (index: number, to: number, status: string | null): EvidenceRecord =>
  message({
    from: row(index),
    thread: directThread(number(to)),
    sender: null,
    direction: 'outgoing',
    sentAt: utc(START_MS + index * 1000),
    body: `text ${index}`,
    status,
  })

it('leaves drafts out of the contact between two, and shows them among the messages', () => {
  const made = new WrittenCase([written(1, 1, 'sent'), written(2, 1, 'draft'), written(3, 1, null), written(4, 2, 'draft')])
  try {
    const { database } = made.file
    const pairs = [...pairTallies(database, made.directory, EMPTY_LENS, true).values()]
    expect(pairs.map(({ records, lastMs }) => [records, lastMs])).toEqual([[2, START_MS + 3000]])
    const keys = (lens: Partial<Lens>): readonly number[] =>
      timelinePage(database, made.directory, { ...EMPTY_LENS, ...lens }, null, 10).ids
    const [pair] = pairs
    expect(keys({ pair: pair === undefined ? null : [pair.a, pair.b] })).toEqual([1, 3])
    expect(keys({})).toEqual([1, 2, 3, 4])
  } finally {
    made.dispose()
  }
})
