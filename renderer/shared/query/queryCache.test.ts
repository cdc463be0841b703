import { describe, expect, it } from 'vitest'
import type { Channel, Result } from '../../../main/contract/index.ts'
import { isAffected, QueryCache } from './queryCache.ts'
import { stableKey } from './stableKey.ts'

/** A service whose answers a test gives by hand, in any order. */
function createService() {
  const calls: { readonly channel: Channel; readonly args: unknown; readonly answer: (result: Result<unknown>) => void }[] = []
  const cache = new QueryCache((channel, args) => new Promise((resolve) => calls.push({ channel, args, answer: resolve })))
  return { calls, cache }
}

const value = (data: unknown): Result<unknown> => ({ ok: true, value: data })
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
const nothing = (): void => {}

describe('stable key', () => {
  it('is the same for the same fields in another order, and keeps the order of lists', () => {
    expect(stableKey({ a: 1, b: { d: null, c: [1, 2] } })).toBe(stableKey({ b: { c: [1, 2], d: null }, a: 1 }))
    expect(stableKey([1, 2])).not.toBe(stableKey([2, 1]))
    expect(stableKey({ a: '1' })).not.toBe(stableKey({ a: 1 }))
  })
})

describe('query cache', () => {
  it('asks once for equal arguments under way and afterwards', async () => {
    const { calls, cache } = createService()
    cache.watch('timeline.count', { lens: { text: 'x', toMs: 1 } }, nothing)
    cache.watch('timeline.count', { lens: { toMs: 1, text: 'x' } }, nothing)
    expect(calls).toHaveLength(1)
    calls[0]?.answer(value(5))
    await settle()
    cache.watch('timeline.count', { lens: { text: 'x', toMs: 1 } }, nothing)
    expect(calls).toHaveLength(1)
    expect(cache.read(cache.key('timeline.count', { lens: { text: 'x', toMs: 1 } }))).toMatchObject({
      data: 5,
      hasData: true,
      isLoading: false,
    })
  })

  it('tells its listeners until they end', async () => {
    const { calls, cache } = createService()
    let told = 0
    const end = cache.watch('people.persons', {}, () => {
      told += 1
    })
    expect(told).toBe(1)
    calls[0]?.answer(value([]))
    await settle()
    expect(told).toBe(2)
    end()
    cache.changed('people')
    expect(told).toBe(2)
  })

  it('renews what is shown after a change and keeps it on the screen meanwhile', async () => {
    const { calls, cache } = createService()
    cache.watch('people.persons', {}, nothing)
    calls[0]?.answer(value('old'))
    await settle()
    cache.changed('people')
    const key = cache.key('people.persons', {})
    expect(cache.read(key)).toMatchObject({ data: 'old', isLoading: true })
    calls[1]?.answer(value('new'))
    await settle()
    expect(cache.read(key)).toMatchObject({ data: 'new', isLoading: false })
  })

  it('never shows the answer of one case in another', async () => {
    const { calls, cache } = createService()
    cache.watch('timeline.count', { lens: null }, nothing)
    calls[0]?.answer(value('first case'))
    await settle()
    cache.changed('opened')
    expect(cache.read(cache.key('timeline.count', { lens: null }))).toMatchObject({ hasData: false, data: undefined, isLoading: true })
  })

  it('drops the late answer of an earlier request', async () => {
    const { calls, cache } = createService()
    cache.watch('people.persons', {}, nothing)
    cache.changed('people')
    calls[1]?.answer(value('second'))
    await settle()
    calls[0]?.answer(value('first'))
    await settle()
    expect(cache.read(cache.key('people.persons', {})).data).toBe('second')
  })

  it('keeps a failure until it is shown anew, then tries again', async () => {
    const { calls, cache } = createService()
    const end = cache.watch('case.audit', { afterNumber: 0, limit: 1 }, nothing)
    calls[0]?.answer({ ok: false, failure: { kind: 'unreadable', message: 'no' } })
    await settle()
    expect(cache.read(cache.key('case.audit', { afterNumber: 0, limit: 1 })).failure?.message).toBe('no')
    expect(calls).toHaveLength(1)
    end()
    cache.watch('case.audit', { afterNumber: 0, limit: 1 }, nothing)
    expect(calls).toHaveLength(2)
  })

  it('turns a rejected promise into a failure', async () => {
    const cache = new QueryCache(() => Promise.reject(new Error('gone')))
    expect(await cache.ask('people.persons', {})).toMatchObject({ ok: false, failure: { kind: 'bug' } })
  })

  it('gives one answer outside of a component, from the cache the second time', async () => {
    const { calls, cache } = createService()
    const first = cache.ask('people.persons', {})
    calls[0]?.answer(value(1))
    expect(await first).toEqual(value(1))
    expect(await cache.ask('people.persons', {})).toEqual(value(1))
    expect(calls).toHaveLength(1)
  })
})

describe('what a change touches', () => {
  it('leaves charts alone when only bookmarks changed, unless the lens asks for bookmarks', () => {
    expect(isAffected('bookmarks', 'timeline.histogram', { lens: { tags: [], bookmarkedOnly: false } })).toBe(false)
    expect(isAffected('bookmarks', 'timeline.histogram', { lens: { tags: ['a'], bookmarkedOnly: false } })).toBe(true)
    expect(isAffected('bookmarks', 'map.positions', { lens: { tags: [], bookmarkedOnly: true } })).toBe(true)
    expect(isAffected('bookmarks', 'record.get', { key: 1 })).toBe(true)
    expect(isAffected('people', 'timeline.page', {})).toBe(true)
    expect(isAffected('records', 'files.list', {})).toBe(false)
  })
})
