/** Sources on real and published hostile input. Truth comes from each case's truth.json, made by other means. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hashesBelow, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { parsePlist, UnreadablePlist } from '../../parsers/formats/plist/plist.ts'
import type { Extraction } from '../../parsers/sources/extraction.ts'
import { SourceError } from '../../parsers/sources/extraction.ts'
import { recogniseExtraction } from '../../parsers/sources/recognise.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const corpus = process.env['CORROBORATE_CORPUS'] ?? join(root, '../shared/corpus')
const hasCorpus = existsSync(corpus)
const named = (name: string): string => (hasCorpus ? name : `${name} (skipped: no corpus)`)

const inputOf = (name: string, ...rest: string[]): string => join(corpus, name, 'input', ...rest)
const truthOf = <Truth>(name: string): Truth => JSON.parse(readFileSync(join(corpus, name, 'truth.json'), 'utf8')) as Truth
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Every entry is read to its end; gives the paths that could not be. The input must not change by it. */
async function readEverything(input: string, check: (extraction: Extraction) => Promise<void>): Promise<void> {
  const folder = statSync(input).isDirectory() ? input : join(input, '..')
  const before = hashesBelow(folder)
  const extraction = await recogniseExtraction(input)
  try {
    await extraction.fingerprint()
    await check(extraction)
  } finally {
    await extraction.close()
  }
  expect(hashesBelow(folder)).toEqual(before)
}

async function bytesOf(extraction: Extraction, path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await extraction.open(path)) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

describe.skipIf(!hasCorpus)(named('ios-backup-mvt'), () => {
  interface Truth {
    readonly flags: Readonly<Record<string, number>>
    readonly files_on_disk: readonly string[]
    readonly manifest_entries_whose_file_exists: readonly (readonly [string, string, string])[]
    readonly manifest_file_entries_missing_on_disk: number
  }

  it('lists every file of the manifest and names those that are missing', async () => {
    const truth = truthOf<Truth>('ios-backup-mvt')
    await readEverything(inputOf('ios-backup-mvt', 'ios_backup'), async (extraction) => {
      expect([extraction.kind, extraction.platform]).toEqual(['itunes-backup', 'ios'])
      const entries = extraction.list()
      expect(entries.filter(({ isPresent }) => !isPresent)).toHaveLength(truth.manifest_file_entries_missing_on_disk)
      expect(
        entries
          .filter(({ isPresent }) => isPresent)
          .map(({ storedAs }) => storedAs)
          .sort(),
      ).toEqual([...truth.files_on_disk].sort())
      const listed = entries.filter(({ path }) => path.startsWith('private/'))
      expect(listed).toHaveLength(truth.flags['1'] ?? NaN)
      const present = listed
        .filter(({ isPresent }) => isPresent)
        .map(({ storedAs }) => storedAs.slice(3))
        .sort()
      expect(present).toEqual(truth.manifest_entries_whose_file_exists.map(([fileId]) => fileId).sort())
      for (const [fileId, , relativePath] of truth.manifest_entries_whose_file_exists) {
        const entry = listed.find(({ storedAs }) => storedAs.endsWith(fileId))
        expect(entry?.path.endsWith(`/${relativePath}`)).toBe(true)
        const onDisk = readFileSync(inputOf('ios-backup-mvt', 'ios_backup', fileId.slice(0, 2), fileId))
        expect(sha256Of(await bytesOf(extraction, entry?.path ?? ''))).toBe(sha256Of(onDisk))
      }
      expect(extraction.stat('private/var/mobile/Library/SMS/sms.db')?.isPresent).toBe(true)
      expect(listed.filter(({ isPresent }) => !isPresent)).toHaveLength(1079)
    })
  })

  it('is found one folder further down too', () =>
    readEverything(inputOf('ios-backup-mvt'), async (extraction) => {
      expect(extraction.kind).toBe('itunes-backup')
      expect(extraction.device).toMatchObject({ name: 'iPhone', model: 'iPhone9,3', osVersion: '14.3', serialNumber: 'F1234567890' })
    }))
})

describe.skipIf(!hasCorpus)(named('hostile-zip-slip'), () => {
  it.each(['zip-slip.zip', 'zip-slip-win.zip', 'zip-slip.tar', 'zip-slip-win.tar'])('%s', (name) =>
    readEverything(inputOf('hostile-zip-slip', name), async (extraction) => {
      expect(extraction.list()).toMatchObject([{ path: 'good.txt', sizeBytes: 19, isPresent: true }])
      expect(await bytesOf(extraction, 'good.txt')).toHaveLength(19)
      expect(extraction.notices).toHaveLength(1)
      expect(extraction.notices[0]?.path).toMatch(/evil\.txt$/)
    }),
  )
})

describe.skipIf(!hasCorpus)(named('hostile-zips-yauzl-dev'), () => {
  interface Truth {
    readonly failure: readonly string[]
    readonly success: readonly string[]
  }
  const truth = hasCorpus ? truthOf<Truth>('hostile-zips-yauzl-dev') : { failure: [], success: [] }

  /** What went wrong: the error that refused the archive, its notices, or the entries that cannot be read. */
  async function troubleWith(path: string): Promise<string[]> {
    const trouble: string[] = []
    try {
      await readEverything(path, async (extraction) => {
        trouble.push(...extraction.notices.map(({ problem }) => problem))
        for (const { path: entry, isPresent } of extraction.list()) {
          if (!isPresent) continue
          using work = temporaryFolder()
          await extraction.materialise(entry, join(work.path, 'copy')).catch((error: unknown) => {
            if (!(error instanceof SourceError)) throw error
            trouble.push(error.message)
          })
        }
      })
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      trouble.push(error.message)
    }
    return trouble
  }

  it.each(truth.failure)('reports %s', async (name) => {
    expect(await troubleWith(inputOf('hostile-zips-yauzl-dev', 'failure', name))).not.toEqual([])
  })

  // Encrypted archives open without fault but cannot be read; the last states sizes that its bytes do not have.
  const unreadable = ['traditional-encryption.zip', 'traditional-encryption-and-compression.zip', 'wrong-entry-sizes.zip']
  it.each(truth.success.filter((name) => !unreadable.includes(name)))('reads %s whole', async (name) => {
    expect(await troubleWith(inputOf('hostile-zips-yauzl-dev', 'success', name))).toEqual([])
  })

  it('says what cannot be read in archives that open', async () => {
    const encrypted = inputOf('hostile-zips-yauzl-dev', 'success', 'traditional-encryption.zip')
    await expect(recogniseExtraction(encrypted)).rejects.toThrow(/encrypted with a password/)
    expect(await troubleWith(inputOf('hostile-zips-yauzl-dev', 'wrong-entry-sizes', 'wrong-entry-sizes.zip'))).toHaveLength(2)
  })
})

describe.skipIf(!hasCorpus)(named('composite-dev-zips'), () => {
  interface SourceFile {
    readonly files: readonly { readonly path: string; readonly sha256: string }[]
  }

  it.each([
    ['ios_dev.zip', 'ios', 12],
    ['android_dev.zip', 'android', 13],
  ])('%s', (name, platform, files) =>
    readEverything(inputOf('composite-dev-zips', name), async (extraction) => {
      expect([extraction.kind, extraction.platform]).toEqual(['zip', platform])
      expect(extraction.list().filter(({ isPresent }) => isPresent)).toHaveLength(files)
      const stated = (JSON.parse(readFileSync(join(corpus, 'composite-dev-zips', 'source.json'), 'utf8')) as SourceFile).files
      expect((await extraction.fingerprint()).sha256).toBe(stated.find(({ path }) => path.endsWith(name))?.sha256)
      const log = extraction.stat('private/var/mobile/Library/AddressBook/AddressBook.sqlitedb-wal')
      if (platform === 'ios') expect(log?.sizeBytes).toBe(968232)
    }),
  )
})

describe.skipIf(!hasCorpus)(named('other inputs'), () => {
  it.each([
    ['ios-sms-ios5-logical', 'sms.db', 'database'],
    ['photos-gps-ianare', '', 'loose-files'],
    ['ios-addressbook-mvs2023', '', 'folder'],
  ])('%s is recognised and left as it was', (name, file, kind) =>
    readEverything(inputOf(name, file), async (extraction) => expect(extraction.kind).toBe(kind)),
  )

  it('an encrypted backup is refused in words', async () => {
    await expect(recogniseExtraction(inputOf('ios-backup-encrypted-pyios9'))).rejects.toThrow(/encrypted/)
  })
})

describe.skipIf(!hasCorpus)(named('hostile-plist-libplist-dev'), () => {
  it('refuses or reads each list within a second, and throws nothing else', () => {
    const folder = inputOf('hostile-plist-libplist-dev')
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile())
    expect(names).toHaveLength(truthOf<{ files: number }>('hostile-plist-libplist-dev').files)
    const refused: string[] = []
    for (const name of names) {
      const startedMs = performance.now()
      try {
        parsePlist(readFileSync(join(folder, name)))
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadablePlist)
        refused.push(name)
      }
      expect(performance.now() - startedMs).toBeLessThan(1000)
    }
    expect(refused.some((name) => name.endsWith('malformed_dict.bplist'))).toBe(true)
    expect(refused.filter((name) => name.includes('bplist-crashes'))).toHaveLength(11)
    const lists = refused.filter((name) => name.includes('test/data/') && /\.b?plist$/.test(name))
    expect(lists.map((name) => name.slice(name.lastIndexOf('/') + 1))).toEqual(['malformed_dict.bplist'])
  })
})
