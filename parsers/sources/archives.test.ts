import { createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { gnuLongName, paxRecord, tarOf } from '../../fixtures/hostile/tarArchive.ts'
import { ownTemporaryFolder, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { zipOf } from '../../fixtures/hostile/zipArchive.ts'
import type { Extraction } from './extraction.ts'
import { SourceError } from './extraction.ts'
import { recogniseExtraction } from './recognise.ts'

const SMS = 'private/var/mobile/Library/SMS/sms.db'
const bytes = (text: string): Buffer => Buffer.from(text)

const PAD = { name: 'pad.bin', content: bytes('12345') }

async function contentOf(extraction: Extraction, path: string): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await extraction.open(path)) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('latin1')
}

/** Writes the bytes to a file, recognises it, and hands the extraction to `check`. */
async function withFile(content: Buffer, check: (extraction: Extraction, path: string) => Promise<void>): Promise<void> {
  using folder = temporaryFolder()
  const path = join(folder.path, 'input.bin')
  writeFileSync(path, content)
  const extraction = await recogniseExtraction(path)
  try {
    await check(extraction, path)
  } finally {
    await extraction.close()
  }
}

const pathsOf = (extraction: Extraction): string[] => extraction.list().map(({ path }) => path)
const problemsOf = (extraction: Extraction): string[] => extraction.notices.map(({ path, problem }) => `${path ?? ''} | ${problem}`)

describe('zip', () => {
  it.each([false, true])('reads what another program zipped, stored and deflated (zip64: %s)', async (forceZip64Format) => {
    using folder = temporaryFolder()
    const path = join(folder.path, 'phone.zip')
    const zip = new ZipFile()
    zip.addBuffer(bytes('stored'), SMS, { compress: false, mtime: new Date('2024-03-01T10:00:00Z'), forceZip64Format })
    zip.addBuffer(bytes('deflated '.repeat(1000)), 'private/var/mobile/Media/DCIM/a.jpg', { compress: true, forceZip64Format })
    zip.addEmptyDirectory('private/var/empty')
    zip.end({ forceZip64Format, comment: '' })
    await pipeline(zip.outputStream, createWriteStream(path))
    const extraction = await recogniseExtraction(path)
    expect([extraction.kind, extraction.platform, extraction.name]).toEqual(['zip', 'ios', 'phone.zip'])
    expect(pathsOf(extraction)).toEqual([SMS, 'private/var/mobile/Media/DCIM/a.jpg'])
    expect(await contentOf(extraction, SMS)).toBe('stored')
    expect(extraction.stat(SMS)?.modifiedAtMs).toBe(Date.UTC(2024, 2, 1, 10))
    expect(await contentOf(extraction, 'private/var/mobile/Media/DCIM/a.jpg')).toBe('deflated '.repeat(1000))
    await extraction.close()
  })

  it('reads zip64 sizes and positions', () =>
    withFile(zipOf([PAD, { name: SMS, content: bytes('wide'), isZip64: true }]), async (extraction) => {
      expect(await contentOf(extraction, SMS)).toBe('wide')
    }))

  it('refuses evil names, keeps the rest, and says so', () => {
    const evil = ['../../tmp/evil.txt', '..\\..\\Temp\\evil.txt', '/etc/passwd', 'C:\\evil.txt', 'a\0b']
    const parts = [...evil.map((name) => ({ name, content: bytes('evil') })), { name: 'good.db', content: bytes('good') }]
    return withFile(zipOf(parts), async (extraction) => {
      expect(pathsOf(extraction)).toEqual(['good.db'])
      expect(extraction.notices.map(({ path }) => path ?? '').sort()).toEqual([...evil].sort())
    })
  })

  it('reads an absolute name at the root of a phone as that, and backslashes as separators', () =>
    withFile(
      zipOf([
        { ...PAD, name: `/${SMS}` },
        { ...PAD, name: 'private\\var\\mobile\\b.db' },
      ]),
      async (extraction) => {
        expect(pathsOf(extraction)).toEqual([SMS, 'private/var/mobile/b.db'])
        expect(extraction.stat('private/var/mobile/b.db')?.storedAs).toBe('private\\var\\mobile\\b.db')
      },
    ))

  it('takes names without the UTF-8 flag as UTF-8 where they are, as code page 437 where not', () => {
    const parts = [
      { name: bytes('ข้อความ.db'), content: bytes('1'), flags: 0 },
      { name: Buffer.from([0x81, 0x2e, 0x64, 0x62]), content: bytes('2'), flags: 0 },
    ]
    return withFile(zipOf(parts), async (extraction) => expect(pathsOf(extraction).sort()).toEqual(['ü.db', 'ข้อความ.db']))
  })

  it('does not follow links', () =>
    withFile(
      zipOf([
        { name: 'link', content: bytes('/etc/passwd'), unixMode: 0o120777 },
        { ...PAD, name: 'a.db' },
      ]),
      async (extraction) => {
        expect(pathsOf(extraction)).toEqual(['a.db'])
        expect(extraction.notices).toMatchObject([{ path: 'link' }])
      },
    ))

  it('loses only the broken entry', () => {
    const parts = [
      { name: 'encrypted.db', content: bytes('x'), flags: 0x801 },
      { name: 'method.db', content: bytes('x'), method: 97 },
      { name: 'extra.db', content: bytes('x'), extra: Buffer.from([0x55, 0x54, 0xff, 0xff]) },
      { name: 'sizes.db', content: bytes('xyz'), statedSizeBytes: 9 },
      { name: 'good.db', content: bytes('good') },
    ]
    return withFile(zipOf(parts), async (extraction) => {
      const present = extraction.list().filter(({ isPresent }) => isPresent)
      expect(present.map(({ path }) => path)).toEqual(['good.db'])
      expect(extraction.list()).toHaveLength(5)
      expect(extraction.notices).toHaveLength(4)
      expect(await contentOf(extraction, 'good.db')).toBe('good')
      await expect(extraction.open('encrypted.db')).rejects.toThrow(SourceError)
    })
  })

  it('does not hand out bytes that differ from the stated checksum or size, and leaves no half file', () => {
    const parts = [
      { name: 'crc.db', content: bytes('content'), statedCrc32: crc32(bytes('other')) },
      { name: 'short.db', content: bytes('content'), isDeflated: true, statedSizeBytes: 100 },
    ]
    return withFile(zipOf(parts), async (extraction) => {
      using target = temporaryFolder()
      await expect(extraction.materialise('crc.db', join(target.path, 'a'))).rejects.toThrow(/checksum/)
      await expect(extraction.materialise('short.db', join(target.path, 'b'))).rejects.toThrow(/fewer bytes/)
      expect(readdirSync(target.path)).toEqual([])
    })
  })

  it('refuses a bomb, whether it states its size or not', () => {
    const zeros = Buffer.alloc(150 * 1024 * 1024)
    const parts = [
      { name: 'honest.db', content: zeros, isDeflated: true },
      { name: 'lying.db', content: zeros, isDeflated: true, statedSizeBytes: 1000 },
      { name: 'good.db', content: bytes('good') },
    ]
    return withFile(zipOf(parts), async (extraction) => {
      expect(extraction.stat('honest.db')?.isPresent).toBe(false)
      await expect(contentOf(extraction, 'lying.db')).rejects.toThrow(/more bytes than the archive states/)
      // A stream that ended early must not take the archive's descriptor with it.
      expect(await contentOf(extraction, 'good.db')).toBe('good')
    })
  })

  it('keeps two entries of one name apart', () =>
    withFile(
      zipOf([
        { name: SMS, content: bytes('first') },
        { name: SMS, content: bytes('second') },
      ]),
      async (extraction) => {
        expect(pathsOf(extraction)).toEqual([`duplicate-2/${SMS}`, SMS])
        expect(await contentOf(extraction, SMS)).toBe('first')
        expect(await contentOf(extraction, `duplicate-2/${SMS}`)).toBe('second')
        expect(problemsOf(extraction)).toHaveLength(1)
      },
    ))

  it('counts damaged entries beyond the twentieth instead of naming them all', () => {
    const parts = Array.from({ length: 50 }, (_, i) => ({ name: `e${i}.db`, content: bytes('x'), flags: 0x801 }))
    return withFile(zipOf([...parts, { name: 'good.db', content: bytes('g') }]), async (extraction) => {
      expect(extraction.notices).toHaveLength(21)
      expect(extraction.notices.at(-1)?.problem).toMatch(/^30 more entries/)
    })
  })

  it('reads what is left when the list of files is damaged in the middle', () => {
    const zip = zipOf([
      { name: 'a.db', content: bytes('aa') },
      { name: 'b.db', content: bytes('bb') },
    ])
    zip[zip.lastIndexOf(bytes('PK\x01\x02'))] = 0
    return withFile(zip, async (extraction) => {
      expect(pathsOf(extraction)).toEqual(['a.db'])
      expect(problemsOf(extraction).join()).toMatch(/after 1 of 2 entries/)
    })
  })
})

describe('tar', () => {
  const long = `private/var/mobile/${'folder/'.repeat(30)}long.db`
  const parts = [
    { name: 'private/var/', type: '5' },
    { name: SMS, content: bytes('plain'), modifiedAtS: 1_700_000_000 },
    gnuLongName(long),
    { name: 'cut', content: bytes('gnu') },
    paxRecord({ path: 'private/var/mobile/ข้อความ.db', mtime: '1700000000.25' }),
    { name: 'cut', content: bytes('pax') },
    { name: 'prefixed.db', prefix: 'private/var/mobile', content: bytes('prefix') },
    { name: 'private/var/mobile/big.db', content: bytes('base256'), isBase256: true },
    { name: 'private/var/mobile/second-name.db', type: '1', linkName: SMS },
    { name: 'private/var/mobile/link', type: '2', linkName: '/etc/passwd' },
    { name: 'private/var/pipe', type: '6' },
    { name: '../../evil', content: bytes('evil') },
  ]
  const expected = {
    [SMS]: 'plain',
    [long]: 'gnu',
    'private/var/mobile/big.db': 'base256',
    'private/var/mobile/prefixed.db': 'prefix',
    'private/var/mobile/second-name.db': 'plain',
    'private/var/mobile/ข้อความ.db': 'pax',
  }
  const check = async (extraction: Extraction): Promise<void> => {
    expect([extraction.kind, extraction.platform]).toEqual(['tar', 'ios'])
    expect(pathsOf(extraction).sort()).toEqual(Object.keys(expected).sort())
    for (const [path, content] of Object.entries(expected)) expect(await contentOf(extraction, path)).toBe(content)
    expect(extraction.stat(SMS)?.modifiedAtMs).toBe(1_700_000_000_000)
    expect(extraction.stat('private/var/mobile/ข้อความ.db')?.modifiedAtMs).toBe(1_700_000_000_250)
    expect(extraction.notices.map(({ path }) => path ?? '').sort()).toEqual(['../../evil', 'private/var/mobile/link', 'private/var/pipe'])
  }

  it('reads every way of writing names and sizes', async () => {
    expect.hasAssertions()
    await withFile(tarOf(parts), check)
  })

  it('reads a gzipped one and leaves nothing in the temporary folder', async () => {
    using scratch = ownTemporaryFolder()
    await withFile(gzipSync(tarOf(parts)), check)
    expect(scratch.left()).toEqual([])
  })

  it('reads one that is compressed with Zstandard', async () => {
    expect.hasAssertions()
    await withFile(zstdCompressSync(tarOf(parts)), check)
    await expect(withFile(zstdCompressSync(Buffer.alloc(9000, 'x')), async () => {})).rejects.toThrow(/Zstandard but holds no tar/)
  })

  it('keeps what stands before a cut, and lists the entry that is cut off as not present', () =>
    withFile(
      tarOf([
        { ...PAD, name: 'a.db' },
        { name: 'b.db', content: Buffer.alloc(4000) },
      ]).subarray(0, 3000),
      async (extraction) => {
        expect(extraction.list().map(({ path, isPresent }) => [path, isPresent])).toEqual([
          ['a.db', true],
          ['b.db', false],
        ])
        expect(problemsOf(extraction).join()).toMatch(/beyond the end/)
      },
    ))

  it('refuses a cut-off gzip with one sentence', async () => {
    const content = Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * 7919) % 251))
    const cut = gzipSync(tarOf([{ name: 'a.db', content }])).subarray(0, 200)
    await expect(withFile(cut, async () => {})).rejects.toThrow(/cut off or damaged/)
  })
})

describe('fingerprint of an archive', () => {
  it('is the SHA-256 of the file, and can be cancelled', () =>
    withFile(zipOf([{ name: 'a.db', content: bytes('a') }]), async (extraction, path) => {
      const { createHash } = await import('node:crypto')
      const expected = createHash('sha256').update(readFileSync(path)).digest('hex')
      let counted = 0
      const print = await extraction.fingerprint({ onBytes: (count) => (counted += count) })
      expect([print.sha256, print.bytes, counted]).toEqual([expected, readFileSync(path).length, readFileSync(path).length])
      await expect(extraction.fingerprint({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
      using work = temporaryFolder()
      const cancelled = extraction.materialise('a.db', join(work.path, 'copy'), { signal: AbortSignal.abort() })
      await expect(cancelled).rejects.toThrow(/abort/i)
      expect(readdirSync(work.path)).toEqual([])
    }))
})
