/** Encrypted backups and key derivation on published data; the truth beside each was computed by other programs. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashesBelow, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { PasswordError } from '../../parsers/sources/extraction.ts'
import { deriveKey } from '../../parsers/sources/keyDerivation.ts'
import { unwrapKeys } from '../../parsers/sources/keyWrap.ts'
import { openStoredInput, recogniseExtraction } from '../../parsers/sources/recognise.ts'
import { corpusPath, corpusTitle, hasCorpus } from '../parsers/corpus.ts'
import { Scratch } from '../support/commandLine.ts'

const read = <T>(...path: string[]): T => JSON.parse(readFileSync(corpusPath(...path), 'utf8')) as T

interface BackupTruth {
  readonly password: string
  readonly files: number
  readonly domain: string
  readonly path: string
  readonly content: string
  readonly size: number
}

describe.skipIf(!hasCorpus)(corpusTitle('ios-backup-encrypted-pyios9'), () => {
  const input = (): string => corpusPath('ios-backup-encrypted-pyios9', 'input', 'backup')
  const truth = (): BackupTruth => read('ios-backup-encrypted-pyios9', 'truth.json')

  it('matches its truth field by field, and stays as it was', async () => {
    const { password, files, domain, path, content, size } = truth()
    const before = hashesBelow(input())
    const extraction = await recogniseExtraction(input(), { password })
    const listed = extraction.list().filter((entry) => entry.path.startsWith(`${domain}/`))
    expect(listed).toHaveLength(files)
    expect(listed[0]).toMatchObject({ path: `${domain}/${path}`, sizeBytes: size, isPresent: true })
    using work = temporaryFolder()
    const copy = join(work.path, 'copy')
    expect(await extraction.materialise(`${domain}/${path}`, copy)).toMatchObject({ sizeBytes: size })
    expect(readFileSync(copy, 'utf8')).toBe(content)
    expect([extraction.kind, extraction.notices]).toEqual(['itunes-backup', []])
    const stored = await openStoredInput(input())
    expect(await stored.fingerprint()).toBe((await extraction.fingerprint()).sha256)
    await extraction.close()
    expect(hashesBelow(input())).toEqual(before)
  })

  it('is refused without its password and with others', async () => {
    await expect(recogniseExtraction(input())).rejects.toThrow(PasswordError)
    await expect(recogniseExtraction(input(), { password: '0001' })).rejects.toThrow(PasswordError)
    await expect(recogniseExtraction(input(), { password: '00000' })).rejects.toThrow(/does not open this backup/)
  })

  it('is added by the command with a password file', () => {
    const scratch = new Scratch()
    try {
      const file = scratch.path('password.txt')
      writeFileSync(file, `${truth().password}\r\nsecond line\n`)
      expect(scratch.run('add', scratch.path('case'), input(), '--password-file', file)).toMatchObject({ exitCode: 0, stderr: '' })
      expect(scratch.json<{ kind: string }>('sources', scratch.path('case.corroborate'))).toMatchObject([
        { kind: 'itunes-backup', status: 'complete' },
      ])
      const without = scratch.run('add', scratch.path('other'), input())
      expect([without.exitCode, without.stderr]).toEqual([3, 'The backup is encrypted: give its password with --password-file.\n'])
    } finally {
      scratch.dispose()
    }
  })
})

interface Vector {
  readonly source: string
  readonly password: string
  readonly wpky: string
  readonly iter: number
  readonly salt: string
  readonly dpic?: number
  readonly dpsl?: string
  readonly unwrapped: string
}

describe.skipIf(!hasCorpus)(corpusTitle('ios-backup-kdf-hashcat'), () => {
  const vectors = hasCorpus ? read<Vector[]>('ios-backup-kdf-hashcat', 'input', 'kdf_vectors.json') : []
  const bytes = (text: string): Buffer => Buffer.from(text, 'hex')

  it.each(vectors)('$source', async ({ password, wpky, iter, salt, dpic, dpsl, unwrapped }) => {
    const first = dpic === undefined || dpsl === undefined ? null : { salt: bytes(dpsl), rounds: dpic }
    const terms = { first, second: { salt: bytes(salt), rounds: iter } }
    expect(unwrapKeys(await deriveKey(Buffer.from(password), terms), [bytes(wpky)])).toEqual([bytes(unwrapped)])
    expect(unwrapKeys(await deriveKey(Buffer.from(`${password}x`), terms), [bytes(wpky)])).toEqual([null])
  })
})
