/** What readers mark in a package comes back into the case: with their names, beside what others said, and nothing overwritten. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Exhibit } from '../../main/contract/index.ts'
import { Scratch } from '../support/commandLine.ts'
import type { ScratchCase } from '../support/demoCase.ts'
import { hostileCase } from './hostileCase.ts'
import { exportPackage, read } from './packageCase.ts'

let scratch: ScratchCase
let packageId: string
let exhibits: readonly Exhibit[]
beforeAll(async () => {
  scratch = await hostileCase()
  await exportPackage(scratch, 'package')
  packageId = (JSON.parse(read(scratch, 'manifest.json')) as { package: string }).package
  exhibits = await scratch.call('evidence.list', {})
})
afterAll(() => scratch.dispose())

interface Item {
  readonly item: string
  readonly mark: string
  readonly comment: string
}

/** As the page saves it. */
function saved(name: string, reviewer: string, items: readonly Item[], changes: object = {}): string {
  const path = join(scratch.folder, name)
  const at = '2026-03-05T10:00:00.000Z'
  const head = { format: 'corroborate-review', formatVersion: 1, package: packageId, case: 'Test', reviewer, savedAt: at }
  writeFileSync(path, JSON.stringify({ ...head, items: items.map((item) => ({ record: 'S1', at, ...item })), ...changes }))
  return path
}
const idOf = (index: number): string => exhibits[index]?.id ?? ''
const review = (path: string): Promise<unknown> => scratch.call('review.import', { path })

describe('a review', () => {
  it('is added with the name of the reviewer, the package and the words as written', async () => {
    const items = [
      { item: idOf(0), mark: 'question', comment: '<b>Who?</b> "=1+1"' },
      { item: idOf(1), mark: '', comment: '' },
      { item: idOf(2), mark: 'agreed', comment: '' },
    ]
    expect(await review(saved('one.json', 'R. One', items))).toEqual({
      reviewer: 'R. One',
      remarks: 2,
      alreadyImported: false,
      conflicts: [],
      warnings: [],
    })
    const [first, second] = await scratch.call('review.list', {})
    const sha256 = read(scratch, 'manifest.sha256').slice(0, 64)
    expect(first).toMatchObject({
      item: idOf(0),
      exhibit: exhibits[0]?.number,
      reviewer: 'R. One',
      mark: 'question',
      manifestSha256: sha256,
    })
    expect(first?.comment).toBe('<b>Who?</b> "=1+1"')
    expect(first?.record).toMatch(/^S1\.R\d+\./)
    expect(second).toMatchObject({ item: idOf(2), mark: 'agreed', comment: '', audience: 'full' })
  })

  it('is added once, however often its file comes', async () => {
    const before = await scratch.call('review.list', {})
    expect(await review(join(scratch.folder, 'one.json'))).toMatchObject({ alreadyImported: true })
    expect(await scratch.call('review.list', {})).toEqual(before)
  })

  it('shows where it contradicts another, and overwrites nothing', async () => {
    const items = [
      { item: idOf(0), mark: 'objection', comment: 'not my client' },
      { item: idOf(2), mark: 'agreed', comment: 'yes' },
    ]
    const { conflicts } = (await review(saved('two.json', 'D. Two', items))) as { conflicts: { item: string; sentence: string }[] }
    expect(conflicts).toEqual([
      {
        item: idOf(0),
        exhibit: exhibits[0]?.number,
        sentence: `Exhibit ${exhibits[0]?.number}: D. Two says "objection" (not my client), R. One says "question" (<b>Who?</b> "=1+1"). Both are kept.`,
      },
    ])
    const onFirst = (await scratch.call('review.list', {})).filter(({ item }) => item === idOf(0))
    expect(onFirst.map(({ reviewer, mark }) => `${reviewer} ${mark}`)).toEqual(['R. One question', 'D. Two objection'])
    expect(onFirst.map(({ conflictsWith }) => conflictsWith)).toEqual([[onFirst[1]?.id], [onFirst[0]?.id]])
  })

  it('of one person that says something new stands beside the old one', async () => {
    const { conflicts } = (await review(saved('three.json', 'r. one', [{ item: idOf(2), mark: 'objection', comment: '' }]))) as {
      conflicts: unknown[]
    }
    expect(conflicts.length).toBe(2)
    expect((await scratch.call('review.list', {})).filter(({ item }) => item === idOf(2)).length).toBe(3)
  })

  it('keeps a remark on what is no exhibit any more, and says so', async () => {
    const [, , , fourth] = exhibits
    await scratch.call('evidence.remove', { ids: [fourth?.id ?? 'r0'] })
    await review(saved('four.json', 'R. Four', [{ item: fourth?.id ?? '', mark: 'important', comment: '' }]))
    expect((await scratch.call('review.list', {})).at(-1)).toMatchObject({ item: fourth?.id, exhibit: null, reviewer: 'R. Four' })
    const lost = await review(saved('five.json', 'R. Five', [{ item: 'r99999999', mark: 'important', comment: '' }]))
    expect(lost).toMatchObject({ remarks: 1, warnings: [expect.stringContaining('not in the case any more')] })
  })

  it.each([
    ['is of another case', { package: 'ab'.repeat(32) }, /not exported from this case/],
    ['is no review', { format: 'x' }, /is no review/],
    ['is of a newer version', { formatVersion: 2 }, /newer version/],
    ['has no name', { reviewer: ' ' }, /whose review/],
    ['has an item that is none', { items: [{ item: 'r1 OR 1', mark: '', comment: 'x', at: '' }] }, /cannot be read/],
    ['has a mark that is none', { items: [{ item: 'r1', mark: 'guilty', comment: 'x', at: '' }] }, /cannot be read/],
    ['speaks of an item twice', { items: [1, 2].map(() => ({ item: 'r1', mark: '', comment: 'x', at: '' })) }, /twice/],
  ])('that %s is refused in one sentence', async (name, changes, sentence) => {
    const before = await scratch.call('review.list', {})
    await expect(review(saved(`${name}.json`, 'X', [], changes))).rejects.toThrow(sentence)
    expect(await scratch.call('review.list', {})).toEqual(before)
  })

  it('comes in by the command line too, is logged, and leaves a case that verifies', async () => {
    const path = saved('six.json', 'R. Six', [{ item: idOf(0), mark: 'important', comment: 'by hand\u001b[31m' }])
    await scratch.call('case.close', {})
    const shell = new Scratch()
    const run = shell.run('import-review', scratch.casePath, path)
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(run.stdout).toContain('Added 1 remark of R. Six')
    expect(run.stdout).toContain('Both are kept.')
    const listed = shell.run('reviews', scratch.casePath)
    shell.dispose()
    expect(listed.stdout).toContain('by hand [31m')
    await scratch.call('case.open', { path: scratch.casePath })
    const log = await scratch.call('case.audit', { afterNumber: 0, limit: 1000 })
    expect(log.at(-1)).toMatchObject({ action: 'review imported', detail: expect.stringContaining('1 remarks of R. Six') as string })
    expect(await scratch.call('export.verify', { path: null })).toMatchObject({ ok: true, problems: [] })
  })
})
