/**
 * Decryption of a backup's contents beside `openssl enc -aes-256-cbc -d` on the same bytes, and a whole encrypted backup of
 * the same size, from the password to the last byte, beside Node's bare PBKDF2 with the same rounds.
 */
import { spawnSync } from 'node:child_process'
import { createCipheriv, createHash, pbkdf2, randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { promisify } from 'node:util'
import { BackupCipher, TODAYS_ROUNDS } from '../../fixtures/demo/write/encryption.ts'
import { writeBackup } from '../../fixtures/hostile/backupFolder.ts'
import { decryptingContainer } from '../../parsers/sources/contentDecryption.ts'
import { openFolder } from '../../parsers/sources/folderContainer.ts'
import { recogniseExtraction } from '../../parsers/sources/recognise.ts'
import { type Figure, timed } from './report.ts'

const MEGABYTE = 1024 * 1024
const KEY = Buffer.alloc(32, 7)
const PASSWORD = 'bench'
const FILES = 64
/** Of each figure the fastest run counts: what other programs do meanwhile is not ours. */
const RUNS = 3

export async function benchDecryption(megabytes: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-bench-'))
  try {
    return [...(await benchContents(folder, megabytes)), ...(await benchBackup(join(folder, 'backup'), megabytes))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function benchContents(folder: string, megabytes: number): Promise<Figure[]> {
  const encrypted = join(folder, 'encrypted.bin')
  const bytes = megabytes * MEGABYTE
  const sha256 = writeEncrypted(encrypted, megabytes)
  const figures: Figure[] = []
  const zeros = '0'.repeat(32)
  const openssl = await fastest(() =>
    spawnSync('openssl', [
      'enc',
      '-aes-256-cbc',
      '-d',
      '-nopad',
      '-K',
      KEY.toString('hex'),
      '-iv',
      zeros,
      '-in',
      encrypted,
      '-out',
      '/dev/null',
    ]),
  )
  const baseline: Figure | undefined =
    openssl.value.status === 0 ? { what: 'openssl enc -aes-256-cbc -d', milliseconds: openssl.milliseconds, bytes } : undefined
  if (baseline === undefined) process.stderr.write('skipped: no openssl to compare with\n')
  else figures.push(baseline)
  const before = process.memoryUsage().rss
  let peak = before
  const container = decryptingContainer(openFolder(folder), { wipe: () => {} })
  const original = container.files.find(({ path }) => path === 'encrypted.bin')
  if (original === undefined) throw new Error('the bench file is gone')
  const hash = createHash('sha256')
  const read = async (use: (chunk: Buffer) => void): Promise<void> => {
    const stream = await container.open({ ...original, decryption: { original, key: KEY, problem: null } })
    for await (const chunk of stream) {
      use(chunk as Buffer)
      peak = Math.max(peak, process.memoryUsage.rss())
    }
  }
  const ours = await fastest(() => read(() => {}))
  await read((chunk) => void hash.update(chunk))
  if (hash.digest('hex') !== sha256) throw new Error('the decrypted bytes are not those that were encrypted')
  figures.push({
    what: 'decrypting stream of a backup file',
    milliseconds: ours.milliseconds,
    bytes,
    peakMegabytes: (peak - before) / MEGABYTE,
    ...(baseline === undefined ? {} : { baseline }),
  })
  return figures
}

async function fastest<T>(action: () => T | Promise<T>): Promise<{ value: T; milliseconds: number }> {
  let best = await timed(action)
  for (let run = 1; run < RUNS; run++) {
    const next = await timed(action)
    if (next.milliseconds < best.milliseconds) best = next
  }
  return best
}

/** Random plain bytes, encrypted; returns their hash. Nothing of it stays in memory. */
function writeEncrypted(path: string, megabytes: number): string {
  const cipher = createCipheriv('aes-256-cbc', KEY, Buffer.alloc(16)).setAutoPadding(false)
  const hash = createHash('sha256')
  const file = openSync(path, 'wx')
  for (let done = 0; done < megabytes; done++) {
    const plain = randomBytes(MEGABYTE)
    hash.update(plain)
    writeSync(file, cipher.update(plain))
  }
  closeSync(file)
  return hash.digest('hex')
}

async function benchBackup(folder: string, megabytes: number): Promise<Figure[]> {
  const cipher = await BackupCipher.create({ password: PASSWORD, seed: 'bench', ...TODAYS_ROUNDS })
  const content = randomBytes(Math.floor((megabytes * MEGABYTE) / FILES))
  writeBackup(
    folder,
    Array.from({ length: FILES }, (_, i) => ({ domain: 'MediaDomain', relativePath: `Media/${i}.bin`, content })),
    { cipher },
  )
  const derived = await fastest(() => promisify(pbkdf2)(PASSWORD, Buffer.alloc(20), TODAYS_ROUNDS.firstRounds, 32, 'sha256'))
  const baseline: Figure = {
    what: `bare PBKDF2, ${TODAYS_ROUNDS.firstRounds.toLocaleString('en')} rounds`,
    milliseconds: derived.milliseconds,
  }
  const bytes = content.length * FILES
  const opened = await fastest(() => recogniseExtraction(folder, { password: PASSWORD }))
  const hashed = await fastest(() => opened.value.fingerprint())
  const read = await fastest(async () => {
    for (const { path } of opened.value.list()) await finished((await opened.value.open(path)).resume())
  })
  await opened.value.close()
  return [
    baseline,
    { what: 'unlocking and listing an encrypted backup', milliseconds: opened.milliseconds, baseline },
    { what: 'hashing its stored bytes and what they hold', milliseconds: hashed.milliseconds, bytes },
    { what: `reading its ${FILES} files`, milliseconds: read.milliseconds, bytes },
    {
      what: 'all of it: password to last byte',
      milliseconds: opened.milliseconds + hashed.milliseconds + read.milliseconds,
      bytes,
      baseline,
    },
  ]
}
