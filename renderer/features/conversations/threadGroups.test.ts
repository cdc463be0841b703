import { describe, expect, it } from 'vitest'
import type { Party, ThreadInfo } from '../../../main/contract/index.ts'
import { entryOfThread, groupByPerson, pairOf } from './threadGroups.ts'

const party = (entity: Party['entity']): Party => ({ entity, name: `Name ${entity}`, identifier: entity, role: null, isDeviceOwner: false })

function thread(id: number, owner: Party | null, participants: readonly Party[], rest: Partial<ThreadInfo> = {}): ThreadInfo {
  return {
    id,
    service: 'SMS',
    title: `T${id}`,
    kind: 'direct',
    sourceId: 1,
    owner,
    participants,
    messages: 10,
    inLens: 4,
    firstMs: 0,
    lastMs: id * 1000,
    lastText: `last ${id}`,
    ...rest,
  }
}
const [ANNA, BEN, CARLA] = [party('p1'), party('p2'), party('i3')] as const

describe('conversations by person', () => {
  it('merge the same two across apps, and across both phones when both were examined', () => {
    const entries = groupByPerson([
      thread(1, ANNA, [BEN]),
      thread(2, ANNA, [BEN], { service: 'WhatsApp' }),
      thread(3, BEN, [ANNA], { sourceId: 2 }),
      thread(4, ANNA, [CARLA]),
    ])
    expect(entries.map(({ id }) => id)).toEqual(['i3-p1', 'p1-p2'])
    const [, merged] = entries
    expect(merged?.type === 'pair' && { ...merged.pair, threads: merged.pair.threads.map(({ id }) => id) }).toEqual({
      id: 'p1-p2',
      right: ANNA,
      left: BEN,
      threads: [1, 2, 3],
      inLens: 12,
      messages: 30,
      lastMs: 3000,
      lastText: 'last 3',
      services: ['SMS', 'WhatsApp'],
      sourceIds: [1, 2],
    })
  })

  it('leave groups, broadcast lists and conversations with an unknown side as they are', () => {
    const kept = [
      thread(1, ANNA, [BEN, CARLA], { kind: 'group' }),
      thread(2, ANNA, [BEN], { kind: 'broadcast' }),
      thread(3, null, [BEN]),
      thread(4, ANNA, []),
      thread(5, ANNA, [ANNA]),
      thread(6, ANNA, [BEN, CARLA], { kind: 'unknown' }),
    ]
    expect(kept.map(pairOf)).toEqual([null, null, null, null, null, null])
    expect(groupByPerson(kept).map(({ id }) => id)).toEqual(['t6', 't5', 't4', 't3', 't2', 't1'])
  })

  it('put what has no time last', () => {
    expect(groupByPerson([thread(1, null, [], { lastMs: null }), thread(2, null, [])]).map(({ id }) => id)).toEqual(['t2', 't1'])
  })

  it('find the entry that shows a conversation', () => {
    const entries = groupByPerson([thread(1, ANNA, [BEN]), thread(2, ANNA, [BEN, CARLA], { kind: 'group' })])
    expect(entryOfThread(entries, 1)?.id).toBe('p1-p2')
    expect(entryOfThread(entries, 2)?.id).toBe('t2')
    expect(entryOfThread(entries, 9)).toBeNull()
  })
})
