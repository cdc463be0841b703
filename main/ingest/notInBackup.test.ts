/** What the coverage says of stores that a backup does not hold: whether that was to be expected depends on its password and version. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeBackup } from '../../fixtures/hostile/backupFolder.ts'
import { temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { recogniseExtraction } from '../../parsers/sources/recognise.ts'
import { KNOWN_STORES } from './knownStores.ts'
import { planRuns } from './plan.ts'

const ROWS = [{ domain: 'HomeDomain', relativePath: 'Library/Notes/other.txt', content: Buffer.from('x') }]

async function saidOf(version: string | null, isEncrypted: boolean): Promise<Record<string, string>> {
  using folder = temporaryFolder()
  writeBackup(folder.path, ROWS, { info: version === null ? {} : { 'Product Version': version }, isEncrypted: false })
  if (isEncrypted) {
    // As another tool leaves a backup that it has decrypted: a plain database, and the old description.
    writeBackup(folder.path, ROWS, {
      info: version === null ? {} : { 'Product Version': version },
      isManifestPlain: true,
      manifestPlist: { IsEncrypted: true, ManifestKey: Buffer.alloc(44) },
    })
  }
  const extraction = await recogniseExtraction(folder.path)
  try {
    const said: Record<string, string> = {}
    for (const { store, path, step } of planRuns(extraction, PARSERS))
      if (path === null && step.kind === 'none') said[store] = `${step.status}: ${step.note ?? ''}`
    return said
  } finally {
    await extraction.close()
  }
}

describe('a store that a backup does not hold', () => {
  it.each([
    ['17.2', false, 'not-expected: Only backups that are encrypted with a password normally contain it.'],
    [null, false, 'not-expected: Only backups that are encrypted with a password normally contain it.'],
    ['12.5.7', false, 'absent: '],
    ['17.2', true, 'absent: '],
  ])('iOS %s, made with a password: %s', async (version, isEncrypted, calls) => {
    const said = await saidOf(version, isEncrypted)
    expect(said['Calls (CallHistory.storedata)']).toBe(calls)
    expect(said['Safari history (History.db)']).toBe(calls)
    expect(said['Messages (sms.db, chat.db)']).toBe('absent: ')
    expect(said['Positions and visits (routined Cache.sqlite)']).toBe('not-expected: Backups of this kind normally do not contain it.')
  })

  it('is told of every store that iPhones are known to keep, and of no store of another platform', async () => {
    const known = PARSERS.filter(({ platform, keptOn }) => platform === 'ios' || keptOn?.includes('ios') === true)
    const unread = KNOWN_STORES.filter(({ platform }) => platform === 'ios')
    // Info.plist is there and read.
    const stores = [...known, ...unread].map(({ store }) => store).filter((store) => !store.includes('Info.plist'))
    expect(Object.keys(await saidOf('17.2', false)).toSorted()).toEqual([...new Set(stores)].toSorted())
    expect(stores).toContain('Discord messages in the cache (kv-storage)')
  })
})

it('many files of a store that is not read are one line, and few are named one by one', async () => {
  using folder = temporaryFolder()
  const write = (path: string): void => {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true })
    writeFileSync(join(folder.path, path), 'x')
  }
  for (let i = 0; i < 30; i++) write(`private/var/db/diagnostics/Persist/${String(i).padStart(4, '0')}.tracev3`)
  write('private/var/mobile/Library/Health/healthdb_secure.sqlite')
  const extraction = await recogniseExtraction(folder.path)
  try {
    const lines = planRuns(extraction, PARSERS).filter(({ step }) => step.kind === 'none' && step.status === 'not-parsed')
    expect(lines).toEqual([
      expect.objectContaining({
        store: 'Health (healthdb_secure.sqlite)',
        path: 'private/var/mobile/Library/Health/healthdb_secure.sqlite',
      }),
      {
        store: 'System log (tracev3)',
        path: null,
        step: {
          kind: 'none',
          status: 'not-parsed',
          note: '30 files, the first of them private/var/db/diagnostics/Persist/0000.tracev3: this version has no parser for them.',
        },
      },
    ])
  } finally {
    await extraction.close()
  }
})
