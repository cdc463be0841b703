/** Hash sets: every shape that is read, hits before and after imports, and that no door gives a hit away. */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { entriesOf } from '../../main/service/hashSetFile.ts'
import { jsonEvents } from '../../main/service/jsonEvents.ts'
import { Scratch } from '../support/commandLine.ts'
import { demoCase, type DemoCase, ScratchCase } from '../support/demoCase.ts'
import { unzip } from '../support/unzip.ts'

const hash = (algorithm: string, bytes: Buffer | string): string => createHash(algorithm).update(bytes).digest('hex')
const [MD5, SHA1, SHA256] = [hash('md5', 'x'), hash('sha1', 'x'), hash('sha256', 'x')]

const scratchFiles = new Scratch()
afterAll(() => scratchFiles.dispose())
let count = 0
function file(content: string | Buffer): string {
  const path = scratchFiles.path(`set-${++count}`)
  writeFileSync(path, content)
  return path
}

async function read(content: string | Buffer): Promise<[string, string | null][]> {
  const found: [string, string | null][] = []
  for await (const entry of entriesOf(file(content))) found.push([entry.hash.toString('hex'), entry.category])
  return found
}

describe('a file of hashes', () => {
  it.each<[string, string, [string, string | null][]]>([
    [
      'one per line, any case, with a byte order mark',
      `\ufeff${MD5.toUpperCase()}\r\n${SHA1}\n\n${SHA256}\n`,
      [
        [MD5, null],
        [SHA1, null],
        [SHA256, null],
      ],
    ],
    [
      'a CSV with names and a category',
      `"MD5","Category","Name"\n"${MD5}","2","a.jpg"\n"${SHA1}","","b"\n`,
      [
        [MD5, '2'],
        [SHA1, null],
      ],
    ],
    [
      'the output of md5sum, with comments',
      `# list\n${MD5}  IMG_1.JPG\n${MD5} *b\n`,
      [
        [MD5, null],
        [MD5, null],
      ],
    ],
    ['digits of other lengths, which are no hashes', `${MD5}0\n${SHA256}ab\n0123\n`, []],
    [
      'VICS 1.3',
      JSON.stringify({
        'odata.metadata': 'http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media',
        value: [
          { MediaID: 1, Category: 1, MD5: MD5.toUpperCase(), SHA1, MediaFiles: [{ MD5 }] },
          { MD5: SHA256.slice(0, 32), Category: 2 },
        ],
      }),
      [
        [MD5, '1'],
        [SHA1, '1'],
        [MD5, '1'],
        [SHA256.slice(0, 32), '2'],
      ],
    ],
    [
      'VICS 2.0 of a case, with other hashes first and the category last',
      JSON.stringify({
        '@odata.context': 'x/DataModels/2.0.xml/US/$metadata#Cases',
        value: [
          {
            CaseID: 'c',
            Media: [
              {
                AlternativeHashes: [
                  { HashName: 'SHA256', HashValue: SHA256 },
                  { HashName: 'PhotoDNA', HashValue: 'AAAA' },
                ],
                MD5,
                Category: '3',
              },
            ],
          },
        ],
      }),
      [
        [SHA256, '3'],
        [MD5, '3'],
      ],
    ],
    [
      'a plain JSON list',
      JSON.stringify([MD5, SHA1]),
      [
        [MD5, null],
        [SHA1, null],
      ],
    ],
  ])('is read as %s', async (_what, content, entries) => {
    expect(await read(content)).toEqual(entries)
  })

  it('is read across the borders of pieces, escapes and all', async () => {
    const value = { a: ['x"y\\', 1, null, { b: true }], 'c:d': {}, e: [] }
    const text = JSON.stringify(value)
    const whole: unknown[] = []
    for await (const event of jsonEvents(pieces(text, text.length))) whole.push(event)
    for (const size of [1, 2, 3, 7]) {
      const cut: unknown[] = []
      for await (const event of jsonEvents(pieces(text, size))) cut.push(event)
      expect(cut).toEqual(whole)
    }
    expect(whole.filter((event) => (event as { type: string }).type === 'value')).toHaveLength(4)
  })
})

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size)
}

describe('in a case', () => {
  let demo: DemoCase
  let pictures: { key: number; path: string; bytes: Buffer }[]
  beforeAll(async () => {
    demo = await demoCase()
    pictures = []
    for (const { key, path } of demo.scratch.database
      .prepare(
        "SELECT r.id AS key, m.path FROM record AS r JOIN media AS m ON m.record_id = r.id WHERE r.source_id = 1 AND m.mime = 'image/jpeg' ORDER BY r.id",
      )
      .all() as { key: number; path: string }[]) {
      const bytes = bytesOf(demo.scratch, key, path)
      if (bytes !== null) pictures.push({ key, path, bytes })
    }
    expect(pictures.length).toBeGreaterThan(3)
  })
  afterAll(() => demo.scratch.dispose())

  /** The bytes of a file of the extraction, found by its SHA-256. */
  function bytesOf(scratch: ScratchCase, key: number, path: string): Buffer | null {
    const sha256 = scratch.database
      .prepare('SELECT f.sha256 FROM evidence_file AS f JOIN record AS r ON r.source_id = f.source_id WHERE r.id = ? AND f.path = ?')
      .pluck()
      .get(key, path)
    const folder = demo.manifest.phones[0]?.folder ?? ''
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      if (hash('sha256', bytes) === sha256) return bytes
    }
    return null
  }

  const show = (key: number, thumbnail: boolean): Promise<unknown> => demo.scratch.call('media.get', { key, attachmentId: null, thumbnail })

  it('a hit is listed with set, category and hashes, and refused at every size', async () => {
    const [first, second, third] = pictures
    if (first === undefined || second === undefined || third === undefined) throw new Error('the demo has too few pictures')
    await show(first.key, true)
    expect(demo.scratch.number('SELECT count(*) FROM thumbnail')).toBeGreaterThan(0)
    const set = file(
      `md5,category\n${hash('md5', first.bytes)},2\n${hash('sha1', second.bytes)},7\n${hash('sha256', third.bytes)},1\n${MD5},1\n`,
    )
    const added = await demo.scratch.call('hashset.add', { path: set, name: 'National set' })
    expect(added).toMatchObject({ notCompared: 0, hits: 3, set: { name: 'National set', entries: 4, hits: 3 } })
    const hits = await demo.scratch.call('hashset.hits', {})
    expect(hits.map(({ path, setName, category, algorithm }) => [path, setName, category, algorithm]).sort()).toEqual(
      [
        [first.path, 'National set', '2', 'md5'],
        [second.path, 'National set', '7', 'sha1'],
        [third.path, 'National set', '1', 'sha256'],
      ].sort(),
    )
    expect(hits.every(({ records }) => records.length > 0)).toBe(true)
    expect(hits.find(({ path }) => path === first.path)).toMatchObject({
      md5: hash('md5', first.bytes),
      sha256: hash('sha256', first.bytes),
      records: [first.key],
    })
    for (const { key } of [first, second, third])
      for (const thumbnail of [true, false])
        await expect(show(key, thumbnail)).rejects.toMatchObject({
          kind: 'not-found',
          message: expect.stringMatching(/neither shown nor exported/) as unknown,
        })
    expect(demo.scratch.number('SELECT count(*) FROM thumbnail WHERE sha256 = ?', hash('sha256', first.bytes))).toBe(0)
    const other = pictures[3]
    if (other !== undefined) await show(other.key, true)
  })

  it('no export holds its bytes, in any form, and each says so', async () => {
    const hits = pictures.slice(0, 3)
    for (const { key } of pictures.slice(0, 4)) await demo.scratch.call('bookmark.set', { key, note: 'n', tags: [] })
    const withAttachment = demo.scratch.database
      .prepare('SELECT DISTINCT a.record_id FROM attachment AS a WHERE a.path IN (SELECT path FROM hash_hit)')
      .pluck()
      .all() as number[]
    for (const key of withAttachment) await demo.scratch.call('bookmark.set', { key, note: 'n', tags: [] })
    const target = join(demo.scratch.folder, 'package')
    const summary = await demo.scratch.call('export.run', { format: 'package', target, lens: null, bookmarkedOnly: true })
    await demo.scratch.call('export.run', { format: 'rsmf', target: join(demo.scratch.folder, 'rsmf'), lens: null, bookmarkedOnly: true })
    const exported = [...(await filesBelow(target)), ...(await filesBelow(join(demo.scratch.folder, 'rsmf')))]
    for (const { bytes, path } of hits) {
      // A stretch of the picture's own data, as it would stand in a copy.
      const stretch = bytes.subarray(Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 64)
      expect(
        exported.some((one) => one.includes(stretch)),
        path,
      ).toBe(false)
    }
    expect(summary.warnings.join(' ')).toContain('neither shown nor exported')
    const media = readdirSync(join(target, 'media'))
    for (const { bytes } of hits) expect(media.some((name) => name.startsWith(hash('sha256', bytes)))).toBe(false)
    const shown = pictures[3]
    if (shown !== undefined) expect(media.some((name) => name.startsWith(hash('sha256', shown.bytes)))).toBe(true)
  })

  it('is logged, kept in the checked state, and the same file is not added twice', async () => {
    const entries = await demo.scratch.call('case.audit', { afterNumber: 0, limit: 10_000 })
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['hash set added', 'hash sets compared']))
    const [set] = await demo.scratch.call('hashset.list', {})
    expect(set).toMatchObject({ name: 'National set', hits: 3 })
    const again = file(readFileSync(scratchFiles.path(`set-${count}`)))
    await expect(demo.scratch.call('hashset.add', { path: again, name: '' })).rejects.toMatchObject({ kind: 'usage' })
    expect(await demo.scratch.call('export.verify', { path: null })).toMatchObject({ ok: true, problems: [] })
  })

  it('a file without hashes, or none, is one sentence', async () => {
    await expect(demo.scratch.call('hashset.add', { path: file('nothing here'), name: '' })).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('holds no MD5') as unknown,
    })
    await expect(demo.scratch.call('hashset.add', { path: scratchFiles.path('nowhere'), name: '' })).rejects.toMatchObject({
      kind: 'unreadable',
    })
    expect(await demo.scratch.call('hashset.list', {})).toHaveLength(1)
  })
})

describe('a set that was there first', () => {
  let scratch: ScratchCase
  let folder: string
  beforeEach(async () => {
    scratch = new ScratchCase()
    folder = join(scratch.folder, 'pictures')
    mkdirSync(folder)
    const source = new URL('../../renderer/screenshots/', import.meta.url)
    for (const name of ['case.png', 'map.png']) cpSync(new URL(name, source), join(folder, name))
    await scratch.create()
  })

  it('is compared with what is imported later', async () => {
    try {
      const bytes = readFileSync(join(folder, 'map.png'))
      await scratch.call('hashset.add', { path: file(hash('md5', bytes)), name: 'early' })
      expect((await scratch.import(folder)).stage).toBe('finished')
      expect((await scratch.call('hashset.hits', {})).map(({ path }) => path)).toEqual(['map.png'])
    } finally {
      await scratch.dispose()
    }
  })

  it('keeps back what it could not be compared with, until the extraction is there again', async () => {
    try {
      expect((await scratch.import(folder)).stage).toBe('finished')
      const [key] = scratch.database.prepare("SELECT record_id FROM media WHERE path = 'case.png'").pluck().all() as number[]
      await scratch.call('media.get', { key: key ?? 0, attachmentId: null, thumbnail: true })
      await scratch.call('case.close', {})
      await scratch.call('case.open', { path: scratch.casePath })
      renameSync(folder, `${folder}-away`)
      const added = await scratch.call('hashset.add', { path: file(MD5), name: 'late' })
      expect(added).toMatchObject({ notCompared: 2, hits: 0 })
      await expect(scratch.call('media.get', { key: key ?? 0, attachmentId: null, thumbnail: true })).rejects.toMatchObject({
        kind: 'unreadable',
      })
      renameSync(`${folder}-away`, folder)
      await scratch.call('media.get', { key: key ?? 0, attachmentId: null, thumbnail: true })
    } finally {
      await scratch.dispose()
    }
  })
})

it('the commands add, list and print the hits', { timeout: 240_000 }, async () => {
  const folder = scratchFiles.path('phone')
  mkdirSync(folder)
  cpSync(new URL('../../renderer/screenshots/map.png', import.meta.url), join(folder, 'map.png'))
  const casePath = scratchFiles.path('case')
  expect(scratchFiles.run('add', casePath, folder)).toMatchObject({ exitCode: 0 })
  const added = scratchFiles.run(
    'hashset',
    'add',
    casePath,
    file(hash('sha256', readFileSync(join(folder, 'map.png')))),
    '--name',
    'Set "A"',
  )
  expect(added).toMatchObject({ exitCode: 0, stderr: '' })
  expect(added.stdout).toBe('Added the set "Set "A"" (hashes: 1; files of the case that stand in it: 1)\n')
  expect(scratchFiles.json<{ path: string; records: number[] }>('hashset', 'hits', casePath)).toMatchObject([
    { path: 'map.png', setName: 'Set "A"', algorithm: 'sha256' },
  ])
  expect(scratchFiles.run('hashset', 'list', casePath).stdout).toMatch(/^1\tSet "A"\thashes 1\thits 1\t[0-9a-f]{64}\n$/)
  expect(scratchFiles.run('hashset', 'add', casePath)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('"hashset add" takes <case> and <file>') as unknown,
  })
  expect(scratchFiles.run('hashset')).toMatchObject({ exitCode: 2 })
  rmSync(folder, { recursive: true })
})

/** Everything in a folder, what is packed unpacked. */
async function filesBelow(folder: string): Promise<Buffer[]> {
  const found: Buffer[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    found.push(bytes)
    if (!entry.name.endsWith('.rsmf')) continue
    const body = bytes.toString('latin1').split('filename="rsmf.zip"\r\n\r\n')[1]?.split('\r\n--')[0] ?? ''
    found.push(...(await unzip(Buffer.from(body.replaceAll('\r\n', ''), 'base64'))).values())
  }
  return found
}
