/** adb backups: plain, compressed, encrypted (made by Python and openssl, apart from the reader), damaged; and where each file belongs. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { tarOf } from '../../fixtures/hostile/tarArchive.ts'
import { hashesBelow, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { pathOnThePhone } from './androidBackup.ts'
import { PasswordError, SourceError } from './extraction.ts'
import { openStoredInput, recogniseExtraction } from './recognise.ts'
import { whatsappKey } from './whatsappKeys.ts'

const SCRIPT = fileURLToPath(new URL('../../test/support/encryptAndroidBackup.py', import.meta.url))
const MMSSMS = Buffer.from('SQLite format 3\0 and more')
const TAR = tarOf([
  { name: 'apps/com.android.providers.telephony/d_db/mmssms.db', content: MMSSMS },
  { name: 'apps/com.example.app/sp/prefs.xml', content: Buffer.from('<map/>') },
  { name: 'shared/0/DCIM/a.jpg', content: Buffer.from('picture') },
])
const PATHS = [
  'data/data/com.example.app/shared_prefs/prefs.xml',
  'data/media/0/DCIM/a.jpg',
  'data/user_de/0/com.android.providers.telephony/databases/mmssms.db',
]
const header = (version: number, compressed: 0 | 1, encryption = 'none'): Buffer =>
  Buffer.from(`ANDROID BACKUP\n${version}\n${compressed}\n${encryption}\n`)

async function pathsOf(bytes: Uint8Array, options: { readonly password?: string } = {}): Promise<string[]> {
  using folder = temporaryFolder()
  const file = join(folder.path, 'backup.ab')
  writeFileSync(file, bytes)
  const before = hashesBelow(folder.path)
  const extraction = await recogniseExtraction(file, options)
  try {
    expect([extraction.kind, extraction.platform]).toEqual(['android-backup', 'android'])
    const target = join(folder.path, 'copied')
    await extraction.materialise(PATHS[2] ?? '', target)
    expect(readFileSync(target)).toEqual(MMSSMS)
    return extraction.list().map(({ path }) => path)
  } finally {
    await extraction.close()
    expect({ ...hashesBelow(folder.path), copied: undefined }).toEqual({ ...before, copied: undefined })
  }
}

function encrypted(version: number, compressed: 0 | 1, password: string): Buffer {
  using folder = temporaryFolder()
  writeFileSync(join(folder.path, 'in.tar'), TAR)
  const made = spawnSync('python3', [
    SCRIPT,
    join(folder.path, 'in.tar'),
    join(folder.path, 'out.ab'),
    String(version),
    String(compressed),
    password,
  ])
  expect(made.stderr.toString()).toBe('')
  return readFileSync(join(folder.path, 'out.ab'))
}

async function failureOf(bytes: Uint8Array, options: { readonly password?: string } = {}): Promise<Error> {
  const error: unknown = await pathsOf(bytes, options).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(SourceError)
  const failure = error instanceof Error ? error : new Error('nothing failed')
  expect(failure.message).toMatch(/^[^\n]+\.$/)
  return failure
}

describe('an adb backup', () => {
  it.each([1, 2, 3, 4, 5])('of version %i, compressed or not', async (version) => {
    expect(await pathsOf(Buffer.concat([header(version, 0), TAR]))).toEqual(PATHS)
    expect(await pathsOf(Buffer.concat([header(version, 1), deflateSync(TAR)]))).toEqual(PATHS)
  })

  it.each([
    [1, 1],
    [1, 0],
    [2, 1],
    [5, 1],
    [5, 0],
  ] as const)('of version %i with compression %i, encrypted', async (version, compressed) => {
    const bytes = encrypted(version, compressed, 'pässwörd')
    expect(await pathsOf(bytes, { password: 'pässwörd' })).toEqual(PATHS)
    expect(await pathsOf(bytes, { password: 'pässwörd'.normalize('NFD') })).toEqual(PATHS)
    expect(await failureOf(bytes)).toBeInstanceOf(PasswordError)
    const wrong = await failureOf(bytes, { password: 'passwort' })
    expect(wrong).toBeInstanceOf(PasswordError)
    expect(wrong.message).not.toContain('passwort')
  })

  it('is known by its bytes without the password', async () => {
    using folder = temporaryFolder()
    const file = join(folder.path, 'backup.ab')
    writeFileSync(file, encrypted(5, 1, 'secret'))
    const stored = await openStoredInput(file)
    const extraction = await recogniseExtraction(file, { password: 'secret' })
    expect(await stored.fingerprint()).toBe((await extraction.fingerprint()).sha256)
    expect(extraction.device.stated['IsEncrypted']).toBe('true')
    await stored.close()
    await extraction.close()
  })

  it.each([
    ['cut in its compressed part', Buffer.concat([header(5, 1), deflateSync(TAR).subarray(0, -12)]), /cut off or damaged/],
    ['cut in its header', Buffer.from('ANDROID BACKUP\n5\n1'), /cut off/],
    ['of a version to come', Buffer.concat([header(9, 0), TAR]), /version 9/],
    ['encrypted in an unknown way', header(5, 1, 'AES-512'), /does not know \(AES-512\)/],
    ['that holds no tar', Buffer.concat([header(5, 1), deflateSync(Buffer.alloc(2000, 7))]), /no tar archive/],
    ['with nothing behind its header', header(5, 0), /holds no files|no tar archive|cut off/],
  ])('%s is refused in one sentence', async (_what, bytes, sentence) => {
    expect((await failureOf(bytes)).message).toMatch(sentence)
  })

  it('that is encrypted and cut off says so', async () => {
    const bytes = encrypted(5, 1, 'secret')
    expect((await failureOf(bytes.subarray(0, bytes.length - 40), { password: 'secret' })).message).toMatch(/cut off or damaged/)
  })
})

it.each([
  ['apps/com.example/db/a.db', 'data/data/com.example/databases/a.db'],
  ['apps/com.example/f/x/y', 'data/data/com.example/files/x/y'],
  ['apps/com.example/r/app_z/q', 'data/data/com.example/app_z/q'],
  ['apps/com.example/d_r/z', 'data/user_de/0/com.example/z'],
  ['apps/com.example/ef/z', 'data/media/0/Android/data/com.example/files/z'],
  ['apps/com.example/obb/z', 'data/media/0/Android/obb/com.example/z'],
  ['apps/com.example/a/base.apk', 'data/app/com.example/base.apk'],
  ['apps/com.example/_manifest', 'data/data/com.example/_manifest'],
  ['apps/com.example/zz/z', 'apps/com.example/zz/z'],
  ['shared/1/a b', 'data/media/1/a b'],
])('%s lies at %s on the phone', (name, path) => expect(pathOnThePhone(name)).toBe(path))

describe('keys of WhatsApp backups', () => {
  it.each([Buffer.from('x'), Buffer.alloc(158), Buffer.from('zz'.repeat(32))])('%s is none', (bytes) => {
    expect(() => whatsappKey(bytes, undefined)).toThrow(/no key of a WhatsApp backup/)
  })
  it('is the same from the raw bytes, the digits, and the serialised file', () => {
    const raw = Buffer.from(Array.from({ length: 32 }, (_, index) => index))
    const java = Buffer.concat([Buffer.from('aced0005757200025b42acf317f8060854e0020000787000000020', 'hex'), raw])
    const keys = [
      whatsappKey(raw, undefined),
      whatsappKey(Buffer.from(raw.toString('hex')), undefined),
      whatsappKey(java, undefined),
      whatsappKey(Buffer.from(`signal: ${'00'.repeat(32)}\nwhatsapp: ${raw.toString('hex')}\n`), undefined),
      whatsappKey(undefined, raw.toString('hex')),
    ]
    expect(new Set(keys.map(({ key }) => key.toString('hex'))).size).toBe(1)
  })
})
