import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { BackupCipher, TODAYS_ROUNDS } from '../../fixtures/demo/write/encryption.ts'
import { writeBackup } from '../../fixtures/hostile/backupFolder.ts'
import type { BackupOptions, BackupRow } from '../../fixtures/hostile/backupFolder.ts'
import { hashesBelow, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { PasswordError, SourceError } from './extraction.ts'
import type { Extraction } from './extraction.ts'
import { openStoredInput, recogniseExtraction } from './recognise.ts'

const QUICK = { firstRounds: 500, secondRounds: 10 }
const PASSWORD = 'correct horse'
const cipherFor = (password: string): Promise<BackupCipher> => BackupCipher.create({ password, seed: 'test', ...QUICK })

/** Lengths around the block size, and one that spans several reads. */
const LENGTHS = [0, 1, 9, 15, 16, 17, 4096, 3_000_001]
const ROWS: readonly BackupRow[] = [
  ...LENGTHS.map((length) => ({
    domain: 'HomeDomain',
    relativePath: `Library/${length}.bin`,
    content: createHash('shake256', { outputLength: length }).update('x').digest(),
  })),
  { domain: 'HomeDomain', relativePath: 'Library', flags: 2, content: null },
  { domain: 'HomeDomain', relativePath: 'Library/missing.db', content: null },
  { domain: 'CameraRollDomain', relativePath: 'Media/a.jpg', content: Buffer.from('a picture'), protectionClass: 1 },
]
const pathOf = (row: BackupRow): string => `private/var/mobile/${row.relativePath}`
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function contentOf(extraction: Extraction, path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await extraction.open(path)) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error: unknown = await work.then(
    () => new Error('nothing failed'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error)) throw new Error('something else than an error was thrown')
  return error
}

async function expectAllContents(extraction: Extraction): Promise<void> {
  for (const row of ROWS) {
    if (row.content === null) continue
    expect(extraction.stat(pathOf(row))).toMatchObject({ sizeBytes: row.content.length, isPresent: true })
    expect(sha256Of(await contentOf(extraction, pathOf(row)))).toBe(sha256Of(row.content))
  }
}

describe('encrypted backup of today', () => {
  it('gives every file whole and cut to its size, and writes nothing', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { cipher: await cipherFor(PASSWORD), info: { 'Device Name': 'Locked phone' } })
    const before = hashesBelow(folder.path)
    const extraction = await recogniseExtraction(folder.path, { password: PASSWORD })
    await expectAllContents(extraction)
    expect([extraction.kind, extraction.platform, extraction.device.name]).toEqual(['itunes-backup', 'ios', 'Locked phone'])
    expect(extraction.stat('private/var/mobile/Library/missing.db')?.isPresent).toBe(false)
    expect((await contentOf(extraction, 'Manifest.db')).toString('latin1', 0, 15)).toBe('SQLite format 3')
    expect(extraction.notices).toEqual([])
    using work = temporaryFolder()
    const [, small] = ROWS
    const copied = await extraction.materialise(pathOf(small as BackupRow), join(work.path, 'copy'))
    expect(copied).toEqual({ sha256: sha256Of(small?.content ?? Buffer.alloc(0)), sizeBytes: 1 })
    await extraction.close()
    expect(hashesBelow(folder.path)).toEqual(before)
  })

  const python = spawnSync('python3', ['-c', 'import cryptography']).status === 0
  it.skipIf(!python)(`is read alike by another implementation${python ? '' : ' (skipped: no python3 with cryptography)'}`, async () => {
    using folder = temporaryFolder()
    writeBackup(
      folder.path,
      ROWS.filter(({ flags }) => flags === undefined),
      { cipher: await cipherFor('pä€🔑') },
    )
    const script = fileURLToPath(new URL('../../test/support/decryptBackup.py', import.meta.url))
    const { stdout, stderr, status } = spawnSync('python3', [script, folder.path], { input: 'pä€🔑', encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    const theirs = JSON.parse(stdout) as Record<string, string>
    const extraction = await recogniseExtraction(folder.path, { password: 'pä€🔑' })
    const { files } = await extraction.fingerprint()
    const ours = Object.fromEntries(
      extraction
        .list()
        .flatMap(({ path, storedAs, isPresent }) => (isPresent && storedAs.includes('/') ? [[storedAs.slice(3), files.get(path)]] : [])),
    )
    expect(Object.keys(ours)).toHaveLength(9)
    expect(ours).toEqual(theirs)
  })

  it('has one fingerprint with and without its password, and hashes what the files hold', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { cipher: await cipherFor(PASSWORD) })
    const extraction = await recogniseExtraction(folder.path, { password: PASSWORD })
    const { sha256, bytes, files } = await extraction.fingerprint()
    const stored = await openStoredInput(folder.path)
    expect([await stored.fingerprint(), stored.sizeBytes]).toEqual([sha256, bytes])
    for (const row of ROWS) if (row.content !== null) expect(files.get(pathOf(row))).toBe(sha256Of(row.content))
  })

  it('is read inside a zip too', async () => {
    using folder = temporaryFolder()
    const source = join(folder.path, 'backup')
    writeBackup(source, ROWS, { cipher: await cipherFor(PASSWORD) })
    const zip = new ZipFile()
    for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) zip.addFile(path, path.slice(folder.path.length + 1).replaceAll('\\', '/'))
    }
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(join(folder.path, 'backup.zip')))
    const extraction = await recogniseExtraction(join(folder.path, 'backup.zip'), { password: PASSWORD })
    await expectAllContents(extraction)
    await extraction.close()
  })

  it('keeps memory flat while a large file is read', async () => {
    using folder = temporaryFolder()
    const megabytes = 192
    const large: BackupRow = { domain: 'HomeDomain', relativePath: 'Library/large.mov', content: randomBytes(megabytes * 1024 * 1024) }
    writeBackup(folder.path, [large], { cipher: await cipherFor(PASSWORD) })
    const extraction = await recogniseExtraction(folder.path, { password: PASSWORD })
    const before = process.memoryUsage().rss
    let peak = 0
    let read = 0
    for await (const chunk of await extraction.open(pathOf(large))) {
      read += (chunk as Buffer).length
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    expect(read).toBe(large.content?.length)
    expect((peak - before) / 1024 / 1024).toBeLessThan(megabytes / 2)
  })
})

describe('password', () => {
  it.each(['0000', ' with spaces ', 'pässwörd€', 'рыба', 'รหัสผ่าน', '密码🔑', 'x'.repeat(300)])('%s', async (password) => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { cipher: await cipherFor(password) })
    const extraction = await recogniseExtraction(folder.path, { password })
    expect((await contentOf(extraction, 'private/var/mobile/Media/a.jpg')).toString()).toBe('a picture')
  })

  it.each([
    ['composed', 'NFD', 'NFC'],
    ['decomposed', 'NFC', 'NFD'],
  ] as const)('is found when the phone got its %s spelling and the other one is given', async (_name, given, stored) => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { cipher: await cipherFor('Žofie é'.normalize(stored)) })
    await expectAllContents(await recogniseExtraction(folder.path, { password: 'Žofie é'.normalize(given) }))
  })

  it('is asked for in one sentence when it is missing', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { cipher: await cipherFor(PASSWORD) })
    const error = await failureOf(recogniseExtraction(folder.path))
    expect(error).toBeInstanceOf(PasswordError)
    expect(error.message).toBe('The backup is encrypted: give its password.')
  })

  it.each(['Correct horse', 'correct horse ', 'secret-of-nobody'])('%s is refused when it is wrong, and not repeated', async (password) => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { cipher: await cipherFor(PASSWORD) })
    const error = await failureOf(recogniseExtraction(folder.path, { password }))
    expect(error).toBeInstanceOf(PasswordError)
    expect(error.message).toMatch(/^The password does not open this backup/)
    expect(`${error.message}${error.stack}`).not.toContain(password)
  })

  it('is derived with ten million rounds without freezing anything, and says how far it is', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { cipher: await BackupCipher.create({ password: PASSWORD, seed: 'test', ...TODAYS_ROUNDS }) })
    const delay = monitorEventLoopDelay({ resolution: 5 })
    const said: string[] = []
    delay.enable()
    await recogniseExtraction(folder.path, { password: PASSWORD, onStep: (words) => said.push(words) })
    delay.disable()
    // Derived in the way, it would stand still for more than a second and a half.
    expect(delay.max / 1e6).toBeLessThan(1000)
    expect(said.length).toBeGreaterThan(1)
    expect(said.at(-1)).toMatch(/^Deriving the key from the password: about \d{1,2} % of 10,000,000 rounds$/)
  })

  it('can be given up while it is derived', async () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, ROWS, { cipher: await BackupCipher.create({ password: PASSWORD, seed: 'test', ...TODAYS_ROUNDS }) })
    const abort = new AbortController()
    setTimeout(() => abort.abort(new Error('stopped by the test')), 50)
    const startedAtMs = performance.now()
    const error = await failureOf(recogniseExtraction(folder.path, { password: PASSWORD, signal: abort.signal }))
    expect(error.message).toBe('stopped by the test')
    expect(performance.now() - startedAtMs).toBeLessThan(1000)
  })
})

describe('damage', () => {
  const rounds = (value: number): Buffer => Buffer.from(new Uint32Array([value]).buffer).reverse()
  const withRounds = (bag: Buffer, value: number): Buffer => {
    const at = bag.indexOf('DPIC') + 8
    return Buffer.concat([bag.subarray(0, at), rounds(value), bag.subarray(at + 4)])
  }
  const flipped = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy
  }
  type Lists = (cipher: BackupCipher) => BackupOptions['manifestPlist']
  const keyOf = (cipher: BackupCipher): Buffer => cipher.storedKey('Manifest.db', 4)

  it.each<[string, Lists, RegExp]>([
    ['a missing keybag', (cipher) => ({ IsEncrypted: true, ManifestKey: keyOf(cipher) }), /holds no keybag/],
    [
      'an empty keybag',
      (cipher) => ({ IsEncrypted: true, BackupKeyBag: Buffer.alloc(0), ManifestKey: keyOf(cipher) }),
      /keybag .* is damaged/,
    ],
    [
      'a keybag that is cut off',
      (cipher) => ({ IsEncrypted: true, BackupKeyBag: cipher.keybag.subarray(0, 300), ManifestKey: keyOf(cipher) }),
      /keybag .* is damaged/,
    ],
    [
      'a keybag that asks for endless work',
      (cipher) => ({ IsEncrypted: true, BackupKeyBag: withRounds(cipher.keybag, 4_000_000_000), ManifestKey: keyOf(cipher) }),
      /4,000,000,000 rounds/,
    ],
    [
      'no rounds at all',
      (cipher) => ({ IsEncrypted: true, BackupKeyBag: withRounds(cipher.keybag, 0), ManifestKey: keyOf(cipher) }),
      /keybag .* is damaged/,
    ],
    ['a missing manifest key', (cipher) => ({ IsEncrypted: true, BackupKeyBag: cipher.keybag }), /no usable key for its Manifest\.db/],
    [
      'a damaged manifest key',
      (cipher) => ({ IsEncrypted: true, BackupKeyBag: cipher.keybag, ManifestKey: flipped(keyOf(cipher), 20) }),
      /no usable key for its Manifest\.db/,
    ],
    [
      'a manifest key of another file',
      (cipher) => ({ IsEncrypted: true, BackupKeyBag: cipher.keybag, ManifestKey: cipher.storedKey('other', 4) }),
      /password is right.*Manifest\.db.*damaged/,
    ],
    ['a Manifest.plist that says nothing', () => ({ IsEncrypted: false }), /Manifest\.db of this backup is no database/],
  ])('%s is one clear sentence', async (_name, manifestPlist, sentence) => {
    using folder = temporaryFolder()
    const cipher = await cipherFor(PASSWORD)
    const lists = manifestPlist(cipher)
    writeBackup(folder.path, ROWS, { cipher, ...(lists === undefined ? {} : { manifestPlist: lists }) })
    const error = await failureOf(recogniseExtraction(folder.path, { password: PASSWORD }))
    expect(error).toBeInstanceOf(SourceError)
    expect(error).not.toBeInstanceOf(PasswordError)
    expect(error.message).toMatch(sentence)
    expect(error.message).not.toContain(PASSWORD)
  })

  it('of single files costs these files, and says why', async () => {
    using folder = temporaryFolder()
    const cipher = await cipherFor(PASSWORD)
    const row = (name: string, more: Partial<BackupRow>): BackupRow => ({
      domain: 'HomeDomain',
      relativePath: `${name}.db`,
      content: Buffer.alloc(100, name),
      ...more,
    })
    const key = cipher.storedKey('HomeDomain-key.db', 3)
    writeBackup(
      folder.path,
      [
        ...ROWS,
        row('key', { storedKey: flipped(key, 30), alter: (bytes) => bytes }),
        row('short', { storedKey: key.subarray(0, 20) }),
        row('class', { storedKey: Buffer.concat([Buffer.from([77, 0, 0, 0]), key.subarray(4)]), protectionClass: 77 }),
        row('record', { rawMetadata: Buffer.from('bplist00 damaged') }),
        row('nokey', { storedKey: null }),
        row('cut', { alter: (bytes) => bytes.subarray(0, 50) }),
        row('long', { alter: (bytes) => Buffer.concat([bytes, bytes]) }),
      ],
      { cipher },
    )
    const extraction = await recogniseExtraction(folder.path, { password: PASSWORD })
    await expectAllContents(extraction)
    const at = (name: string): string => `private/var/mobile/${name}.db`
    for (const [name, why] of [
      ['key', /cannot be unwrapped/],
      ['short', /key in the manifest is damaged/],
      ['class', /protection class \(77\)/],
      ['record', /record in the manifest/],
    ] as const) {
      expect((await failureOf(contentOf(extraction, at(name)))).message).toMatch(/cannot be decrypted/)
      expect((await failureOf(contentOf(extraction, at(name)))).message).toMatch(why)
      expect(extraction.notices.find(({ path }) => path === at(name))?.problem).toMatch(why)
    }
    expect((await contentOf(extraction, at('nokey'))).toString()).toBe('nokey'.repeat(20))
    expect((await contentOf(extraction, at('cut'))).toString()).toBe('cut'.repeat(16))
    expect((await contentOf(extraction, at('long'))).toString()).toBe('long'.repeat(25))
    const said = (name: string): string | undefined => extraction.notices.find(({ path }) => path === at(name))?.problem
    expect([said('nokey'), said('cut'), said('long')]).toEqual([
      'The manifest gives this file no key; its bytes are read as they are stored.',
      'The backup holds less of this encrypted file than the manifest states; what is there is read.',
      'The backup holds more bytes of this encrypted file than the manifest states; it is read up to the stated size.',
    ])
    expect((await extraction.fingerprint()).files.has(at('key'))).toBe(false)
  })
})

describe('encrypted backups that are not quite', () => {
  it('is read where Manifest.db is plain and files are encrypted, as the first iOS 10 wrote it', async () => {
    using folder = temporaryFolder()
    const cipher = await cipherFor(PASSWORD)
    writeBackup(folder.path, ROWS, { cipher, isManifestPlain: true, manifestPlist: { IsEncrypted: true, BackupKeyBag: cipher.keybag } })
    await expectAllContents(await recogniseExtraction(folder.path, { password: PASSWORD }))
  })

  it('needs no password when another program has decrypted it', async () => {
    using folder = temporaryFolder()
    const cipher = await cipherFor(PASSWORD)
    writeBackup(folder.path, ROWS, { cipher })
    const lists = readFileSync(join(folder.path, 'Manifest.plist'))
    rmSync(folder.path, { recursive: true })
    writeBackup(folder.path, ROWS, {})
    writeFileSync(join(folder.path, 'Manifest.plist'), lists)
    const extraction = await recogniseExtraction(folder.path)
    await expectAllContents(extraction)
    expect(extraction.notices[0]?.problem).toMatch(/decrypted by another program/)
  })
})
