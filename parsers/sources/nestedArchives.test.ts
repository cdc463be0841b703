/** Archives inside what was added, one level down. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { writeBackup } from '../../fixtures/hostile/backupFolder.ts'
import { tarOf } from '../../fixtures/hostile/tarArchive.ts'
import { hashesBelow, ownTemporaryFolder, temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import { zipOf } from '../../fixtures/hostile/zipArchive.ts'
import { PasswordError } from './extraction.ts'
import type { Extraction } from './extraction.ts'
import { openStoredInput, recogniseExtraction } from './recognise.ts'

const SMS = 'private/var/mobile/Library/SMS/sms.db'
const CONTENT = Buffer.from('SQLite format 3\0 and so on'.repeat(100))
const PHONE = [
  { name: SMS, content: CONTENT },
  { name: 'private/var/mobile/Media/DCIM/a.jpg', content: Buffer.from('picture') },
]
const PHONE_ZIP = zipOf(PHONE.map((part) => ({ ...part, isDeflated: true })))
/** Nothing that could be compressed. */
const NOISE = Buffer.concat(Array.from({ length: 300 }, (_, i) => createHash('sha256').update(String(i)).digest()))
const REPORT = { name: 'report.pdf', content: Buffer.from('%PDF-1.4') }

type Files = Readonly<Record<string, Buffer>>

function write(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

async function withInput(files: Files, input: string, check: (extraction: Extraction) => void | Promise<void>): Promise<void> {
  using folder = temporaryFolder()
  write(folder.path, files)
  const before = hashesBelow(folder.path)
  using scratch = ownTemporaryFolder()
  const path = join(folder.path, input)
  const extraction = await recogniseExtraction(path)
  try {
    const stored = await openStoredInput(path)
    expect((await extraction.fingerprint()).sha256).toBe(
      await stored.fingerprint().then((print) => (typeof print === 'string' ? print : '')),
    )
    await stored.close()
    await check(extraction)
  } finally {
    await extraction.close()
  }
  expect(hashesBelow(folder.path)).toEqual(before)
  expect(scratch.left()).toEqual([])
}

async function contentOf(extraction: Extraction, path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await extraction.open(path)) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

describe('a phone in an archive', () => {
  it.each<[string, Files, string, string]>([
    ['a folder', { 'case/EXTRACTION_FFS.zip': PHONE_ZIP, 'case/phone.ufd': Buffer.from('[General]') }, 'case', 'folder'],
    ['a folder, as tar', { 'case/fs/phone.tar': tarOf(PHONE), 'case/notes.txt': Buffer.from('n') }, 'case', 'folder'],
    ['a folder, as tar.gz', { 'case/phone.tar.gz': gzipSync(tarOf(PHONE)) }, 'case', 'folder'],
    ['a zip, stored', { 'outer.zip': zipOf([{ name: 'x/EXTRACTION.zip', content: PHONE_ZIP }, REPORT]) }, 'outer.zip', 'zip'],
    ['a zip, deflated', { 'outer.zip': zipOf([{ name: 'phone.zip', content: PHONE_ZIP, isDeflated: true }, REPORT]) }, 'outer.zip', 'zip'],
    ['a zip, as tar', { 'outer.zip': zipOf([{ name: 'phone.tar', content: tarOf(PHONE) }]) }, 'outer.zip', 'zip'],
    ['a zip, as tar.gz', { 'outer.zip': zipOf([{ name: 'phone.tgz', content: gzipSync(tarOf(PHONE)) }]) }, 'outer.zip', 'zip'],
    [
      'a tar',
      {
        'outer.tar': tarOf([
          { name: 'pad', content: Buffer.from('p') },
          { name: 'phone.zip', content: PHONE_ZIP },
        ]),
      },
      'outer.tar',
      'tar',
    ],
  ])('in %s is read as that phone', async (_where, files, input, kind) => {
    expect.hasAssertions()
    await withInput(files, input, async (extraction) => {
      expect([extraction.kind, extraction.platform]).toEqual([kind, 'ios'])
      expect(extraction.stat(SMS)?.storedAs).toMatch(/\.(?:zip|tar|tgz|tar\.gz)\/private\/var\/mobile\/Library\/SMS\/sms\.db$/)
      expect(await contentOf(extraction, SMS)).toEqual(CONTENT)
      expect(extraction.notices.map(({ problem }) => problem).join()).toContain('This archive was opened; its 2 files are read')
    })
  })

  it('keeps its own place and hash in the list', () =>
    withInput({ 'case/phone.zip': PHONE_ZIP }, 'case', async (extraction) => {
      const { files } = await extraction.fingerprint()
      expect(files.get('phone.zip')).toBe(createHash('sha256').update(PHONE_ZIP).digest('hex'))
      expect(extraction.stat('phone.zip')?.setAside?.kind).toBe('opened')
    }))

  it('that is one of two is refused in one sentence', async () => {
    const other = zipOf([{ name: SMS, content: Buffer.from('another') }])
    const refused = withInput({ 'case/a.zip': PHONE_ZIP, 'case/b.zip': other }, 'case', () => {})
    await expect(refused).rejects.toThrow(/more than one phone or time: add each by itself \(a\.zip, b\.zip\)\.$/)
  })
})

describe('other archives', () => {
  it('hold loose files, whose archives are read with them', () =>
    withInput(
      {
        'case/takeout-1.zip': zipOf([{ name: 'Takeout/Location History/Records.json', content: Buffer.from('{"locations":[]}') }]),
        'case/chat.zip': zipOf([{ name: '_chat.txt', content: Buffer.from('text') }]),
      },
      'case',
      (extraction) => {
        expect(extraction.kind).toBe('loose-files')
        expect(extraction.list().map(({ path }) => path)).toEqual([
          'chat.zip',
          'chat.zip/_chat.txt',
          'takeout-1.zip',
          'takeout-1.zip/Takeout/Location History/Records.json',
        ])
      },
    ))

  it('may hold a backup', () => {
    using folder = temporaryFolder()
    writeBackup(folder.path, [{ domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', content: CONTENT }])
    const parts = readdirSync(folder.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ name: `UDID/${path.slice(folder.path.length + 1)}`, content: readFileSync(path) }))
    return withInput({ 'case/backup.zip': zipOf(parts) }, 'case', async (extraction) => {
      expect(extraction.kind).toBe('itunes-backup')
      expect(await contentOf(extraction, SMS)).toEqual(CONTENT)
    })
  })

  it('inside an archive inside stay files', () => {
    const inner = zipOf([{ name: 'deeper.zip', content: PHONE_ZIP }])
    return withInput({ 'case/outer.zip': inner }, 'case', (extraction) =>
      expect(extraction.list().map(({ path }) => path)).toEqual(['outer.zip', 'outer.zip/deeper.zip']),
    )
  })

  it('of a phone are files of the phone', () =>
    withInput({ [`case/${SMS}`]: CONTENT, 'case/private/var/mobile/a.zip': PHONE_ZIP }, 'case', (extraction) => {
      expect(extraction.list().map(({ path }) => path)).toEqual([SMS, 'private/var/mobile/a.zip'])
      expect(extraction.stat('private/var/mobile/a.zip')).not.toHaveProperty('setAside')
    }))

  it('that are damaged, or climb, cost themselves and are named', () =>
    withInput(
      {
        'case/cut.zip': PHONE_ZIP.subarray(0, 200),
        'case/cut.tar.gz': gzipSync(tarOf([{ name: 'noise', content: NOISE }])).subarray(0, 3000),
        'case/slip.zip': zipOf([{ name: '../../evil.db', content: Buffer.from('evil') }, REPORT]),
        'case/a.db': CONTENT,
      },
      'case',
      (extraction) => {
        expect(extraction.list().map(({ path }) => path)).toEqual(['a.db', 'cut.tar.gz', 'cut.zip', 'slip.zip', 'slip.zip/report.pdf'])
        const said = extraction.notices.map(({ path, problem }) => `${path ?? ''}: ${problem}`).join('\n')
        expect(said).toMatch(/^cut\.zip: This archive was not opened: cut\.zip is a zip that is cut off/m)
        expect(said).toMatch(/^cut\.tar\.gz: This archive was not opened: .* cut off or damaged/m)
        expect(said).toMatch(/^slip\.zip\/\.\.\/\.\.\/evil\.db: This entry is refused/m)
      },
    ))

  it('of adb are opened with their password, and ask for it', async () => {
    const header = Buffer.from(
      `ANDROID BACKUP\n5\n0\nAES-256\n${'00'.repeat(64)}\n${'00'.repeat(64)}\n10000\n${'00'.repeat(16)}\n${'00'.repeat(96)}\n`,
    )
    const refused = await withInput({ 'case/backup.ab': header }, 'case', () => {}).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(PasswordError)
    const plain = Buffer.concat([
      Buffer.from('ANDROID BACKUP\n5\n0\nnone\n'),
      tarOf([{ name: 'apps/com.example/db/a.db', content: CONTENT }]),
    ])
    await withInput({ 'case/backup.ab': plain }, 'case', async (extraction) => {
      expect([extraction.kind, extraction.platform]).toEqual(['folder', 'android'])
      expect(await contentOf(extraction, 'data/data/com.example/databases/a.db')).toEqual(CONTENT)
    })
  })
})
