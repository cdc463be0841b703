/** Every call of the contract on the demo, wrong calls, events, and source rows against the records made of them. */
import { appendFileSync, cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHANNELS } from '../../main/contract/check.ts'
import {
  type AuthorityTerms,
  EMPTY_LENS,
  type Channel,
  type ContractEvents,
  type ExhibitId,
  type RecordKind,
} from '../../main/contract/index.ts'
import { createService } from '../../main/service/index.ts'
import { hashesBelow } from '../support/commandLine.ts'
import { demoCase, ScratchCase, type DemoCase } from '../support/demoCase.ts'
import { PASSPHRASE, PROFILE, sentOut } from './sentOut.ts'

let demo: DemoCase
let pictured: ExhibitId
let review: string
let keyFile: string
beforeAll(async () => {
  demo = await demoCase()
  const target = { kind: 'map-view' as const, lens, view: '{}' }
  pictured = (await demo.scratch.call('evidence.add', { target, label: 'Map', words: {}, picture: { mime: 'image/png', base64: DOT } })).id
  ;({ review, keyFile } = await sentOut(demo.scratch, pictured))
})
afterAll(() => demo.scratch.dispose())

/** A set that holds nothing of the demo. */
function hashList(): string {
  const path = join(demo.scratch.folder, 'hashes.txt')
  writeFileSync(path, `${'0'.repeat(32)}\n`)
  return path
}

const lens = EMPTY_LENS
/** A picture of one dot. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const AUTHORITY: AuthorityTerms = {
  type: 'Consent',
  identifier: '1',
  fromMs: null,
  toMs: null,
  coversUndated: true,
  kinds: [],
  sources: [],
  people: [],
  note: '',
}
/** Arguments with which each call works on the demo. */
const GOOD: Readonly<Record<Channel, () => object>> = {
  'case.current': () => ({}),
  'case.recent': () => ({}),
  'case.create': () => ({ path: join(demo.scratch.folder, 'other'), name: 'n', number: '', examiner: '', timezone: 'UTC' }),
  'case.open': () => ({ path: demo.scratch.casePath }),
  'case.close': () => ({}),
  'case.update': () => ({ name: 'Renamed', number: '2', examiner: 'x', timezone: 'Asia/Bangkok' }),
  'case.openDemo': () => ({}),
  'case.coverage': () => ({ sourceId: 1 }),
  'case.audit': () => ({ afterNumber: 0, limit: 10 }),
  'import.start': () => ({ path: demo.manifest.phones[0]?.folder ?? '', label: '' }),
  'import.retry': () => ({ password: 'x' }),
  'import.status': () => ({}),
  'import.cancel': () => ({ jobId: 'none' }),
  'import.resume': () => ({ sourceId: 1 }),
  'import.discard': () => ({ sourceId: 1 }),
  'files.list': () => ({ path: demo.manifest.folder }),
  'export.run': () => ({ format: 'jsonl', target: join(demo.scratch.folder, 'out.jsonl'), lens, bookmarkedOnly: false }),
  'export.verify': () => ({ path: null }),
  'export.verifyAgainst': () => ({ path: demo.manifest.phones[0]?.folder ?? '', all: true }),
  'export.key': () => ({}),
  'export.rotateKey': () => ({}),
  'hashset.add': () => ({ path: hashList(), name: 'list' }),
  'hashset.list': () => ({}),
  'hashset.hits': () => ({}),
  'timeline.page': () => ({ lens, cursor: null, limit: 10 }),
  'timeline.seek': () => ({ lens, atMs: Date.UTC(2026, 1, 14), limit: 3 }),
  'timeline.histogram': () => ({ lens, barMs: 86_400_000 }),
  'timeline.count': () => ({ lens }),
  'record.get': () => ({ key: keyOf('message') }),
  'record.sourceRow': () => ({ key: keyOf('message') }),
  'media.get': () => ({ key: keyOf('media'), attachmentId: null, thumbnail: true }),
  'bookmark.set': () => ({ key: keyOf('call'), note: 'n', tags: ['t'] }),
  'bookmark.remove': () => ({ key: keyOf('call') }),
  'bookmark.list': () => ({}),
  'people.persons': () => ({}),
  'people.identities': () => ({ text: '', unassignedOnly: true, cursor: null, limit: 5 }),
  'people.suggestions': () => ({ status: 'open' }),
  'people.accept': () => ({ suggestionId: 1 }),
  'people.reject': () => ({ suggestionId: 2, reason: 'r' }),
  'people.create': () => ({ name: 'P', identityIds: [], reason: 'r' }),
  'people.rename': () => ({ personId: 1, name: 'Q', note: '' }),
  'people.attach': () => ({ personId: 1, identityId: 1, reason: 'r' }),
  'people.detach': () => ({ identityId: 1, reason: 'r' }),
  'people.setRole': () => ({ personId: 1, role: 'witness', reason: 'r' }),
  'people.undo': () => ({}),
  'people.find': () => ({ text: 'vik', limit: 5 }),
  'people.parties': () => ({ entities: ['i1', 'p1'] }),
  'threads.list': () => ({ lens, text: '', cursor: null, limit: 5 }),
  'threads.get': () => ({ threadId: 1 }),
  'threads.messages': () => ({ threadId: 1, lens: null, cursor: null, aroundKey: null, limit: 5 }),
  'map.positions': () => ({ lens, classes: [], limit: 100 }),
  'source.unlock': () => ({ sourceId: 1, password: 'x' }),
  'map.bins': () => ({ lens, classes: [], cellDegrees: 1 }),
  'graph.get': () => ({ lens, limit: 50, includeGroups: true, focus: null }),
  'evidence.list': () => ({}),
  'evidence.get': () => ({ id: pictured }),
  'evidence.add': () => ({ target: { kind: 'record', key: keyOf('message') }, label: '', words: { stance: 'supports' }, picture: null }),
  'evidence.cards': () => ({ ids: [`r${keyOf('message')}`] }),
  'evidence.preview': () => ({ id: `r${keyOf('message')}` }),
  'evidence.picture': () => ({ id: pictured }),
  'evidence.change': () => ({ ids: [`r${keyOf('message')}`], change: { addTags: ['t'] } }),
  'evidence.arrange': () => ({ ids: [`r${keyOf('message')}`], before: null }),
  'evidence.number': () => ({ ids: [`r${keyOf('message')}`], prefix: 'A', first: 1 }),
  'evidence.remove': () => ({ ids: [`r${keyOf('message')}`] }),
  'evidence.undo': () => ({}),
  'review.import': () => ({ path: review }),
  'review.list': () => ({}),
  'audience.list': () => ({}),
  'audience.save': () => ({ profile: PROFILE }),
  'audience.remove': () => ({ name: 'friends' }),
  'picture.mark': () => ({ key: keyOf('media'), attachmentId: null, regions: [{ left: 0, top: 0, width: 0.5, height: 1 }] }),
  'picture.regions': () => ({ key: keyOf('media'), attachmentId: null }),
  'export.safety': () => ({}),
  'export.restore': () => ({ keyFile, password: PASSPHRASE, package: null, target: join(demo.scratch.folder, 'restored.html') }),
  'scope.get': () => ({}),
  'scope.setAuthority': () => ({ id: null, terms: AUTHORITY }),
  'scope.open': () => ({ reason: 'r' }),
  'scope.close': () => ({}),
  'scope.removeAuthority': () => ({ id: 1, reason: 'r' }),
  'scope.quarantine': () => ({ entity: 'i1', category: 'lawyer', reason: 'r' }),
  'scope.release': () => ({ contactId: 1, threadId: null, reason: 'r' }),
  'scope.quarantineAgain': () => ({ contactId: 1, reason: 'r' }),
  'scope.removePrivileged': () => ({ contactId: 1, reason: 'r' }),
}
/** Calls that end or replace the open case, or build another one: tested by themselves. */
const ELSEWHERE: readonly string[] = [
  'case.create',
  'case.close',
  'case.openDemo',
  'import.start',
  'import.retry',
  'import.resume',
  'import.discard',
]

const keyOf = (kind: RecordKind): number => demo.scratch.number('SELECT min(id) FROM record WHERE kind = ?', kind)

describe('calls', () => {
  it('all work on the demo, and every answer is plain JSON', async () => {
    expect(
      CHANNELS.filter((channel) => !(channel in GOOD)),
      'calls that this test does not know',
    ).toEqual([])
    const tested = CHANNELS.filter((channel) => !ELSEWHERE.includes(channel))
    for (const channel of tested) {
      const answer = await demo.scratch.service.invoke(channel, GOOD[channel]())
      expect(answer.ok, `${channel}: ${JSON.stringify(answer).slice(0, 300)}`).toBe(true)
      if (answer.ok) expect(JSON.parse(JSON.stringify(answer.value)), channel).toEqual(answer.value)
    }
  })

  it('refuse unknown channels, and missing, wrong and further arguments, and say which', async () => {
    const failure = async (channel: string, args: unknown): Promise<unknown> => {
      const answer = await demo.scratch.service.invoke(channel, args)
      return answer.ok ? 'done' : answer.failure
    }
    for (const channel of ['', 'case', 'toString', '__proto__', 'case.erase'])
      expect(await failure(channel, {})).toMatchObject({ kind: 'usage', message: expect.stringContaining('There is no call') as string })
    for (const args of [null, undefined, 3, 'x', []]) expect(await failure('record.get', args)).toMatchObject({ kind: 'usage' })
    expect(await failure('record.get', {})).toMatchObject({
      kind: 'usage',
      message: 'record.get: the argument "key" is missing or of the wrong kind.',
    })
    expect(await failure('record.get', { key: '1' })).toMatchObject({ kind: 'usage' })
    expect(await failure('record.get', { key: 1.5 })).toMatchObject({ kind: 'usage' })
    expect(await failure('record.get', { key: 1, extra: 2 })).toMatchObject({
      kind: 'usage',
      message: 'record.get has no argument "extra".',
    })
    for (const changes of [
      { kinds: ['letter'] },
      { people: ['x1'] },
      { people: ['p1) OR (1=1'] },
      { fromMs: NaN },
      { box: [1, 2, 3] },
      { pair: ['p1'] },
      { states: [''] },
      { text: 3 },
      { sources: ['1'] },
    ]) {
      expect(await failure('timeline.count', { lens: { ...lens, ...changes } }), JSON.stringify(changes)).toMatchObject({ kind: 'usage' })
    }
    for (const [channel, args] of [
      ['record.get', { key: 999_999 }],
      ['threads.get', { threadId: 999_999 }],
      ['people.accept', { suggestionId: 999_999 }],
      ['bookmark.set', { key: 999_999, note: '', tags: [] }],
      ['media.get', { key: keyOf('call'), attachmentId: null, thumbnail: true }],
    ] as const) {
      expect(await failure(channel, args), channel).toMatchObject({ kind: 'not-found' })
    }
    expect(await failure('import.resume', { sourceId: 1 })).toMatchObject({ kind: 'usage' })
    expect(await failure('import.discard', { sourceId: 1 })).toMatchObject({ kind: 'usage' })
    expect(await failure('import.retry', { password: 'x' })).toMatchObject({ kind: 'not-found' })
    expect(await failure('import.discard', { sourceId: 77 })).toMatchObject({ kind: 'not-found' })
    expect(await failure('files.list', { path: join(demo.scratch.folder, 'nowhere') })).toMatchObject({ kind: 'unreadable' })
  })

  it('without an open case say so, but for those that need none', async () => {
    const service = createService({ actor: 'tester', settingsFolder: join(demo.scratch.folder, 'settings of none') })
    const needsNone = [
      'case.current',
      'case.recent',
      'case.create',
      'case.open',
      'case.close',
      'case.openDemo',
      'files.list',
      'export.key',
      'export.rotateKey',
      // Who gets a key file need not have the case.
      'export.restore',
      'import.status',
      'import.cancel',
    ]
    for (const channel of CHANNELS) {
      if (needsNone.includes(channel)) continue
      // `path: null` means the open case.
      expect(await service.invoke(channel, GOOD[channel]()), channel).toMatchObject({
        ok: false,
        failure: { kind: 'no-case', message: expect.stringContaining('No case is open') as string },
      })
    }
    expect(await service.invoke('case.current', {})).toEqual({ ok: true, value: null })
    expect(await service.invoke('case.close', {})).toEqual({ ok: true, value: { closed: false } })
    await service.close()
  })

  it('keep the open case when another one cannot be made or opened', async () => {
    const { service, casePath } = demo.scratch
    for (const path of [casePath, join(demo.scratch.folder, 'no', 'folder', 'x')]) {
      expect((await service.invoke('case.create', { path, name: 'n', number: '', examiner: '', timezone: 'UTC' })).ok).toBe(false)
    }
    expect((await service.invoke('case.open', { path: join(demo.scratch.folder, 'nowhere') })).ok).toBe(false)
    expect(await service.invoke('case.current', {})).toMatchObject({ ok: true, value: { path: casePath } })
  })
})

describe('events', () => {
  it('say what changed, and nothing after unsubscribing', async () => {
    const { scratch } = demo
    const heard: string[] = []
    const stop = scratch.service.on((event, data) =>
      heard.push(event === 'case.changed' ? (data as ContractEvents['case.changed']).what : event),
    )
    await scratch.call('bookmark.set', { key: keyOf('message'), note: 'n', tags: [] })
    await scratch.call('people.create', { name: 'X', identityIds: [], reason: '' })
    await scratch.call('people.undo', {})
    await scratch.call('case.update', { name: 'Test', number: '1', examiner: 'tester', timezone: 'UTC' })
    expect(heard).toEqual(['bookmarks', 'people', 'people', 'records'])
    await scratch.import(demo.manifest.phones[0]?.folder ?? '')
    expect(heard).toContain('import.progress')
    const count = heard.length
    stop()
    await scratch.call('bookmark.remove', { key: keyOf('message') })
    expect(heard).toHaveLength(count)
  })
})

describe('source rows', () => {
  it('of every kind and table hold what the record says', async () => {
    const { scratch } = demo
    const samples = scratch.database
      .prepare(
        'SELECT min(r.id) AS key, r.kind, t.name AS tableName FROM record AS r JOIN evidence_table AS t ON t.id = r.table_id WHERE r.ordinal = 0 GROUP BY 2, 3',
      )
      .all() as { key: number; kind: RecordKind; tableName: string }[]
    expect(new Set(samples.map(({ kind }) => kind))).toEqual(
      new Set(['message', 'call', 'contact', 'location', 'media', 'identity-link', 'app-use']),
    )
    for (const { key, kind, tableName } of samples) {
      const [row, { line, provenance }] = [await scratch.call('record.sourceRow', { key }), await scratch.call('record.get', { key })]
      expect(row, `${kind} of ${tableName}`).toMatchObject({
        matches: true,
        table: tableName,
        sha256: provenance.fileSha256,
        row: provenance.row,
      })
      const values = row.columns.map(({ value }) => value)
      if (line.time.asStored !== null && tableName !== '(file)')
        expect(
          values.some((value) => value !== null && Number(value) === Number(line.time.asStored)),
          `time of ${tableName}`,
        ).toBe(true)
      if (kind === 'message' && line.text !== '')
        expect(values.some((value) => value === line.text || value?.startsWith("x'") === true)).toBe(true)
      if (kind === 'location') expect(values.map(Number)).toContain(line.position?.latitude)
    }
  })

  it('a file that is missing, and one that is no picture, have no bytes to show', async () => {
    const { scratch } = demo
    const missing = scratch.database
      .prepare(
        'SELECT a.record_id AS key, a.id FROM attachment AS a JOIN record AS r ON r.id = a.record_id LEFT JOIN evidence_file AS f ON f.source_id = r.source_id AND f.path = a.path WHERE a.path IS NOT NULL AND coalesce(f.is_present, 0) = 0 LIMIT 1',
      )
      .get() as { key: number; id: number }
    expect(await scratch.service.invoke('media.get', { key: missing.key, attachmentId: missing.id, thumbnail: true })).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    })
    const before = scratch.number("SELECT count(*) FROM audit WHERE action = 'media viewed'")
    const shown = await scratch.call('media.get', { key: keyOf('media'), attachmentId: null, thumbnail: false })
    expect(shown.mime).toBe('image/webp')
    expect(scratch.number("SELECT count(*) FROM audit WHERE action = 'media viewed'")).toBe(before + 1)
    await scratch.call('media.get', { key: keyOf('media'), attachmentId: null, thumbnail: true })
    expect(scratch.number("SELECT count(*) FROM audit WHERE action = 'media viewed'")).toBe(before + 1)
  })

  it('say when a byte of the file changed, a log grew, or the extraction is gone', async () => {
    const moved = new ScratchCase()
    try {
      const phone = join(moved.folder, 'phone')
      cpSync(demo.manifest.phones[0]?.folder ?? '', phone, { recursive: true })
      await moved.create()
      expect((await moved.import(phone)).failure).toBeNull()
      await moved.call('case.close', {})
      const database = join(phone, '3d', createHash('sha1').update('HomeDomain-Library/SMS/sms.db').digest('hex'))
      const key = moved.number(
        "SELECT min(r.id) FROM record AS r JOIN evidence_table AS t ON t.id = r.table_id JOIN run ON run.id = r.run_id WHERE run.path LIKE '%/sms.db'",
      )
      const rowNow = async () => {
        await moved.call('case.open', { path: moved.casePath })
        const answer = await moved.service.invoke('record.sourceRow', { key })
        await moved.call('case.close', {})
        return answer
      }
      expect(await rowNow()).toMatchObject({ ok: true, value: { matches: true } })
      const original = readFileSync(database)
      // The last byte of the file: unused space, so that the row itself reads as before.
      appendFileSync(database, Buffer.alloc(0))
      const changed = Buffer.from(original)
      changed[60] = (changed[60] ?? 0) ^ 1
      writeFileSync(database, changed)
      expect(await rowNow()).toMatchObject({ ok: true, value: { matches: false } })
      writeFileSync(database, original)
      renameSync(phone, `${phone}-elsewhere`)
      expect(await rowNow()).toMatchObject({
        ok: false,
        failure: { kind: 'unreadable', message: expect.stringMatching(/is not at .* any more/) as string },
      })
      // Everything in the case itself still works.
      await moved.call('case.open', { path: moved.casePath })
      expect((await moved.call('record.get', { key })).line.key).toBe(key)
    } finally {
      await moved.dispose()
    }
  })

  it('leave the evidence as it was', () => {
    const now = hashesBelow(demo.manifest.folder)
    expect(Object.keys(now).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([])
    const known = demo.scratch.database.prepare('SELECT source_id, stored_as, sha256 FROM evidence_file WHERE is_present = 1').all() as {
      source_id: number
      stored_as: string
      sha256: string
    }[]
    const phones = demo.manifest.phones.map(({ folder }) => folder.slice(demo.manifest.folder.length + 1))
    // What was handed over beside the phones is no source of this case.
    expect(known).toHaveLength(Object.keys(now).filter((name) => phones.some((phone) => name.startsWith(`${phone}/`))).length)
    for (const { source_id, stored_as, sha256 } of known) expect(now[`${phones[source_id - 1]}/${stored_as}`]).toBe(sha256)
  })
})
