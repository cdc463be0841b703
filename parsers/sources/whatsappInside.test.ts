/** WhatsApp's backups inside images and folders: which state is read, with which key, and what is said of the others. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashesBelow, ownTemporaryFolder, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { type CryptKind, cryptOf, keyFileOf, rootKeyFileOf } from '../../fixtures/hostile/whatsappBackup.ts'
import { zipOf } from '../../fixtures/hostile/zipArchive.ts'
import { type Extraction, PasswordError, SourceError } from './extraction.ts'
import { openStoredInput, recogniseExtraction, type RecogniseOptions } from './recognise.ts'

type Files = Readonly<Record<string, Buffer>>

const FOLDER = 'data/media/0/Android/media/com.whatsapp/WhatsApp/Databases'
const DATABASE = Buffer.from(`SQLite format 3\0${'newest '.repeat(5000)}`)
const OLDER = Buffer.from(`SQLite format 3\0${'older '.repeat(5000)}`)
const KEY = 'data/data/com.whatsapp/files/key'
const ROOT_KEY = 'data/data/com.whatsapp/files/encrypted_backup.key'
const KINDS: readonly CryptKind[] = ['crypt12', 'crypt14', 'crypt15']
const keyOf = (kind: CryptKind, seed: string): Buffer => (kind === 'crypt15' ? rootKeyFileOf(seed) : keyFileOf(seed))

function write(folder: string, isZip: boolean, files: Files): string {
  const path = join(folder, isZip ? 'input.zip' : 'input')
  if (isZip) writeFileSync(path, zipOf(Object.entries(files).map(([name, content]) => ({ name, content, isDeflated: true }))))
  else
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), content)
    }
  return path
}

async function withFiles(
  files: Files,
  check: (extraction: Extraction, folder: string) => void | Promise<void>,
  { isZip = false, ...options }: RecogniseOptions & { readonly isZip?: boolean } = {},
): Promise<void> {
  using folder = temporaryFolder()
  using work = temporaryFolder()
  const path = write(folder.path, isZip, files)
  const before = hashesBelow(folder.path)
  using scratch = ownTemporaryFolder()
  try {
    const extraction = await recogniseExtraction(path, options)
    try {
      const stored = await openStoredInput(path)
      expect((await extraction.fingerprint()).sha256).toBe(await stored.fingerprint())
      await stored.close()
      await check(extraction, work.path)
    } finally {
      await extraction.close()
    }
  } finally {
    expect(hashesBelow(folder.path)).toEqual(before)
    expect(scratch.left()).toEqual([])
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe.each([false, true])('a backup in an image (zip: %s)', (isZip) => {
  it.each(KINDS)('%s is read with the key that lies in the image', async (kind) => {
    expect.hasAssertions()
    const name = `${FOLDER}/msgstore.db.${kind}`
    const files = { [name]: cryptOf(kind, DATABASE, 'a'), [KEY]: keyFileOf('a'), [ROOT_KEY]: rootKeyFileOf('a') }
    await withFiles(
      files,
      async (extraction, work) => {
        expect(extraction.stat(`${FOLDER}/msgstore.db`)).toMatchObject({ storedAs: name, sizeBytes: DATABASE.length, app: 'com.whatsapp' })
        expect(await extraction.materialise(`${FOLDER}/msgstore.db`, join(work, 'copy'))).toEqual({
          sha256: sha256(DATABASE),
          sizeBytes: DATABASE.length,
        })
        expect(extraction.stat(name)?.setAside?.kind).toBe('opened')
        const said = extraction.notices.map(({ problem }) => problem).join()
        expect(said).toContain(
          `decrypted with the key at data/data/com.whatsapp/files/${kind === 'crypt15' ? 'encrypted_backup.key' : 'key'};`,
        )
      },
      { isZip },
    )
  })

  it.each(KINDS)('%s is read with the key that is supplied', async (kind) => {
    expect.hasAssertions()
    await withFiles(
      { [`${FOLDER}/msgstore.db.${kind}`]: cryptOf(kind, DATABASE, 'a'), [KEY]: keyFileOf('another'), 'data/system/x': Buffer.from('x') },
      (extraction) => {
        expect(extraction.stat(`${FOLDER}/msgstore.db`)?.isPresent).toBe(true)
        expect(extraction.notices.map(({ problem }) => problem).join()).toContain('with the key that was supplied')
      },
      { isZip, keyFile: keyOf(kind, 'a') },
    )
  })

  it.each(KINDS)('%s without its key is listed as locked, and says what it wants', async (kind) => {
    expect.hasAssertions()
    const name = `${FOLDER}/msgstore.db.${kind}`
    await withFiles(
      { [name]: cryptOf(kind, DATABASE, 'a'), 'data/system/x': Buffer.from('x') },
      (extraction) => {
        expect(extraction.stat(name)).toMatchObject({ isPresent: true, setAside: { kind: 'locked' } })
        expect(extraction.stat(name)?.setAside?.note).toMatch(/neither supplied \(--key-file\) nor found/)
        expect(extraction.stat(`${FOLDER}/msgstore.db`)).toBeNull()
      },
      { isZip },
    )
  })

  it.each(KINDS)('%s with another key, or with one bit changed, is listed as locked with the reason', async (kind) => {
    const name = `${FOLDER}/msgstore.db.${kind}`
    const whole = cryptOf(kind, DATABASE, 'a')
    const changed = Buffer.from(whole)
    const at = whole.length - 70
    changed[at] = (changed[at] ?? 0) ^ 4
    for (const [bytes, seed] of [
      [whole, 'b'],
      [changed, 'a'],
      [whole.subarray(0, 60), 'a'],
    ] as const)
      await withFiles(
        { [name]: bytes, 'data/system/x': Buffer.from('x') },
        (extraction) =>
          expect(extraction.stat(name)?.setAside).toMatchObject({
            kind: 'locked',
            note: expect.stringMatching(/^With the key that was supplied: .*(?:does not open|does not belong|cut off)/) as string,
          }),
        { isZip, keyFile: keyOf(kind, seed) },
      )
  })
})

describe('of several states of one database', () => {
  const nightly = (day: number, kind: CryptKind = 'crypt15'): string => `${FOLDER}/msgstore-2024-05-0${day}.1.db.${kind}`
  const reading = async (files: Files): Promise<Record<string, string>> => {
    const kinds: Record<string, string> = {}
    await withFiles({ ...files, [KEY]: keyFileOf('a'), [ROOT_KEY]: rootKeyFileOf('a') }, async (extraction, work) => {
      for (const { path, setAside } of extraction.list()) if (setAside !== undefined) kinds[path.slice(FOLDER.length + 1)] = setAside.kind
      const { sha256: hash } = await extraction.materialise(`${FOLDER}/msgstore.db`, join(work, 'copy')).catch(() => ({ sha256: '' }))
      kinds['read'] = hash === sha256(DATABASE) ? 'newest' : hash === '' ? 'none' : 'older'
    })
    return kinds
  }

  it('the one without a date is read, and nightly ones are not', async () => {
    expect(
      await reading({
        [`${FOLDER}/msgstore.db.crypt15`]: cryptOf('crypt15', DATABASE, 'a'),
        [nightly(1)]: cryptOf('crypt15', OLDER, 'a'),
        [nightly(2)]: cryptOf('crypt15', OLDER, 'a'),
      }),
    ).toEqual({
      'msgstore.db.crypt15': 'opened',
      'msgstore-2024-05-01.1.db.crypt15': 'unread',
      'msgstore-2024-05-02.1.db.crypt15': 'unread',
      read: 'newest',
    })
  })

  it('the latest nightly one is read where there is no other', async () => {
    expect(await reading({ [nightly(1)]: cryptOf('crypt15', OLDER, 'a'), [nightly(2)]: cryptOf('crypt15', DATABASE, 'a') })).toEqual({
      'msgstore-2024-05-01.1.db.crypt15': 'unread',
      'msgstore-2024-05-02.1.db.crypt15': 'opened',
      read: 'newest',
    })
  })

  it('the newer kind of encryption is read: the older was left behind', async () => {
    expect(
      await reading({
        [`${FOLDER}/msgstore.db.crypt12`]: cryptOf('crypt12', OLDER, 'a'),
        [`${FOLDER}/msgstore.db.crypt14`]: cryptOf('crypt14', DATABASE, 'a'),
      }),
    ).toEqual({ 'msgstore.db.crypt12': 'unread', 'msgstore.db.crypt14': 'opened', read: 'newest' })
  })

  it('the database itself is read where the image has it, of the same user only', async () => {
    const backup = { [`${FOLDER}/msgstore.db.crypt15`]: cryptOf('crypt15', DATABASE, 'a') }
    expect(await reading({ ...backup, 'data/data/com.whatsapp/databases/msgstore.db': DATABASE })).toEqual({
      'msgstore.db.crypt15': 'unread',
      read: 'none',
    })
    for (const other of ['data/user/10/com.whatsapp/databases/msgstore.db', 'data/data/com.whatsapp.w4b/databases/msgstore.db'])
      expect(await reading({ ...backup, [other]: DATABASE })).toMatchObject({ 'msgstore.db.crypt15': 'opened', read: 'newest' })
  })

  it('an incremental backup is a zip, and says that it is not read', async () => {
    const increment = zipOf([{ name: 'messages.bin', content: Buffer.from('messages') }])
    expect(
      await reading({
        [`${FOLDER}/msgstore.db.crypt15`]: cryptOf('crypt15', DATABASE, 'a'),
        [`${FOLDER}/msgstore-increment-1.db.crypt15`]: cryptOf('crypt15', increment, 'a'),
      }),
    ).toEqual({ 'msgstore.db.crypt15': 'opened', 'msgstore-increment-1.db.crypt15': 'unread', read: 'newest' })
  })
})

describe('a folder of nothing but a backup', () => {
  const files = { 'msgstore.db.crypt15': cryptOf('crypt15', DATABASE, 'a') }

  it('asks for its key', async () => {
    const refused = await withFiles(files, () => {}).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(PasswordError)
    await expect(withFiles(files, () => {}, { keyFile: rootKeyFileOf('b') })).rejects.toBeInstanceOf(PasswordError)
  })

  it('is opened with the key beside it, or with the digits', async () => {
    const listOf = (extraction: Extraction): void =>
      expect(extraction.list().map(({ path }) => path)).toEqual(expect.arrayContaining(['msgstore.db', 'msgstore.db.crypt15']))
    await withFiles({ ...files, 'encrypted_backup.key': rootKeyFileOf('a') }, listOf)
    await withFiles(files, listOf, { password: rootKeyFileOf('a').subarray(27).toString('hex') })
  })
})

it('an incremental backup by itself is opened to what it holds', async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'msgstore-increment-1.db.crypt15')
  writeFileSync(path, cryptOf('crypt15', zipOf([{ name: 'messages.bin', content: Buffer.from('messages') }]), 'a'))
  const extraction = await recogniseExtraction(path, { keyFile: rootKeyFileOf('a') })
  expect([extraction.kind, extraction.list().map(({ path: each }) => each)]).toEqual(['whatsapp-backup', ['messages.bin']])
  await extraction.close()
})

it.each(KINDS)('%s with any one bit changed is refused', async (kind) => {
  using folder = temporaryFolder()
  const path = join(folder.path, `msgstore.db.${kind}`)
  const whole = cryptOf(kind, DATABASE, 'a')
  // The digits of the number at the end of crypt12 are under no checksum.
  const end = kind === 'crypt12' ? whole.length - 4 : whole.length
  for (let at = 0; at < end; at += 1) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
    writeFileSync(path, changed)
    const outcome = await recogniseExtraction(path, { keyFile: keyOf(kind, 'a') }).catch((error: unknown) => error)
    expect([at, outcome instanceof SourceError]).toEqual([at, true])
  }
})
