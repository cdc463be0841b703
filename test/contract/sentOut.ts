/** What went out of the demo and came back, for the test of all calls. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ExhibitId, ROLES } from '../../main/contract/index.ts'
import type { ScratchCase } from '../support/demoCase.ts'

export const PASSPHRASE = 'correct horse battery'
export const PROFILE = {
  name: 'friends',
  title: 'Friends',
  people: Object.fromEntries([...ROLES, 'none'].map((role) => [role, 'masked'])),
  pictures: 'none',
  otherFiles: false,
  words: ['Hotel'],
  places: [{ label: 'Home', latitude: 48, longitude: 16, radiusMetres: 100 }],
}

/** A package and one for the defence with its key file, and a review as the package's page would save it. */
export async function sentOut(scratch: ScratchCase, item: ExhibitId): Promise<{ review: string; keyFile: string }> {
  const target = join(scratch.folder, 'reviewed')
  await scratch.call('export.run', { format: 'package', target, lens: null, bookmarkedOnly: true })
  const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as { package: string }
  const keyFile = join(scratch.folder, 'key.json')
  const redacted = { audience: 'defence', keyFile, keyPassword: PASSPHRASE }
  const forDefence = join(scratch.folder, 'for the defence')
  await scratch.call('export.run', { format: 'package', target: forDefence, lens: null, bookmarkedOnly: true, ...redacted })
  const path = join(scratch.folder, 'review.json')
  const items = [{ item, record: '', mark: 'question', comment: 'c', at: '2026-03-01T00:00:00Z' }]
  const head = { format: 'corroborate-review', formatVersion: 1, package: manifest.package, reviewer: 'R', savedAt: '2026-03-01T00:00:00Z' }
  writeFileSync(path, JSON.stringify({ ...head, items }))
  return { review: path, keyFile }
}
