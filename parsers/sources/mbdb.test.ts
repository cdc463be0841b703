import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BackupCipher } from '../../fixtures/demo/write/encryption.ts'
import type { BackupRow } from '../../fixtures/hostile/backupFolder.ts'
import { writeMbdbBackup } from '../../fixtures/hostile/mbdbFolder.ts'
import { hashesBelow, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { PasswordError, SourceError } from './extraction.ts'
import type { Extraction } from './extraction.ts'
import { recogniseExtraction } from './recognise.ts'

const ROWS: readonly BackupRow[] = [
  { domain: 'HomeDomain', relativePath: 'Library', flags: 2, content: null },
  { domain: 'HomeDomain', relativePath: 'Library/link', flags: 4, content: null },
  { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', content: Buffer.from('seventeen letters'), modifiedAtS: 1_380_000_000 },
  { domain: 'AppDomain-org.example.app', relativePath: 'Documents/ไฟล์.txt', content: Buffer.from('text') },
  { domain: 'HomeDomain', relativePath: 'Library/missing.db', content: null, statedSize: 7 },
]
const SMS = 'private/var/mobile/Library/SMS/sms.db'
const APP = 'private/var/mobile/Containers/Data/Application/org.example.app/Documents/ไฟล์.txt'

async function textOf(extraction: Extraction, path: string): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await extraction.open(path)) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString()
}

describe.each([['plain'], ['encrypted']])('%s backup with Manifest.mbdb', (kind) => {
  const password = 'iOS 9 päss'
  const cipherOf = async (): Promise<BackupCipher | undefined> =>
    kind === 'plain' ? undefined : BackupCipher.create({ password, seed: 'mbdb', firstRounds: null, secondRounds: 1000 })

  it('lists and reads its files', async () => {
    using folder = temporaryFolder()
    writeMbdbBackup(folder.path, ROWS, await cipherOf())
    const before = hashesBelow(folder.path)
    const extraction = await recogniseExtraction(folder.path, { password })
    const listed = extraction.list().filter(({ path }) => path.startsWith('private/'))
    expect(listed.map(({ path, sizeBytes, isPresent }) => [path, sizeBytes, isPresent])).toEqual([
      [APP, 4, true],
      ['private/var/mobile/Library/SMS/sms.db', 17, true],
      ['private/var/mobile/Library/missing.db', 7, false],
    ])
    expect(extraction.stat(SMS)).toMatchObject({ storedAs: '3d0d7e5fb2ce288813306e4d4636395e047a3d28', modifiedAtMs: 1_380_000_000_000 })
    expect([await textOf(extraction, SMS), await textOf(extraction, APP)]).toEqual(['seventeen letters', 'text'])
    expect(extraction.notices.map(({ problem }) => problem)).toEqual(['The backup lists 1 symbolic link; it is not followed.'])
    await extraction.close()
    expect(hashesBelow(folder.path)).toEqual(before)
  })

  it.each([1, 3, 7])('keeps what stands before damage (%i bytes from the end)', async (missing) => {
    using folder = temporaryFolder()
    writeMbdbBackup(folder.path, ROWS, await cipherOf())
    const manifest = join(folder.path, 'Manifest.mbdb')
    const bytes = readFileSync(manifest)
    writeFileSync(manifest, bytes.subarray(0, bytes.length - missing))
    const extraction = await recogniseExtraction(folder.path, { password })
    expect([await textOf(extraction, SMS), await textOf(extraction, APP)]).toEqual(['seventeen letters', 'text'])
    expect(extraction.notices[0]?.problem).toMatch(/damaged after 4 records/)
  })
})

describe('Manifest.mbdb', () => {
  it('of an encrypted backup asks for the password, and refuses a wrong one', async () => {
    using folder = temporaryFolder()
    writeMbdbBackup(folder.path, ROWS, await BackupCipher.create({ password: 'right', seed: 'mbdb', firstRounds: null, secondRounds: 10 }))
    await expect(recogniseExtraction(folder.path)).rejects.toThrow(PasswordError)
    await expect(recogniseExtraction(folder.path, { password: 'wrong' })).rejects.toThrow(/does not open this backup/)
  })

  it.each([
    ['', 'not a manifest at all'],
    ['', 'mbdb\x05\0\xff'],
    ['', 'mbdb\x05\0\0\xff'],
  ])('%sof other or broken bytes is one clear sentence (%j)', async (_name, content) => {
    using folder = temporaryFolder()
    writeMbdbBackup(folder.path, ROWS)
    writeFileSync(join(folder.path, 'Manifest.mbdb'), Buffer.from(content, 'latin1'))
    const failed = recogniseExtraction(folder.path)
    await expect(failed).rejects.toThrow(SourceError)
    await expect(failed).rejects.toThrow(/Manifest\.mbdb of this backup is damaged/)
  })
})
