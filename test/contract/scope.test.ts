/** Legal scope and privilege through the doors: calls, command line and exports of the demo, against SQL of the test's own. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthorityTerms, EMPTY_LENS, type EntityId } from '../../main/contract/index.ts'
import { Scratch } from '../support/commandLine.ts'
import { demoCase, type DemoCase } from '../support/demoCase.ts'

let demo: DemoCase
const commands = new Scratch()
beforeAll(async () => {
  demo = await demoCase()
})
afterAll(async () => {
  commands.dispose()
  await demo.scratch.dispose()
})

const FROM_MS = Date.UTC(2026, 1, 10)
const TO_MS = Date.UTC(2026, 1, 20)
const WARRANT: AuthorityTerms = {
  type: 'Search warrant',
  identifier: 'GZ 12/2026',
  fromMs: FROM_MS,
  toMs: TO_MS,
  coversUndated: false,
  kinds: ['message', 'contact'],
  sources: [1],
  people: [],
  note: '',
}
const COVERED = `source_id = 1 AND (kind = 'contact' OR (kind = 'message' AND at_ms >= ${FROM_MS} AND at_ms < ${TO_MS}))`
const count = (where: string): number => demo.scratch.number(`SELECT count(*) FROM record WHERE ${where}`)
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

describe('a warrant', () => {
  beforeAll(() => demo.scratch.call('scope.setAuthority', { id: null, terms: WARRANT }))
  afterAll(() => demo.scratch.call('scope.removeAuthority', { id: 1, reason: 'end of the test' }))

  it('says what it covers and what is hidden', async () => {
    const { authorities, hidden, opened } = await demo.scratch.call('scope.get', {})
    expect(opened).toBeNull()
    expect(authorities).toMatchObject([{ ...WARRANT, id: 1, by: 'tester', records: count(COVERED) }])
    expect(hidden).toEqual({ outsideScope: count(`NOT (${COVERED}) OR at_ms IS NULL AND kind <> 'contact'`), privileged: 0 })
    const { inLens, total } = await demo.scratch.call('timeline.count', { lens: EMPTY_LENS })
    expect([inLens, total]).toEqual([count(`kind = 'message' AND ${COVERED}`), count(`kind = 'message' AND ${COVERED}`)])
    expect(inLens).toBeGreaterThan(10)
  })

  it('hides records, source rows and pictures from whoever knows their number', async () => {
    const outside = demo.scratch.number(`SELECT min(id) FROM record WHERE kind = 'media'`)
    for (const [channel, args] of [
      ['record.get', { key: outside }],
      ['record.sourceRow', { key: outside }],
      ['media.get', { key: outside, attachmentId: null, thumbnail: true }],
      ['bookmark.set', { key: outside, note: '', tags: [] }],
      ['evidence.add', { target: { kind: 'record', key: outside }, label: '', words: {}, picture: null }],
    ] as const)
      expect(await demo.scratch.service.invoke(channel, args), channel).toMatchObject({
        ok: false,
        failure: { kind: 'not-found', message: expect.stringContaining('outside the legal scope') as string },
      })
    const thread = demo.scratch.number('SELECT min(id) FROM thread WHERE source_id = 2')
    expect(await demo.scratch.service.invoke('threads.get', { threadId: thread })).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    })
    const page = await demo.scratch.call('timeline.page', { lens: EMPTY_LENS, cursor: null, limit: 1000 })
    expect(page.items.every(({ kind, sourceId }) => kind === 'message' && sourceId === 1)).toBe(true)
    expect((await demo.scratch.call('map.positions', { lens: { ...EMPTY_LENS, kinds: ['location'] }, classes: [], limit: 10 })).total).toBe(
      0,
    )
    const { nodes } = await demo.scratch.call('graph.get', { lens: EMPTY_LENS, limit: 500, includeGroups: true, focus: null })
    expect(nodes.length).toBeGreaterThan(2)
  })

  it('holds on the command line, which says on standard error what is not listed', () => {
    const { casePath } = demo.scratch
    const listed = commands.run('list', casePath, 'messages', '--json')
    expect(lines(listed.stdout)).toHaveLength(count(`kind = 'message' AND ${COVERED}`))
    const hidden = count("kind = 'message'") - count(`kind = 'message' AND ${COVERED}`)
    expect(listed.stderr).toBe(`${hidden.toLocaleString('en')} records outside the legal scope are not listed.\n`)
    const calls = commands.run('list', casePath, 'calls')
    expect([calls.exitCode, calls.stdout]).toEqual([0, ''])
    const contacts = commands.run('list', casePath, 'contacts', '--source', '1')
    expect(contacts).toMatchObject({ stderr: '' })
    // Below the line of headings.
    expect(lines(contacts.stdout).slice(1)).toHaveLength(count("kind = 'contact' AND source_id = 1"))
    const found = commands.run('search', casePath, 'the', '--json')
    expect(lines(found.stdout).every((line) => line.includes('"source":1'))).toBe(true)
    expect(found.stderr).toMatch(/^[\d,]+ records outside the legal scope are not listed\.\n$/)
  })

  it('can be looked beyond with a reason, but no export holds what lies outside', async () => {
    const opened = await demo.scratch.call('scope.open', { reason: 'ordered by the court' })
    expect(opened.opened).toMatchObject({ reason: 'ordered by the court', by: 'tester' })
    expect((await demo.scratch.call('timeline.count', { lens: EMPTY_LENS })).inLens).toBeGreaterThan(count(COVERED))
    const target = join(demo.scratch.folder, 'scoped.jsonl')
    const { records, warnings } = await demo.scratch.call('export.run', { format: 'jsonl', target, lens: null, bookmarkedOnly: false })
    expect(records).toBe(count(COVERED))
    expect(warnings.join(' ')).toMatch(/records outside the legal scope are left out/)
    expect(lines(readFileSync(target, 'utf8')).every((line) => line.includes('"source":1'))).toBe(true)
    // An opening ends with the case.
    await demo.scratch.call('case.close', {})
    await demo.scratch.call('case.open', { path: demo.scratch.casePath })
    expect((await demo.scratch.call('scope.get', {})).opened).toBeNull()
    expect((await demo.scratch.call('timeline.count', { lens: EMPTY_LENS })).inLens).toBe(count(`kind = 'message' AND ${COVERED}`))
    expect(await demo.scratch.call('export.verify', { path: null })).toMatchObject({ ok: true })
  })
})

describe('a privileged contact', () => {
  it('is kept back with all identities of the person, counted apart, and released by a person', async () => {
    const { scratch } = demo
    const [found] = await scratch.call('people.find', { text: '+447700900231', limit: 5 })
    const entity = found?.entity as EntityId
    const lens = { ...EMPTY_LENS, people: [entity] }
    const direct = async (): Promise<number> => {
      const { edges } = await scratch.call('graph.get', { lens: EMPTY_LENS, limit: 5000, includeGroups: true, focus: null })
      return edges.filter(({ a, b }) => a === entity || b === entity).reduce((sum, { records }) => sum + records, 0)
    }
    const before = await direct()
    expect(before).toBeGreaterThan(5)
    const state = await scratch.call('scope.quarantine', { entity, category: 'lawyer', reason: 'counsel' })
    const [contact] = state.privileged
    expect(state.hidden).toEqual({ outsideScope: 0, privileged: contact?.quarantined })
    expect(await direct()).toBe(0)
    const left = await scratch.call('timeline.page', { lens, cursor: null, limit: 1000 })
    expect(left.items.every(({ kind, threadId }) => kind !== 'call' && threadId === null)).toBe(true)
    expect((await scratch.call('timeline.count', { lens: EMPTY_LENS })).hidden.privileged).toBe(contact?.quarantined)
    expect(await scratch.service.invoke('scope.quarantine', { entity, category: 'lawyer', reason: 'counsel' })).toMatchObject({
      ok: false,
      failure: { message: 'This contact is marked as privileged already.' },
    })
    const released = await scratch.call('scope.release', { contactId: contact?.id ?? 0, threadId: null, reason: 'no advice in it' })
    expect(released.hidden.privileged).toBe(0)
    expect(released.privileged[0]?.releases).toMatchObject([{ threadId: null, reason: 'no advice in it', by: 'tester' }])
    expect(await direct()).toBe(before)
    expect(await scratch.call('export.verify', { path: null })).toMatchObject({ ok: true })
  })
})
