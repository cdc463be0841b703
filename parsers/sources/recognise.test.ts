import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { hashesBelow, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { zipOf } from '../../fixtures/hostile/zipArchive.ts'
import { SourceError } from './extraction.ts'
import { recogniseExtraction } from './recognise.ts'

function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

const listOf = async (path: string): Promise<string[]> => (await recogniseExtraction(path)).list().map((entry) => entry.path)

describe('folders', () => {
  it.each([
    ['private/var/mobile/a.db', 'private/var/mobile/a.db', 'ios'],
    ['var/mobile/a.db', 'private/var/mobile/a.db', 'ios'],
    ['filesystem1/private/var/mobile/a.db', 'private/var/mobile/a.db', 'ios'],
    ['Dump 1/fs/data/data/com.whatsapp/databases/a.db', 'data/data/com.whatsapp/databases/a.db', 'android'],
    ['data/media/0/DCIM/a.jpg', 'data/media/0/DCIM/a.jpg', 'android'],
  ])('%s starts at the root', async (stored, path, platform) => {
    using folder = temporaryFolder()
    write(folder.path, { [stored]: 'x' })
    const extraction = await recogniseExtraction(folder.path)
    expect([extraction.kind, extraction.platform]).toEqual(['folder', platform])
    expect(extraction.list()).toMatchObject([{ path, storedAs: stored, isPresent: true, sizeBytes: 1 }])
  })

  it('strips each of several wrappers and nothing below a root', async () => {
    using folder = temporaryFolder()
    write(folder.path, {
      'filesystem1/private/var/mobile/a.db': '1',
      'filesystem1/System/Library/x/data/app/y': '2',
      'filesystem2/private/var/mobile/a.db': '3',
      'report.txt': '4',
    })
    expect(await listOf(folder.path)).toEqual([
      'System/Library/x/data/app/y',
      'duplicate-2/private/var/mobile/a.db',
      'private/var/mobile/a.db',
      'report.txt',
    ])
  })

  it('takes databases and pictures without a phone around them as loose files', async () => {
    using folder = temporaryFolder()
    write(folder.path, { 'export/sms.db': 'x', 'pictures/a.jpg': 'y' })
    const extraction = await recogniseExtraction(folder.path)
    expect([extraction.kind, extraction.platform]).toEqual(['loose-files', 'ios'])
    expect(extraction.list().map(({ path }) => path)).toEqual(['export/sms.db', 'pictures/a.jpg'])
  })

  it('does not follow links out of the folder', async () => {
    using folder = temporaryFolder()
    using outside = temporaryFolder()
    write(outside.path, { 'secret.db': 'secret' })
    write(folder.path, { 'a.db': 'a' })
    symlinkSync(outside.path, join(folder.path, 'out'))
    symlinkSync(join(outside.path, 'secret.db'), join(folder.path, 'secret.db'))
    const extraction = await recogniseExtraction(folder.path)
    expect(extraction.list().map(({ path }) => path)).toEqual(['a.db'])
    expect(extraction.notices.map(({ path }) => path ?? '').sort()).toEqual(['out', 'secret.db'])
  })

  it('does not follow a file that was swapped for a link after listing', async () => {
    using folder = temporaryFolder()
    write(folder.path, { 'a.db': 'a' })
    const extraction = await recogniseExtraction(folder.path)
    const { rmSync } = await import('node:fs')
    rmSync(join(folder.path, 'a.db'))
    symlinkSync('/etc/passwd', join(folder.path, 'a.db'))
    await expect(extraction.open('a.db')).rejects.toThrow(SourceError)
  })

  it('has a fingerprint of its sorted lines, with every hash', async () => {
    using folder = temporaryFolder()
    write(folder.path, { 'private/var/mobile/b.db': 'bee', 'private/var/mobile/a/c.db': 'sea' })
    const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
    const print = await (await recogniseExtraction(folder.path)).fingerprint()
    const lines = `${sha('sea')}  private/var/mobile/a/c.db\n${sha('bee')}  private/var/mobile/b.db\n`
    expect([print.sha256, print.bytes]).toEqual([sha(lines), 6])
    expect(print.files.get('private/var/mobile/b.db')).toBe(sha('bee'))
  })
})

describe('single files', () => {
  it('reads a database with its companions and changes nothing beside it', async () => {
    using folder = temporaryFolder()
    const path = join(folder.path, 'export.sqlite')
    const database = new Database(path)
    database.pragma('journal_mode = WAL')
    database.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)')
    write(folder.path, { 'other.txt': 'not mine' })
    const before = hashesBelow(folder.path)
    const extraction = await recogniseExtraction(path)
    expect(extraction.kind).toBe('database')
    expect(extraction.list().map((entry) => entry.path)).toEqual(['export.sqlite', 'export.sqlite-shm', 'export.sqlite-wal'])
    using work = temporaryFolder()
    for (const entry of extraction.list()) await extraction.materialise(entry.path, join(work.path, entry.path))
    await extraction.fingerprint()
    await extraction.close()
    expect(hashesBelow(folder.path)).toEqual(before)
    database.close()
    const copy = new Database(join(work.path, 'export.sqlite'))
    expect(copy.prepare('SELECT a FROM t').pluck().all()).toEqual([1])
    copy.close()
  })

  it('reads a picture, whatever it is called', async () => {
    using folder = temporaryFolder()
    write(folder.path, { 'picture.dat': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]) })
    expect((await recogniseExtraction(join(folder.path, 'picture.dat'))).kind).toBe('loose-files')
  })

  it('never overwrites a file of the working folder', async () => {
    using folder = temporaryFolder()
    write(folder.path, { 'in/a.db': 'a', target: 'precious' })
    const extraction = await recogniseExtraction(join(folder.path, 'in'))
    const before = hashesBelow(folder.path)
    await expect(extraction.materialise('a.db', join(folder.path, 'target'))).rejects.toThrow(SourceError)
    expect(hashesBelow(folder.path)).toEqual(before)
  })
})

describe('what is no extraction is refused in one plain sentence', () => {
  const zip = zipOf([{ name: 'a.db', content: Buffer.alloc(5000, 7) }])
  it.each<[string, string | Buffer, RegExp]>([
    ['bytes of no kind', Buffer.from([1, 2, 3, 4, 5, 6]), /not an extraction/],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n', /not an extraction/],
    ['nothing', '', /is empty/],
    ['a truncated zip', zip.subarray(0, 3000), /cut off or damaged/],
    ['an empty zip', zipOf([]), /holds no files/],
    ['a zip of folders', zipOf([{ name: 'a/', content: Buffer.alloc(0) }]), /holds no files/],
    ['an encrypted zip', zipOf([{ name: 'a.db', content: Buffer.from('x'), flags: 0x801 }]), /encrypted with a password/],
    ['a lone log', Buffer.from([0x37, 0x7f, 0x06, 0x82, 0, 0, 0, 0]), /add the database that lies beside it/],
    ['a gzip of no tar', gzipSync('only text'), /holds no tar archive/],
  ])('%s', async (_what, content, sentence) => {
    using folder = temporaryFolder()
    write(folder.path, { input: content })
    const error: unknown = await recogniseExtraction(join(folder.path, 'input')).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(SourceError)
    const message = error instanceof Error ? error.message : ''
    expect(message).toMatch(sentence)
    expect(message).toMatch(/^[^\n]+\.$/)
  })

  it('a lone text is handed on as a document: whether a parser knows it is for the import to say', async () => {
    using folder = temporaryFolder()
    write(folder.path, { 'notes.txt': 'Dear sir or madam, this is only text.' })
    const extraction = await recogniseExtraction(join(folder.path, 'notes.txt'))
    expect(extraction.kind).toBe('document')
    expect(extraction.list().map(({ path }) => path)).toEqual(['notes.txt'])
  })

  it('an empty folder, and a path that is not there', async () => {
    using folder = temporaryFolder()
    mkdirSync(join(folder.path, 'empty'))
    await expect(recogniseExtraction(join(folder.path, 'empty'))).rejects.toThrow(/The folder empty holds no files/)
    await expect(recogniseExtraction(join(folder.path, 'absent'))).rejects.toThrow(/There is no file or folder/)
  })

  it('a file cut to half while it is read', async () => {
    using folder = temporaryFolder()
    write(folder.path, { 'a.db': Buffer.alloc(5000) })
    const extraction = await recogniseExtraction(folder.path)
    truncateSync(join(folder.path, 'a.db'), 2500)
    await expect(extraction.materialise('a.db', join(folder.path, 'copy'))).rejects.toThrow(/2500 bytes, but 5000/)
  })

  it.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    using folder = temporaryFolder()
    write(folder.path, { locked: 'x' })
    chmodSync(join(folder.path, 'locked'), 0)
    await expect(recogniseExtraction(join(folder.path, 'locked'))).rejects.toThrow(/not allowed to read/)
  })
})
