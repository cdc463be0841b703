/** Decryption of a WhatsApp backup from its key to the plain database, beside reading and inflating bytes of the same size. */
import { createCipheriv, createHash, hkdfSync } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createDeflate, createInflate } from 'node:zlib'
import { recogniseExtraction } from '../../parsers/sources/recognise.ts'
import { type Figure, timed } from './report.ts'

const MEGABYTE = 1024 * 1024
const ROOT_KEY = Buffer.alloc(32, 5)
const VECTOR = Buffer.alloc(16, 9)

/** `megabytes` is the size of the plain database. */
export async function benchWhatsappBackup(megabytes: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-bench-'))
  try {
    const packed = join(folder, 'packed.zlib')
    const encrypted = join(folder, 'msgstore.db.crypt15')
    const sha256 = await writeBackup(packed, encrypted, megabytes)
    const bytes = megabytes * MEGABYTE
    const inflated = await timed(() =>
      finished(
        createReadStream(packed, { highWaterMark: MEGABYTE })
          .pipe(createInflate({ chunkSize: MEGABYTE }))
          .resume(),
      ),
    )
    const baseline: Figure = { what: 'reading and inflating the same content', milliseconds: inflated.milliseconds, bytes }
    const before = process.memoryUsage().rss
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5)
    const opened = await timed(() => recogniseExtraction(encrypted, { keyFile: ROOT_KEY }))
    clearInterval(watch)
    const hash = createHash('sha256')
    for await (const chunk of await opened.value.open('msgstore.db')) hash.update(chunk as Uint8Array)
    if (hash.digest('hex') !== sha256) throw new Error('the decrypted bytes are not those that were encrypted')
    await opened.value.close()
    const peakMegabytes = (peak - before) / MEGABYTE
    return [
      baseline,
      { what: 'crypt15 decrypted, checked and unpacked to disk', milliseconds: opened.milliseconds, bytes, peakMegabytes, baseline },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Returns the hash of the plain bytes. Nothing of it stays in memory. */
async function writeBackup(packed: string, encrypted: string, megabytes: number): Promise<string> {
  const plain = createHash('sha256')
  const source = plainBytes(megabytes, (chunk) => void plain.update(chunk))
  await pipeline(source, createDeflate({ level: 1 }), createWriteStream(packed))
  const header = Buffer.concat([Buffer.from([22, 1, 8, 1, 0x1a, 18, 0x0a, 16]), VECTOR])
  const key = Buffer.from(hkdfSync('sha256', ROOT_KEY, Buffer.alloc(32), 'backup encryption', 32))
  const cipher = createCipheriv('aes-256-gcm', key, VECTOR)
  const digest = createHash('md5').update(header)
  const through = new PassThrough()
  const written = pipeline(through, createWriteStream(encrypted))
  through.write(header)
  for await (const chunk of createReadStream(packed, { highWaterMark: MEGABYTE }).pipe(cipher)) {
    digest.update(chunk as Buffer)
    if (!through.write(chunk)) await new Promise((resolve) => through.once('drain', resolve))
  }
  const tag = cipher.getAuthTag()
  through.end(Buffer.concat([tag, digest.update(tag).digest()]))
  await written
  return plain.digest('hex')
}

/** A third of each piece is noise, the rest is text: it packs to a good third, as a database does. */
function* plainBytes(megabytes: number, use: (chunk: Buffer) => void): Generator<Buffer> {
  const text = Buffer.from('SQLite format 3\0 a message of some length, as people write them to each other every day. ')
  for (let done = 0; done < megabytes; done += 1) {
    const chunk = Buffer.alloc(MEGABYTE, text)
    const noise = createCipheriv('aes-256-ctr', ROOT_KEY, VECTOR)
    noise.update(Buffer.alloc(16 * (done + 1)))
    for (let at = 0; at < MEGABYTE; at += 48) noise.update(Buffer.alloc(Math.min(16, MEGABYTE - at))).copy(chunk, at)
    use(chunk)
    yield chunk
  }
}
