/**
 * Nothing of a protected person is in any byte of what leaves for others: pages, search index, data files, pictures and their metadata,
 * file names, maps, the zip, the PDF with its streams opened. Looked for with the words of the demo's script, which the program does
 * not know, and in every escape and encoding that they could hide in.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPromise } from 'yauzl'
import { personOf, PEOPLE } from '../../fixtures/demo/people.ts'
import { PLACES } from '../../fixtures/demo/places.ts'
import { type AudienceProfile, EMPTY_LENS, SAFETY_QUESTIONS } from '../../main/contract/index.ts'
import { demoCase, type ScratchCase } from '../support/demoCase.ts'
import { flat, leaks, leaksInBinary, readings, THIRD_PARTIES, VICTIMS, WITNESSES } from './leaks.ts'

const PASSPHRASE = 'correct horse battery staple'
const HOME = PLACES['tim-home']
const hasBrowser = existsSync('/usr/bin/chromium')

let scratch: ScratchCase
let profile: AudienceProfile
let marked: readonly number[]
let originals: readonly Buffer[]

beforeAll(async () => {
  scratch = (await demoCase()).scratch
  await assignPeople()
  await bookmark()
  await markPictures()
  profile = {
    ...((await scratch.call('audience.list', {})).find(({ name }) => name === 'defence') as AudienceProfile),
    // Their names in scripts that no contact card has, and an address that only texts name.
    title: `Defence of ${personOf('elena').name}`,
    words: ['มาลี', 'Мали', 'Hauptstraße 7'],
    places: [{ label: 'Home', latitude: HOME.latitude, longitude: HOME.longitude, radiusMetres: 400 }],
  }
  await scratch.call('audience.save', { profile })
  for (const name of ['full', 'redacted', 'redacted.zip']) await exportAs(name)
  if (hasBrowser) await exportAs('redacted.pdf')
}, 300_000)
afterAll(() => scratch.dispose())

const at = (name: string): string => join(scratch.folder, name)

function exportAs(name: string): Promise<unknown> {
  const format = name.endsWith('.pdf') ? 'pdf' : 'package'
  const forOthers = { audience: 'defence', keyFile: at(`${name}.key`), keyPassword: PASSPHRASE }
  const redaction = name === 'full' ? {} : forOthers
  return scratch.call('export.run', { format, target: at(name), lens: null, bookmarkedOnly: true, safety: SAFETY_QUESTIONS, ...redaction })
}

/** As an analyst would: suggestions accepted, roles given. */
async function assignPeople(): Promise<void> {
  for (const { id, strength } of await scratch.call('people.suggestions', { status: 'open' }))
    if (strength === 'strong') await scratch.call('people.accept', { suggestionId: id })
  const roles = { victim: VICTIMS, witness: WITNESSES, recruiter: ['viktor'] as const }
  for (const [role, ids] of Object.entries(roles)) {
    for (const id of ids) {
      const [number = ''] = personOf(id).numbers
      const personId = scratch.number(
        "SELECT pi.person_id FROM identity AS i JOIN person_identity AS pi ON pi.identity_id = i.id WHERE i.value = ? AND i.scheme = 'phone'",
        number,
      )
      await scratch.call('people.rename', { personId, name: personOf(id).name, note: `Lives with ${personOf(id).name}` })
      await scratch.call('people.setRole', { personId, role: role as 'victim', reason: `Speaks of ${personOf(id).name}, ${number}` })
    }
  }
}

/** Whatever names them: texts, cards, calls, positions at home, pictures; a slice, a place, a graph; and notes that hide names. */
async function bookmark(): Promise<void> {
  const names = [...VICTIMS, ...WITNESSES, ...THIRD_PARTIES].flatMap((id) => personOf(id).name.split(' ')[0] ?? [])
  const like = names.map(() => 'm.body LIKE ?').join(' OR ')
  const keys = scratch.database
    .prepare(
      `SELECT record_id FROM message AS m WHERE ${like} UNION SELECT id FROM record WHERE kind IN ('contact', 'account')
       UNION SELECT id FROM (SELECT id FROM record WHERE kind = 'call' LIMIT 12) UNION SELECT id FROM (SELECT id FROM record WHERE kind = 'media')
       UNION SELECT record_id FROM attachment UNION SELECT id FROM (SELECT id FROM record WHERE kind = 'location' AND source_id = 2 ORDER BY at_ms LIMIT 15)
       UNION SELECT id FROM record WHERE state = 'edited-previous'`,
    )
    .pluck()
    .all(...names.map((name) => `%${name}%`)) as number[]
  const hidden = [
    `${personOf('malee').name} is at Hauptstraße  7, call 001 202 555-0161 or see https://example.org/${encodeURIComponent('มาลี')}`,
    `E%6Cena, \\u0045lena, ${HOME.latitude.toFixed(5)}, ${HOME.longitude.toFixed(5)}`,
    // Disguised by people, by programs, and after signs that count twice.
    `<b>Ele</b>na *Mun*teanu, M-a-l-e-e, Elenaaaa, Elenei, Олени, ${Buffer.from(personOf('elena').name).toString('base64')}`,
    `🙏🙏🙏🙏🙏🙏🙏🙏🙏🙏 ${personOf('malee').name} calls ${personOf('malee').numbers[0]?.replaceAll(/(\d)/g, '$1_') ?? ''}`,
  ]
  for (const [index, key] of keys.entries())
    await scratch.call('bookmark.set', { key, note: hidden[index] ?? '', tags: [`${personOf('elena').name} 1`] })
  const lens = EMPTY_LENS
  const [thread] = (await scratch.call('threads.list', { lens, text: '', cursor: null, limit: 1 })).items
  const messages = (
    await scratch.call('threads.messages', { threadId: thread?.id ?? 0, lens: null, cursor: null, aroundKey: null, limit: 30 })
  ).items
  const slice = { kind: 'slice', threadId: thread?.id ?? 0, fromKey: messages[0]?.key ?? 0, toKey: messages[20]?.key ?? 0 } as const
  const place = { kind: 'place', latitude: HOME.latitude, longitude: HOME.longitude, radiusMetres: 50 } as const
  const add = (target: Parameters<typeof scratch.call<'evidence.add'>>[1]['target'], label: string): Promise<unknown> =>
    scratch.call('evidence.add', { target, label, words: {}, picture: null })
  await add(slice, `Talk with ${personOf('elena').name}`)
  await add(place, `At ${HOME.label}`)
}

const REGION = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 }

/** Half of the pictures were looked at. */
async function markPictures(): Promise<void> {
  const media = scratch.database.prepare("SELECT id FROM record WHERE kind = 'media' ORDER BY id").pluck().all() as number[]
  marked = media.filter((_, index) => index % 2 === 0)
  for (const key of marked) await scratch.call('picture.mark', { key, attachmentId: null, regions: [REGION] })
  const found: Buffer[] = []
  for (const key of media)
    found.push(Buffer.from((await scratch.call('media.get', { key, attachmentId: null, thumbnail: false })).base64, 'base64'))
  originals = found
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile())

const HIDDEN = [...VICTIMS, ...WITNESSES, ...THIRD_PARTIES]

/** What the notes of this test hide, as its readings give it. */
const DISGUISED = ['<b>ele</b>', '*mun*', 'm-a-l-e-e', 'elenaaaa', 'elenei', 'олен', Buffer.from(personOf('elena').name).toString('base64')]

describe('a redacted package', () => {
  it('is looked at by a test that can see: the full one holds all of it', () => {
    const everything = Buffer.concat(filesOf(at('full')).map((name) => readFileSync(join(at('full'), name))))
    for (const id of HIDDEN) expect(leaks(everything, [id]).length, id).toBeGreaterThan(0)
    expect(everything.toString('utf8')).toContain('Hauptstraße')
    const words = flat(everything.toString('utf8').replaceAll('\\u003c', '<').replaceAll('\\u003e', '>'))
    for (const word of DISGUISED) expect(words, word).toContain(flat(word))
  })

  it('holds no name, number, handle or address of theirs in any byte, nor in the name of a file', () => {
    for (const name of filesOf(at('redacted'))) {
      const bytes = readFileSync(join(at('redacted'), name))
      expect(name.endsWith('.jpg') ? leaksInBinary(bytes, HIDDEN) : leaks(bytes, HIDDEN), name).toEqual([])
      expect(leaks(Buffer.from(name), HIDDEN), name).toEqual([])
      for (const word of ['มาลี', 'hauptstr', encodeURIComponent('มาลี').toLowerCase(), ...DISGUISED])
        expect(readings(bytes).map(flat).join('\n'), name).not.toContain(flat(word))
    }
  })

  it('holds nothing of them as a zip, each entry opened', async () => {
    const zip = await openPromise(at('redacted.zip'))
    let entries = 0
    for await (const entry of zip.eachEntry()) {
      entries++
      expect(leaks(Buffer.from(entry.fileName), HIDDEN)).toEqual([])
      const bytes = await buffer(await zip.openReadStreamPromise(entry))
      expect(entry.fileName.endsWith('.jpg') ? leaksInBinary(bytes, HIDDEN) : leaks(bytes, HIDDEN), entry.fileName).toEqual([])
    }
    expect(entries).toBeGreaterThan(30)
    expect(leaksInBinary(readFileSync(at('redacted.zip')), HIDDEN)).toEqual([])
  })

  it('has none of their positions: not on the map, in tables, in data', () => {
    const places = [
      'places.html',
      'exhibits.jsonl',
      ...filesOf(at('redacted')).filter((name) => name.startsWith('exhibits') || name.startsWith('pictures')),
    ]
    for (const name of places) {
      const text = readFileSync(join(at('redacted'), name), 'utf8')
      for (const match of text.matchAll(/(\d{2}\.\d{4,})\D{1,12}(\d{2}\.\d{4,})/g)) {
        const [north, east] = [Math.abs(Number(match[1]) - HOME.latitude) * 111_000, Math.abs(Number(match[2]) - HOME.longitude) * 77_600]
        expect(Math.hypot(north, east), `${name}: ${match[0]}`).toBeGreaterThan(400)
      }
    }
    expect(readFileSync(join(at('full'), 'exhibits.jsonl'), 'utf8')).toContain(String(HOME.latitude).slice(0, 5))
  })

  it('holds pictures only where somebody looked, with the marked part black and nothing of the file but pixels', async () => {
    const media = filesOf(join(at('redacted'), 'media'))
    expect(media.length).toBe(new Set(marked).size)
    const stored = new Set(originals.map((bytes) => createHash('sha256').update(bytes).digest('hex')))
    for (const name of media) {
      const bytes = readFileSync(join(at('redacted'), 'media', name))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(name.slice(0, 64))
      expect(stored.has(name.slice(0, 64))).toBe(false)
      const { exif, iptc, xmp, icc } = await sharp(bytes).metadata()
      expect([exif, iptc, xmp, icc]).toEqual([undefined, undefined, undefined, undefined])
      const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
      for (const [x, y] of [
        [0.3, 0.3],
        [0.5, 0.5],
        [0.7, 0.7],
        [0.3, 0.7],
      ] as const)
        expect(data[Math.floor(y * info.height) * info.width + Math.floor(x * info.width)], name).toBeLessThan(12)
    }
  })

  it('holds no thumbnail, hash or EXIF value of the pictures as they were', async () => {
    const everything = filesOf(at('redacted')).map((name) => ({ name, text: readFileSync(join(at('redacted'), name)).toString('latin1') }))
    const thumbnails = scratch.database.prepare('SELECT sha256, bytes FROM thumbnail').all() as { sha256: string; bytes: Buffer }[]
    expect(thumbnails.length).toBeGreaterThan(3)
    const cameras = scratch.database.prepare("SELECT DISTINCT camera FROM media WHERE camera <> ''").pluck().all() as string[]
    expect(cameras.length).toBeGreaterThan(0)
    for (const { name, text } of everything) {
      for (const { sha256, bytes } of thumbnails) {
        expect(text.includes(sha256), `${name}: ${sha256}`).toBe(false)
        expect(text.includes(bytes.toString('base64').slice(0, 400)), name).toBe(false)
        expect(text.includes(bytes.toString('latin1')), name).toBe(false)
      }
      for (const camera of cameras) expect(text.includes(camera), `${name}: ${camera}`).toBe(false)
    }
  })

  it('names its items as the full one does', () => {
    const itemsOf = (folder: string): string[] =>
      filesOf(at(folder))
        .filter((name) => name.startsWith('exhibits') && name.endsWith('.html'))
        .flatMap((name) =>
          [...readFileSync(join(at(folder), name), 'utf8').matchAll(/data-item="([^"]+)" data-number="([^"]*)"/g)].map(
            ([, item, number]) => `${item} ${number}`,
          ),
        )
        .sort()
    const [full, redacted] = [itemsOf('full'), itemsOf('redacted')]
    // The place that was taken out is left out whole.
    expect(full.length - redacted.length).toBe(1)
    expect(full).toEqual(expect.arrayContaining(redacted))
    const lines = (folder: string): string[] =>
      readFileSync(join(at(folder), 'exhibits.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { item: string }).item)
    expect(lines('full')).toEqual(expect.arrayContaining(lines('redacted')))
  })

  it('calls people the same in every file and every export, and says on page one what was taken out', async () => {
    const index = readFileSync(join(at('redacted'), 'index.html'), 'utf8')
    expect(index).toContain('This is a version for: Defence of Person V')
    expect(index).toContain('shown by a pseudonym')
    const people = readFileSync(join(at('redacted'), 'people.html'), 'utf8')
    for (const label of ['Person V1', 'Person V2', 'Person W1']) expect(people).toContain(label)
    expect(people).toMatch(/Third party T\d+ \(…\d{3}\)/)
    expect(people).not.toMatch(/…\d{3}(?:<[^>]*>|\s)*\(email\)/)
    await exportAs('redacted again')
    expect(readFileSync(at('redacted again/people.html'), 'utf8')).toBe(people)
  })

  it('masks everybody for an NGO, also where a text has the name in other letters or another form than the case', async () => {
    const { warnings } = await scratch.call('export.run', {
      format: 'package',
      target: at('ngo'),
      audience: 'ngo',
      lens: null,
      bookmarkedOnly: true,
      safety: SAFETY_QUESTIONS,
    })
    // No word of this audience is Thai, and no card has a Thai name: somebody must look.
    expect(warnings.join('\n')).toMatch(/Texts in Thai letters are in this version, and the case knows no name in them for Person V1/)
    for (const name of filesOf(at('ngo')).filter((file) => !file.endsWith('.jpg'))) {
      const bytes = readFileSync(join(at('ngo'), name))
      expect(leaks(bytes, ['karl', 'nok', 'mama', ...VICTIMS, ...WITNESSES]), name).toEqual([])
      expect(flat(bytes.toString('utf8')), name).not.toMatch(/o(ks|x)ana|оксан|viktor|samir|\+4477009002/)
    }
  })

  it('verifies, and leaves a case that verifies', async () => {
    expect(await scratch.call('export.verify', { path: at('redacted') })).toMatchObject({ ok: true, problems: [] })
    expect(await scratch.call('export.verify', { path: null })).toMatchObject({ ok: true, problems: [] })
  })

  it.skipIf(!hasBrowser)('holds nothing of them as a PDF, its streams opened, nor in the text that it shows', () => {
    const pdf = readFileSync(at('redacted.pdf'))
    const text = pdf.toString('latin1')
    const streams: Buffer[] = [pdf]
    for (const match of text.matchAll(/stream\r?\n/g)) {
      const start = match.index + match[0].length
      const end = text.indexOf('endstream', start)
      try {
        streams.push(inflateSync(pdf.subarray(start, end)))
      } catch {
        streams.push(pdf.subarray(start, end))
      }
    }
    expect(streams.length).toBeGreaterThan(50)
    for (const stream of streams) expect(leaksInBinary(stream, HIDDEN)).toEqual([])
    const shown = spawnSync('pdftotext', [at('redacted.pdf'), '-'], { encoding: 'utf8' })
    if (shown.error === undefined) {
      expect(shown.stdout).toContain('Person V1')
      expect(leaks(Buffer.from(shown.stdout), HIDDEN)).toEqual([])
    }
  })
})

describe('the key file', () => {
  it('holds no name in the open, and is for its owner alone', () => {
    // Base64 holds words of five letters by chance: what it stands for is looked at.
    const { data, ...head } = JSON.parse(readFileSync(at('redacted.key'), 'utf8')) as { data: string }
    expect(leaksInBinary(Buffer.from(data, 'base64'), HIDDEN)).toEqual([])
    expect(leaks(Buffer.from(JSON.stringify(head)), HIDDEN)).toEqual([])
    expect(head).toMatchObject({ format: 'corroborate-key', kdf: { name: 'scrypt', N: 131_072 }, cipher: 'aes-256-gcm' })
    if (process.platform !== 'win32') expect(statSync(at('redacted.key')).mode & 0o777).toBe(0o600)
  })

  it('gives everything back to whoever knows the passphrase', async () => {
    const target = at('restored.html')
    const restored = await scratch.call('export.restore', {
      keyFile: at('redacted.key'),
      password: PASSPHRASE,
      package: at('redacted'),
      target,
    })
    expect(restored.persons).toBeGreaterThan(6)
    const page = readFileSync(target, 'utf8')
    for (const id of HIDDEN.filter((one) => one !== 'mama' && one !== 'nok'))
      expect(leaks(Buffer.from(page), [id]), id).toContain(personOf(id).numbers[0])
    for (const id of [...VICTIMS, ...WITNESSES]) expect(page).toContain(personOf(id).name)
    expect(page).toContain('Hauptstraße  7')
    expect(page).not.toContain('<script')
  })

  it('gives nothing to anybody else, and says what is wrong', async () => {
    const target = at('not restored.html')
    const args = { keyFile: at('redacted.key'), password: `${PASSPHRASE}!`, package: null, target }
    await expect(scratch.call('export.restore', args)).rejects.toMatchObject({ kind: 'password' })
    const changed = JSON.parse(readFileSync(at('redacted.key'), 'utf8')) as { data: string }
    writeFileSync(at('changed.key'), JSON.stringify({ ...changed, data: `A${changed.data.slice(1)}` }))
    await expect(scratch.call('export.restore', { ...args, keyFile: at('changed.key'), password: PASSPHRASE })).rejects.toMatchObject({
      kind: 'password',
    })
    writeFileSync(at('none.key'), '{}')
    await expect(scratch.call('export.restore', { ...args, keyFile: at('none.key') })).rejects.toThrow(/is no key file/)
    await expect(scratch.call('export.restore', { ...args, password: PASSPHRASE, package: at('full') })).rejects.toThrow(
      /belongs to another export/,
    )
    expect(existsSync(target)).toBe(false)
  })
})

describe('before anything leaves', () => {
  const run = (changes: object): Promise<unknown> =>
    scratch.call('export.run', {
      format: 'package',
      target: at('refused'),
      lens: null,
      bookmarkedOnly: true,
      safety: SAFETY_QUESTIONS,
      ...changes,
    })

  it.each([
    ['without the safety questions', { safety: [] }, /role of a victim: check before exporting.*shelters/],
    ['with one of them left out', { safety: ['shelters', 'children', 'immigration'] }, /lives or stays now/],
    ['of a table without them', { safety: [], format: 'csv' }, /check before exporting/],
    ['for an audience that nobody knows', { audience: 'press' }, /There is no audience "press": the case knows full, defence/],
    ['of a format that would hold everything', { audience: 'defence', format: 'jsonl' }, /package and the PDF only/],
    ['with a passphrase that can be guessed', { audience: 'defence', keyFile: 'k', keyPassword: 'short' }, /at least 12 characters/],
    ['with a key file for nothing', { keyFile: 'k', keyPassword: PASSPHRASE }, /takes nothing out/],
  ])('an export %s is refused in one sentence, and nothing is written', async (_, changes, sentence) => {
    await expect(run(changes)).rejects.toThrow(sentence)
    expect(readdirSync(scratch.folder).filter((name) => name.startsWith('refused'))).toEqual([])
  })

  it('what was looked at, and for whom, is in the log', async () => {
    const log = await scratch.call('case.audit', { afterNumber: 0, limit: 100_000 })
    const entry = log.find(({ detail }) => detail.includes('redacted.key'))
    expect(entry?.detail).toMatch(/for defence, key file .*redacted\.key, looked at before: shelters, whereabouts, children, immigration/)
    expect(log.filter(({ action }) => action === 'picture marked').length).toBe(marked.length)
    expect(
      log.filter(({ action, detail }) => action === 'pseudonyms given' && /V1/.test(detail) && !/Elena|Malee/.test(detail)).length,
    ).toBe(1)
  })

  it('an audience is checked and can be taken back', async () => {
    const save = (changes: Partial<AudienceProfile>): Promise<unknown> =>
      scratch.call('audience.save', { profile: { ...profile, ...changes } })
    await expect(save({ name: 'full' })).rejects.toThrow(/cannot be changed/)
    await expect(save({ name: 'Two Words' })).rejects.toThrow(/lower-case letters/)
    await expect(save({ words: ['x'] })).rejects.toThrow(/at least two characters/)
    await save({ name: 'press', title: 'Press', pictures: 'none' })
    expect((await scratch.call('audience.list', {})).find(({ name }) => name === 'press')?.words).toEqual(profile.words)
    expect((await scratch.call('audience.remove', { name: 'press' })).some(({ name }) => name === 'press')).toBe(false)
    await expect(scratch.call('audience.remove', { name: 'press' })).rejects.toMatchObject({ kind: 'not-found' })
  })
})

it('knows everybody whom it looks for', () => {
  expect(PEOPLE.filter(({ id }) => HIDDEN.includes(id)).length).toBe(HIDDEN.length)
  mkdirSync(dirname(at('x/y')), { recursive: true })
  // The test's own eyes: what it looks for, it finds.
  for (const text of ['call 001 202-555 0161', 'E\u006cena', '%45lena Munteanu', 'Mu&#110;teanu', 'Srisuk'])
    expect(leaks(Buffer.from(text), VICTIMS).length, text).toBeGreaterThan(0)
  expect(leaks(Buffer.from('Malee', 'utf16le'), VICTIMS).length).toBeGreaterThan(0)
  expect(leaks(Buffer.from('nothing of them, 2026-02-05 20:25:55'), HIDDEN)).toEqual([])
})
