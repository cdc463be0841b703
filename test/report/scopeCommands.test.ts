/** Legal scope and privilege by the command line: stated with a reason, kept in every export, logged. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LegalAuthority, PrivilegedContact } from '../../main/contract/index.ts'
import { type Ran, Scratch } from '../support/commandLine.ts'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'

let scratch: ScratchCase
const shell = new Scratch()
beforeAll(async () => {
  scratch = (await demoCase()).scratch
  await scratch.call('case.close', {})
}, 120_000)
afterAll(async () => {
  shell.dispose()
  await scratch.dispose()
})

interface Scope {
  readonly authorities: readonly LegalAuthority[]
  readonly hidden: { readonly outsideScope: number }
}
interface Privilege {
  readonly privileged: readonly PrivilegedContact[]
  readonly privilegedRecords: number
}
const run = (command: string, ...args: string[]): Ran => shell.run(...command.split(' '), scratch.casePath, ...args)
const json = <T>(command: string, ...args: string[]): T => shell.json<T>(...command.split(' '), scratch.casePath, ...args)[0] as T
const exportedLines = (name: string): string[] => {
  const target = join(scratch.folder, name)
  expect(run('export', target, '--format', 'jsonl').exitCode).toBe(0)
  return readFileSync(target, 'utf8').trimEnd().split('\n')
}

it('an authority limits what is listed and exported, and is taken out with a reason only', () => {
  const all = exportedLines('all.jsonl').length
  expect(json<Scope>('scope')).toEqual({ authorities: [], hidden: expect.objectContaining({ outsideScope: 0 }) })
  const stated = ['--type', 'Search warrant', '--identifier', '44/2026', '--from', '2026-02-10', '--to', '2026-03-01']
  const { authorities, hidden } = json<Scope>(
    'scope add',
    ...stated,
    '--kinds',
    'message,call',
    '--sources',
    '1',
    '--people',
    '+447700900452',
  )
  expect(authorities).toMatchObject([
    {
      type: 'Search warrant',
      identifier: '44/2026',
      // Days by the clock of the case, the last one included: as the form of the window takes them.
      fromMs: Date.UTC(2026, 1, 10),
      toMs: Date.UTC(2026, 2, 2),
      kinds: ['message', 'call'],
      sources: [1],
    },
  ])
  // Two entries of the case, which nobody has put together.
  expect(authorities[0]?.people.map(({ identifier }) => identifier)).toEqual(['+447700900452', '+447700900452'])
  const covered = authorities[0]?.records ?? 0
  expect(covered).toBeGreaterThan(10)
  expect(hidden.outsideScope).toBeGreaterThan(1_000)
  const lines = exportedLines('covered.jsonl')
  expect(lines.length).toBe(covered)
  expect(lines.length).toBeLessThan(all)
  expect(run('list', 'messages', '--source', '2').stdout).toBe('')
  expect(run('scope remove', '1')).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/needs a reason/) as string })
  expect(run('scope').stdout).toMatch(
    /1\tSearch warrant 44\/2026\tfrom 2026-02-10 00:00:00 \+00:00, before 2026-03-02 00:00:00 \+00:00\tmessage, call\tsources 1/,
  )
  expect(run('scope remove', '1', '--reason', 'replaced').stdout).toMatch(/^No legal authority is stated/)
})

it('a privileged contact is kept back, released, and kept back again', () => {
  const before = exportedLines('open.jsonl').length
  expect(run('privilege add', '+447700900452', '--category', 'lawyer')).toMatchObject({ exitCode: 2, stdout: '' })
  const add = ['+447700900452', '--category', 'lawyer', '--reason', 'counsel']
  const { privileged, privilegedRecords } = json<Privilege>('privilege add', ...add)
  // As a telephone number and as an account: two entries of the case, which nobody has put together.
  expect(privileged).toMatchObject([
    { category: 'lawyer', reason: 'counsel', releases: [] },
    { category: 'lawyer', reason: 'counsel', releases: [] },
  ])
  expect(privilegedRecords).toBeGreaterThan(10)
  expect(before - exportedLines('kept.jsonl').length).toBe(privilegedRecords)
  const contact = privileged.find(({ threads }) => threads.length > 1)
  const conversation = String(contact?.threads[0]?.id)
  expect(run('privilege').stdout).toContain(`conversation ${conversation}, `)
  const [one, other] = privileged.map(({ id }) => String(id))
  const change = (command: string, ...args: string[]): number => json<Privilege>(command, ...args, '--reason', 'reviewed').privilegedRecords
  // Both entries stand in it: one release leaves what the other keeps back.
  change('privilege release', one ?? '', '--conversation', conversation)
  expect(change('privilege release', other ?? '', '--conversation', conversation)).toBeLessThan(privilegedRecords)
  change('privilege release', one ?? '')
  expect(change('privilege release', other ?? '')).toBe(0)
  change('privilege restore', one ?? '')
  expect(change('privilege restore', other ?? '')).toBe(privilegedRecords)
  change('privilege remove', one ?? '')
  expect(change('privilege remove', other ?? '')).toBe(0)
  const logged = scratch.database.prepare("SELECT action FROM audit WHERE action LIKE '%privilege%' OR action LIKE 'legal%'").pluck().all()
  expect(logged.length).toBe(12)
  expect(run('verify')).toMatchObject({ exitCode: 0, stderr: '' })
})

it.each([
  [['scope add', '--type', ''], /needs a type/],
  [['scope add', '--type', 'Consent', '--kinds', 'letters'], /--kinds takes some of .*message/],
  [['scope add', '--type', 'Consent', '--sources', 'x'], /--sources takes the number/],
  [['scope add', '--type', 'Consent', '--people', 'Nobody at all'], /Nobody in this case has/],
  [['scope add', '--type', 'Consent', '--from', '14.3.2026'], /takes a date/],
  [['scope remove', '77', '--reason', 'x'], /no authority 77/i],
  [
    ['privilege add', 'a', '--category', 'lawyer', '--reason', 'x'],
    /is the name of several entries of the case, of one person or of several: .*Name each that is meant by number or address/,
  ],
  [['privilege add', 'a', '--category', 'friend', '--reason', 'x'], /--category takes one of lawyer/],
  [['privilege release', 'x', '--reason', 'x'], /takes the number that the list shows/],
] as const)('%j is refused in one sentence', ([command, ...args], sentence) => {
  const { exitCode, stdout, stderr } = run(command, ...args)
  expect([exitCode, stdout]).toEqual([expect.toSatisfy((code) => code === 2 || code === 3), ''])
  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n').length).toBe(1)
})
