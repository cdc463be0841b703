/** Legal scope and privilege: which records are shown, counted and kept back, against rows laid out by hand. */
import { afterEach, describe, expect, it } from 'vitest'
import { auditEntries } from '../../main/casefile/read/caseInfo.ts'
import { pairTallies } from '../../main/casefile/read/edges.ts'
import { recordLines } from '../../main/casefile/read/lines.ts'
import { identityPage } from '../../main/casefile/read/people.ts'
import { positions } from '../../main/casefile/read/positions.ts'
import { PublicRecords } from '../../main/casefile/read/publicRecords.ts'
import { scopeState } from '../../main/casefile/read/scope.ts'
import { threadList, threadPage } from '../../main/casefile/read/threads.ts'
import { lensCount } from '../../main/casefile/read/lensCount.ts'
import { histogram, timelinePage } from '../../main/casefile/read/timeline.ts'
import { isVisible, setScopeOpening } from '../../main/casefile/read/visibility.ts'
import { openReader } from '../../main/casefile/reader.ts'
import { ScopeWriter } from '../../main/casefile/write/scope.ts'
import { type AuthorityTerms, EMPTY_LENS, type Lens } from '../../main/contract/index.ts'
import { type EvidenceRecord, NO_INSTANT } from '../../parsers/model/index.ts'
import { call, directThread, location, message, number, row, START_MS, utc, WrittenCase } from '../support/syntheticRecords.ts'

const DAY_MS = 86_400_000
const day = (index: number): number => START_MS + index * DAY_MS

/** Record ids are 1, 2, 3 ... in this order. */
const RECORDS: readonly EvidenceRecord[] = [
  // 1-3: number 1 on days 0, 5 and 10; the third answers the first
  message({ from: row(1), sender: number(1), thread: directThread(number(1)), body: 'alpha', sentAt: utc(day(0)), nativeId: 'm1' }),
  message({ from: row(2), sender: number(1), thread: directThread(number(1)), body: 'beta', sentAt: utc(day(5)), nativeId: 'm2' }),
  message({
    from: row(3),
    sender: number(1),
    thread: directThread(number(1)),
    body: 'gamma',
    sentAt: utc(day(10)),
    nativeId: 'm3',
    replyToNativeId: 'm1',
  }),
  // 4-5: number 2, the lawyer
  message({
    from: row(4),
    sender: number(2),
    thread: directThread(number(2)),
    body: 'delta',
    sentAt: utc(day(5)),
    attachments: [{ path: 'media/letter.jpg', name: 'letter.jpg', mime: 'image/jpeg', sizeBytes: null }],
  }),
  call({ from: row(5, 'call'), participants: [number(2)], startedAt: utc(day(6)) }),
  // 6-7: positions on days 1 and 6
  location({ from: row(6, 'loc'), at: utc(day(1)), latitude: 48, longitude: 16 }),
  location({ from: row(7, 'loc'), at: utc(day(6)), latitude: 50, longitude: 14 }),
  // 8: without a UTC time
  message({ from: row(8), sender: number(1), thread: directThread(number(1)), body: 'undated', sentAt: NO_INSTANT }),
  // 9: number 3 in a group with the lawyer
  message({
    from: row(9),
    sender: number(3),
    thread: { key: 'group', title: 'Secret title', kind: 'group', participants: [number(2), number(3)] },
    body: 'epsilon',
    sentAt: utc(day(7)),
  }),
]

const ANY: AuthorityTerms = {
  type: 'Search warrant',
  identifier: '12/2026',
  fromMs: null,
  toMs: null,
  coversUndated: false,
  kinds: [],
  sources: [],
  people: [],
  note: '',
}

let written: WrittenCase | null = null
afterEach(() => {
  written?.dispose()
  written = null
})

function world(...records: EvidenceRecord[]): { made: WrittenCase; scope: ScopeWriter; readonly keys: (lens?: Partial<Lens>) => number[] } {
  const made = (written = new WrittenCase(records.length > 0 ? records : RECORDS))
  const { database } = made.file
  return {
    made,
    scope: new ScopeWriter(database, made.directory, 'analyst'),
    keys: (lens = {}) => [...timelinePage(database, made.directory, { ...EMPTY_LENS, ...lens }, null, 100).ids].sort((a, b) => a - b),
  }
}

const idOf = ({ file }: WrittenCase, value: string): `i${number}` =>
  `i${file.database.prepare('SELECT id FROM identity WHERE value = ?').pluck().get(value) as number}`
const lawyer = (made: WrittenCase): `i${number}` => idOf(made, '+447700900102')

describe('legal scope', () => {
  it('shows everything while no authority is stated', () => {
    const { made, keys } = world()
    expect(keys()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(lensCount(made.file.database, made.directory, EMPTY_LENS).hidden).toEqual({ outsideScope: 0, privileged: 0 })
  })

  const CASES: readonly [string, Partial<AuthorityTerms>, readonly number[]][] = [
    ['a period: start inclusive, end exclusive, undated rows are outside', { fromMs: day(5), toMs: day(7) }, [2, 4, 5, 7]],
    ['a period that covers undated rows', { fromMs: day(5), toMs: day(6), coversUndated: true }, [2, 4, 8]],
    ['kinds', { kinds: ['call', 'location'] }, [5, 6, 7]],
    ['a source that is there', { sources: [1] }, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ]
  it.each(CASES)('covers by %s', (_what, terms, expected) => {
    const { scope, keys } = world()
    scope.setAuthority(null, { ...ANY, ...terms })
    expect(keys()).toEqual(expected)
  })

  it('covers people by what they took part in, and all of their own phone', () => {
    const { made, scope, keys } = world()
    scope.setAuthority(null, { ...ANY, people: [idOf(made, '+447700900103')] })
    expect(keys()).toEqual([9])
    scope.setAuthority(1, { ...ANY, people: [`i${made.ownerId}`] })
    expect(keys()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('shows what at least one of several authorities covers', () => {
    const { scope, keys } = world()
    scope.setAuthority(null, { ...ANY, kinds: ['location'] })
    scope.setAuthority(null, { ...ANY, fromMs: day(9) })
    expect(keys()).toEqual([3, 6, 7])
    scope.removeAuthority(1, 'withdrawn')
    expect(keys()).toEqual([3])
  })

  it('holds in every reading', () => {
    const { made, scope, keys } = world()
    const { file, directory } = made
    const { database } = file
    scope.setAuthority(null, { ...ANY, fromMs: day(4), toMs: day(8) })
    const shown = [2, 4, 5, 7, 9]
    expect(keys()).toEqual(shown)
    const count = lensCount(database, directory, EMPTY_LENS)
    expect(count).toMatchObject({ inLens: 5, total: 5, undatedInLens: 0, hidden: { outsideScope: 4, privileged: 0 } })
    expect([count.firstMs, count.lastMs]).toEqual([day(5), day(7)])
    for (const barMs of [DAY_MS, 1000]) {
      const { bars } = histogram(database, directory, { lens: EMPTY_LENS, barMs })
      expect(bars.map(({ startMs }) => startMs)).toEqual([day(5), day(6), day(7)])
    }
    expect(keys({ text: 'alpha' })).toEqual([])
    expect(keys({ text: 'beta' })).toEqual([2])
    expect(positions(database, directory, EMPTY_LENS, [], 100)).toMatchObject({ total: 1, points: { keys: [7] }, bounds: [14, 50, 14, 50] })
    const edges = [...pairTallies(database, directory, EMPTY_LENS, true).values()]
    expect(edges.reduce((sum, { records }) => sum + records, 0)).toBe(5)
    const threads = threadList(database, directory, EMPTY_LENS, '', null, 10).items
    expect(threads.map(({ messages, lastText }) => [messages, lastText])).toEqual([
      [1, 'epsilon'],
      [1, 'delta'],
      [1, 'beta'],
    ])
    const page = threadPage(database, directory, { threadId: 1, lens: null, cursor: null, aroundKey: null, limit: 10, before: false })
    expect(page.ids).toEqual([2])
    expect(() =>
      threadPage(database, directory, { threadId: 1, lens: null, cursor: null, aroundKey: 1, limit: 10, before: false }),
    ).toThrow(/may be shown/)
    const listed = [...new PublicRecords(database).entries('messages', { fromMs: null, toMs: null, sourceId: null, ids: null })]
    expect(listed.map(({ key }) => key)).toEqual([2, 4, 9])
    expect([1, 2].map((key) => isVisible(database, key))).toEqual([false, true])
    const first = identityPage(database, '+447700900101', false, null, 10).items
    expect(first.map(({ records }) => records)).toEqual([1])
  })

  it('gives no text of a hidden message as the quote of a reply', () => {
    const { made, scope } = world()
    const quote = (): unknown => recordLines(made.file.database, made.directory, [3])[0]?.message?.replyToText
    expect(quote()).toBe('alpha')
    scope.setAuthority(null, { ...ANY, fromMs: day(9) })
    expect(quote()).toBeNull()
  })

  it('is opened with a reason, in this connection only, logged, and closed again', () => {
    const { made, scope, keys } = world()
    const { database, path } = made.file
    scope.setAuthority(null, { ...ANY, kinds: ['location'] })
    expect(() => scope.open(' ')).toThrow(/needs a reason/)
    scope.open('Judge asked for the whole thread')
    expect(keys()).toHaveLength(9)
    expect(scopeState(database, made.directory)).toMatchObject({
      opened: { reason: 'Judge asked for the whole thread', by: 'analyst' },
      hidden: { outsideScope: 7, privileged: 0 },
    })
    expect(lensCount(database, made.directory, EMPTY_LENS).hidden.outsideScope).toBe(0)
    const reader = openReader(path)
    expect(timelinePage(reader.database, made.directory, EMPTY_LENS, null, 100).ids).toHaveLength(2)
    reader.close()
    scope.close()
    expect(keys()).toEqual([6, 7])
    const log = auditEntries(database, 0, 100).filter(({ action }) => action.startsWith('legal scope'))
    expect(log.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      ['analyst', 'legal scope opened', 'Judge asked for the whole thread'],
      ['analyst', 'legal scope closed', ''],
    ])
  })

  it('refuses terms that cover nothing or name nothing', () => {
    const { scope } = world()
    expect(() => scope.setAuthority(null, { ...ANY, type: ' ' })).toThrow(/needs a type/)
    expect(() => scope.setAuthority(null, { ...ANY, fromMs: 2, toMs: 2 })).toThrow(/before its last day/)
    expect(() => scope.setAuthority(null, { ...ANY, sources: [9] })).toThrow(/no source 9/)
    expect(() => scope.setAuthority(null, { ...ANY, people: ['p77'] })).toThrow(/names nobody/)
    expect(() => scope.setAuthority(7, ANY)).toThrow(/no authority 7/)
  })
})

describe('privileged contacts', () => {
  it('keep back their messages, calls and groups everywhere, counted apart', () => {
    const { made, scope, keys } = world()
    const { database } = made.file
    scope.quarantine(lawyer(made), 'lawyer', 'counsel of the suspect')
    expect(keys()).toEqual([1, 2, 3, 6, 7, 8])
    expect(lensCount(database, made.directory, EMPTY_LENS).hidden).toEqual({ outsideScope: 0, privileged: 3 })
    expect(threadList(database, made.directory, EMPTY_LENS, '', null, 10).items).toHaveLength(1)
    const [contact] = scopeState(database, made.directory).privileged
    expect(contact).toMatchObject({ category: 'lawyer', quarantined: 3 })
    // A title is written by people: it is not given for what is kept back.
    expect(contact?.threads.map(({ title, messages }) => [title, messages])).toEqual([
      ['+447700900102', 1],
      ['+447700900102, +447700900103', 1],
    ])
  })

  it('stay kept back while the scope is opened, and count once where both hide', () => {
    const { made, scope, keys } = world()
    scope.setAuthority(null, { ...ANY, fromMs: day(6) })
    scope.quarantine(lawyer(made), 'lawyer', 'counsel')
    expect(keys()).toEqual([3, 7])
    expect(lensCount(made.file.database, made.directory, EMPTY_LENS).hidden).toEqual({ outsideScope: 4, privileged: 3 })
    scope.open('hearing')
    expect(keys()).toEqual([1, 2, 3, 6, 7, 8])
    setScopeOpening(made.file.database, null)
  })

  it('are released with a reason, whole or one conversation, and quarantined again', () => {
    const { made, scope, keys } = world()
    scope.quarantine(lawyer(made), 'lawyer', 'counsel')
    const group = made.file.database.prepare("SELECT id FROM thread WHERE key = 'group'").pluck().get() as number
    expect(() => scope.release(1, group, '')).toThrow(/needs a reason/)
    scope.release(1, group, 'public group')
    expect(keys()).toEqual([1, 2, 3, 6, 7, 8, 9])
    scope.release(1, null, 'filter team: no legal advice')
    expect(keys()).toHaveLength(9)
    scope.quarantineAgain(1, 'released too early')
    expect(keys()).toEqual([1, 2, 3, 6, 7, 8])
    scope.removePrivileged(1, 'somebody else of that name')
    expect(keys()).toHaveLength(9)
    const log = auditEntries(made.file.database, 0, 100).map(({ action }) => action)
    expect(log.filter((action) => action.includes('privileged'))).toEqual([
      'privileged contact quarantined',
      'privileged records released',
      'privileged records released',
      'privileged contact quarantined',
      'privileged contact taken off',
    ])
  })

  it('are known by the other identities of their person, and by their number in another app', () => {
    const mobile = { scheme: 'whatsapp', raw: '447700900102@s.whatsapp.net', name: null, country: null } as const
    const office = number(8)
    const { made, scope, keys } = world(
      message({ from: row(1), sender: number(2), thread: directThread(number(2)), body: 'a' }),
      message({ from: row(2), sender: mobile, thread: directThread(mobile), body: 'b', service: 'WhatsApp' }),
      message({ from: row(3), sender: office, thread: directThread(office), body: 'c' }),
      message({ from: row(4), sender: number(5), thread: directThread(number(5)), body: 'd' }),
    )
    const { database } = made.file
    const ids = [lawyer(made), idOf(made, '447700900102@s.whatsapp.net'), idOf(made, '+447700900108')].map((id) => Number(id.slice(1)))
    database
      .prepare(
        "INSERT INTO suggestion (a_identity_id, b_identity_id, strength, reasons_json, evidence_json) VALUES (?, ?, 'strong', '[]', '[]')",
      )
      .run(Math.min(ids[0] ?? 0, ids[1] ?? 0), Math.max(ids[0] ?? 0, ids[1] ?? 0))
    database.exec("INSERT INTO person (id, name, created_at_ms) VALUES (1, 'Counsel', 0)")
    for (const id of [ids[1], ids[2]])
      database.prepare("INSERT INTO person_identity (identity_id, person_id, reason, actor, at_ms) VALUES (?, 1, 'r', 'x', 0)").run(id)
    scope.quarantine(lawyer(made), 'lawyer', 'counsel')
    expect(keys()).toEqual([4])
    database.exec("UPDATE suggestion SET status = 'rejected'")
    expect(keys()).toEqual([2, 3, 4])
  })

  it('keep back a picture of the gallery that was sent in their conversation', () => {
    const picture = (id: string, path: string): EvidenceRecord => ({
      type: 'media',
      from: row(path, 'file'),
      state: 'live',
      path,
      mime: 'image/jpeg',
      sizeBytes: 1,
      origin: 'unknown',
      takenAt: utc(day(1)),
      latitude: null,
      longitude: null,
      accuracyMetres: null,
      gpsAt: null,
      widthPixels: null,
      heightPixels: null,
      camera: id,
    })
    const { made, scope, keys } = world(...RECORDS.slice(3, 4), picture('a', 'media/letter.jpg'), picture('b', 'media/other.jpg'))
    expect(keys()).toEqual([1, 2, 3])
    scope.quarantine(lawyer(made), 'lawyer', 'counsel')
    expect(keys()).toEqual([3])
  })
})
