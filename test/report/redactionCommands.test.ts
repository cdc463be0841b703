/** Redaction by the command line: what it asks for, what it refuses, and that the key gives back. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AudienceProfile } from '../../main/contract/index.ts'
import { type Ran, Scratch } from '../support/commandLine.ts'
import type { ScratchCase } from '../support/demoCase.ts'
import { hostileCase } from './hostileCase.ts'

let scratch: ScratchCase
const shell = new Scratch()
beforeAll(async () => {
  scratch = await hostileCase()
  const number = scratch.number("SELECT id FROM identity WHERE value = '+12025550143' AND scheme = 'phone'")
  const { id } = await scratch.call('people.create', { name: 'Daria Example', identityIds: [number], reason: 'test' })
  await scratch.call('people.setRole', { personId: id, role: 'victim', reason: 'test' })
  await scratch.call('case.close', {})
  writeFileSync(join(scratch.folder, 'passphrase'), 'correct horse battery\n')
})
afterAll(async () => {
  shell.dispose()
  await scratch.dispose()
})

const at = (name: string): string => join(scratch.folder, name)
const run = (...args: string[]): Ran => shell.run(...args)
const exported = (name: string, ...args: string[]): Ran => run('export', scratch.casePath, at(name), '--format', 'package', ...args)

it('an export of a case with a victim asks what was looked at', () => {
  const refused = exported('refused')
  expect(refused.exitCode).toBe(2)
  expect(refused.stderr).toMatch(/check before exporting.*--confirm-safety.*shelters/)
  expect(existsSync(at('refused'))).toBe(false)
  expect(exported('full', '--confirm-safety')).toMatchObject({ exitCode: 0, stderr: '' })
})

it('an audience takes names out, and its key file gives them back', () => {
  const key = ['--audience', 'defence', '--key-file', at('key'), '--password-file', at('passphrase'), '--confirm-safety']
  expect(exported('defence', ...key)).toMatchObject({ exitCode: 0, stderr: '' })
  expect(readFileSync(at('full/exhibits.html'), 'utf8')).toContain('Daria Example')
  const page = readFileSync(at('defence/exhibits.html'), 'utf8')
  expect(page).toContain('Person V1')
  expect(page).not.toMatch(/Daria|5550143/)
  const restored = run('restore', at('key'), at('who.html'), '--password-file', at('passphrase'), '--package', at('defence'))
  expect(restored).toMatchObject({ exitCode: 0, stderr: '' })
  expect(readFileSync(at('who.html'), 'utf8')).toContain('Daria Example')
  writeFileSync(at('wrong'), 'incorrect horse battery')
  expect(run('restore', at('key'), at('who2.html'), '--password-file', at('wrong'))).toMatchObject({ exitCode: 3, stdout: '' })
  expect(exported('again', ...key).stderr).toMatch(/exists already. Choose another name for the key file/)
  expect(existsSync(at('again'))).toBe(false)
})

it('an export whose own name says who is hidden is refused', () => {
  const { exitCode, stderr } = exported('Daria and others.zip', '--audience', 'defence', '--confirm-safety')
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/^The name Daria and others\.zip holds "daria", which this audience may not see/)
  expect(existsSync(at('Daria and others.zip'))).toBe(false)
})

it('audiences are listed, saved and removed as JSON', () => {
  const list = (): AudienceProfile[] => shell.json<AudienceProfile>('audience', scratch.casePath)
  expect(list().map(({ name }) => name)).toEqual(['full', 'defence', 'court', 'partner-agency', 'ngo'])
  const court = list().find(({ name }) => name === 'court')
  writeFileSync(at('court.json'), JSON.stringify({ ...court, words: ['invoice'] }))
  expect(run('audience', scratch.casePath, '--save', at('court.json')).stdout).toContain('court\tCourt\tvictim: pseudonym')
  expect(list().find(({ name }) => name === 'court')?.words).toEqual(['invoice'])
  expect(exported('court', '--audience', 'court', '--confirm-safety').exitCode).toBe(0)
  expect(readFileSync(at('court/exhibits.html'), 'utf8')).not.toContain('invoice')
  expect(run('audience', scratch.casePath, '--remove', 'court').exitCode).toBe(0)
  expect(list().find(({ name }) => name === 'court')?.words).toEqual([])
  writeFileSync(at('broken.json'), '{"name":"x"}')
  expect(run('audience', scratch.casePath, '--save', at('broken.json'))).toMatchObject({ exitCode: 2 })
})

it.each([
  [['--key-file', 'k'], /belong together/],
  [['--audience', 'press', '--confirm-safety'], /no audience "press"/],
])('export with %j is refused in one sentence', (args, sentence) => {
  const { exitCode, stderr } = exported('nothing', ...args)
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n').length).toBe(1)
})

it('pictures are marked by record, and wrong regions are refused', () => {
  expect(run('mark-picture', scratch.casePath, 'abc').stderr).toMatch(/number of its record/)
  expect(run('mark-picture', scratch.casePath, 'r1', '--hide', '0,0,2,1').stderr).toMatch(/fractions from 0 to 1/)
  expect(run('mark-picture', scratch.casePath, 'r1', '--hide', '0,0,0.5,0.5').stderr).toMatch(/names no file/)
})
