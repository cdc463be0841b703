/** Sparse files in tars: as GNU tar writes them in each of its four forms, and by hand where they are wrong. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { paxRecord, tarOf, type TarPart } from '../../fixtures/hostile/tarArchive.ts'
import { temporaryFolder } from '../../fixtures/hostile/temporaryFolder.ts'
import type { Extraction } from './extraction.ts'
import { recogniseExtraction } from './recognise.ts'

const PATH = 'private/var/mobile/Library/SMS/sms.db'
const hasGnuTar = String(spawnSync('tar', ['--version']).stdout).includes('GNU tar')

async function withExtraction(path: string, check: (extraction: Extraction) => Promise<void>): Promise<void> {
  const extraction = await recogniseExtraction(path)
  try {
    await check(extraction)
  } finally {
    await extraction.close()
  }
}

async function contentOf(extraction: Extraction, path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await extraction.open(path)) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

/** A tar of the parts, followed by a plain file that shows whether the walk went on rightly. */
async function withTar(parts: readonly TarPart[], check: (extraction: Extraction) => Promise<void>): Promise<void> {
  using folder = temporaryFolder()
  const path = join(folder.path, 'phone.tar')
  writeFileSync(path, tarOf([...parts, { name: 'private/var/mobile/after.db', content: Buffer.from('after') }]))
  await withExtraction(path, async (extraction) => {
    expect((await contentOf(extraction, 'private/var/mobile/after.db')).toString()).toBe('after')
    await check(extraction)
  })
}

/** `..ab` at 2, a hole, `cd` at 1000, and a hole up to 1500. */
const WHOLE = Buffer.alloc(1500)
WHOLE.write('ab', 2)
WHOLE.write('cd', 1000)
const STORED = Buffer.from('abcd')
const SPARSE_NAME = { 'GNU.sparse.name': PATH }

describe('a sparse file of a tar', () => {
  it.each([
    [
      'pax 0.0',
      [
        Buffer.from('GNU.sparse.size=1500'),
        Buffer.from('GNU.sparse.numblocks=2'),
        ...['offset=2', 'numbytes=2', 'offset=1000', 'numbytes=2'].map((text) => Buffer.from(`GNU.sparse.${text}`)),
      ],
    ],
    ['pax 0.1', ['size=1500', 'numblocks=2', 'map=2,2,1000,2'].map((text) => Buffer.from(`GNU.sparse.${text}`))],
  ])('by hand, %s', async (_form, records) => {
    expect.hasAssertions()
    // The length of each record is written with two digits here.
    const attributes = Buffer.concat(
      records.map((record) => Buffer.concat([Buffer.from(`${record.length + 4} `), record, Buffer.from('\n')])),
    )
    await withTar(
      [
        { name: 'x', type: 'x', content: attributes },
        { name: PATH, content: STORED },
      ],
      async (extraction) => {
        expect(extraction.stat(PATH)).toMatchObject({ sizeBytes: 1500, isPresent: true })
        expect(await contentOf(extraction, PATH)).toEqual(WHOLE)
      },
    )
  })

  it('by hand, pax 1.0', async () => {
    expect.hasAssertions()
    const map = Buffer.alloc(512)
    map.write('2\n2\n2\n1000\n2\n')
    const attributes = { ...SPARSE_NAME, 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '1500' }
    await withTar([paxRecord(attributes), { name: 'GNUSparseFile.0/sms.db', content: Buffer.concat([map, STORED]) }], async (extraction) =>
      expect(await contentOf(extraction, PATH)).toEqual(WHOLE),
    )
  })

  it.each([
    ['pieces over one another', '2,10,4,2'],
    ['a piece beyond the end', '2,2,1499,2'],
    ['no numbers', 'a,b'],
  ])('with %s costs itself', (_what, map) =>
    withTar(
      [paxRecord({ ...SPARSE_NAME, 'GNU.sparse.size': '1500', 'GNU.sparse.map': map }), { name: 'x', content: STORED }],
      async (extraction) => {
        expect(extraction.stat(PATH)?.isPresent).toBe(false)
        expect(extraction.notices).toMatchObject([{ problem: expect.stringContaining('sparse file whose map is damaged') as string }])
      },
    ),
  )

  it('that would fill the disk with zeros is refused', () =>
    withTar(
      [paxRecord({ ...SPARSE_NAME, 'GNU.sparse.size': String(2 ** 40), 'GNU.sparse.map': '0,4' }), { name: 'x', content: STORED }],
      async (extraction) => {
        expect(extraction.stat(PATH)?.isPresent).toBe(false)
        expect(extraction.notices[0]?.problem).toMatch(/far beyond what its bytes can hold/)
      },
    ))

  const title = hasGnuTar ? '' : ' (skipped: no GNU tar)'
  it.skipIf(!hasGnuTar).each([
    ['old GNU', ['--format=gnu']],
    ['pax 0.0', ['--format=pax', '--sparse-version=0.0']],
    ['pax 0.1', ['--format=pax', '--sparse-version=0.1']],
    ['pax 1.0', ['--format=pax', '--sparse-version=1.0']],
  ])(`as GNU tar writes it, %s${title}`, async (_form, options) => {
    expect.hasAssertions()
    using folder = temporaryFolder()
    mkdirSync(join(folder.path, 'private/var/mobile/Library/SMS'), { recursive: true })
    const original = join(folder.path, PATH)
    const file = openSync(original, 'wx')
    // Forty pieces: more than the old form's header holds, and more than one of its records.
    for (let i = 0; i < 40; i += 1) writeSync(file, Buffer.alloc(4096, i + 1), 0, 4096, i * 256 * 1024 + 65536)
    closeSync(file)
    writeFileSync(join(folder.path, 'private/var/mobile/after.db'), 'after')
    const made = spawnSync('tar', ['-S', ...options, '-cf', 'phone.tar', PATH, 'private/var/mobile/after.db'], { cwd: folder.path })
    expect(made.stderr.toString()).toBe('')
    const whole = readFileSync(original)
    const archive = readFileSync(join(folder.path, 'phone.tar'))
    expect(archive.length).toBeLessThan(whole.length / 4)
    await withExtraction(join(folder.path, 'phone.tar'), async (extraction) => {
      expect(extraction.notices).toEqual([])
      const copied = await extraction.materialise(PATH, join(folder.path, 'copy'))
      expect(copied).toEqual({ sha256: createHash('sha256').update(whole).digest('hex'), sizeBytes: whole.length })
      expect((await contentOf(extraction, 'private/var/mobile/after.db')).toString()).toBe('after')
    })
  })
})
