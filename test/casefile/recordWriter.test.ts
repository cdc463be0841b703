/** Every kind of record, written and read back; hostile values. */
import { afterEach, describe, expect, it } from 'vitest'
import { recordDetail } from '../../main/casefile/read/detail.ts'
import { recordLines } from '../../main/casefile/read/lines.ts'
import { PublicRecords, type PublicKind } from '../../main/casefile/read/publicRecords.ts'
import type {
  AccountRecord,
  ContactRecord,
  EvidenceRecord,
  IdentityLinkRecord,
  Instant,
  MediaRecord,
  SkippedRow,
  WebRecord,
} from '../../parsers/model/index.ts'
import { call, directThread, location, message, number, row, START_MS, utc, WrittenCase } from '../support/syntheticRecords.ts'

let written: WrittenCase | null = null
afterEach(() => {
  written?.dispose()
  written = null
})

function write(...items: (EvidenceRecord | SkippedRow)[]): WrittenCase {
  written = new WrittenCase(items)
  return written
}
const listed = (from: WrittenCase, kind: PublicKind): Record<string, unknown>[] => [
  ...new PublicRecords(from.file.database).list(kind, { fromMs: null, toMs: null, sourceId: null, ids: null }),
]
const lineOf = (from: WrittenCase, key: number) => {
  const [line] = recordLines(from.file.database, from.directory, [key])
  if (line === undefined) throw new Error(`no record ${key}`)
  return line
}

const ALICE = { scheme: 'address', raw: '07700 900123', name: 'Alice', country: 'GB' } as const
/** 2026-01-01T00:00:00.123456789Z in nanoseconds since 2001: no double holds it. */
const NANOSECONDS: Instant = { utcMs: START_MS + 123, asStored: '788918400123456789', unit: 'cocoa-ns', zoneBasis: 'utc', localText: null }
const WALL_CLOCK: Instant = {
  utcMs: null,
  asStored: '2026:01:02 10:20:30',
  unit: 'exif-text',
  zoneBasis: 'local',
  localText: '2026-01-02T10:20:30',
}

describe('a record of each kind', () => {
  it('message', () => {
    const from = write(
      message({
        from: row(7),
        nativeId: 'guid-7',
        thread: directThread(ALICE),
        sender: ALICE,
        body: 'Come to the flat',
        subject: 'Job',
        sentAt: NANOSECONDS,
        readAt: utc(START_MS + 5000),
        attachments: [{ path: 'a/b/c.jpg', name: 'c.jpg', mime: 'image/jpeg', sizeBytes: 12 }],
        position: { latitude: 48.2, longitude: 16.4, accuracyMetres: 50, label: 'Prater' },
        replyToNativeId: 'guid-1',
        status: 'unknown (7)',
        facts: { filter: 'junk' },
      }),
    )
    expect(listed(from, 'messages')).toEqual([
      {
        id: 'S1.R1.message.7',
        source: 1,
        service: 'SMS',
        thread: { id: 1, title: null, participants: [{ identifier: '+447700900123', name: 'Alice' }] },
        sender: { identifier: '+447700900123', name: 'Alice' },
        direction: 'incoming',
        kind: 'text',
        sentAt: '2026-01-01T00:00:00.123Z',
        body: 'Come to the flat',
        attachments: [{ path: 'a/b/c.jpg', mime: 'image/jpeg', present: false, sha256: null }],
        location: { lat: 48.2, lon: 16.4 },
        state: 'live',
        from: { file: 'a/test.db', table: 'message', row: 7, parser: 'test-parser@3' },
      },
    ])
    const detail = recordDetail(from.file.database, from.directory, 1)
    expect(detail.line.time).toEqual({
      utcMs: START_MS + 123,
      asStored: '788918400123456789',
      unit: 'cocoa-ns',
      zoneBasis: 'utc',
      localText: null,
    })
    expect(detail.line.position).toMatchObject({ class: 'shared-by-other', accuracyMetres: 50 })
    expect(detail.line.message).toMatchObject({ status: 'unknown (7)', facts: { filter: 'junk' } })
    const fields = Object.fromEntries(detail.fields.map(({ label, value }) => [label, value]))
    expect(fields).toMatchObject({ Subject: 'Job', Place: 'Prater', 'Reply to': 'guid-1', 'Message id': 'guid-7', filter: 'junk' })
    expect(fields['Time read']).toBe(`2026-01-01T00:00:05.000Z · stored ${START_MS + 5000}`)
    expect(detail.provenance).toMatchObject({ file: 'a/test.db', table: 'message', row: '7', parser: 'test-parser', parserVersion: 3 })
  })

  it('call, with several parties, and one withheld', () => {
    const from = write(
      call({
        from: row(1, 'ZCALL'),
        participants: [ALICE, number(4)],
        direction: 'outgoing',
        durationSeconds: 61.5,
        startedAt: utc(START_MS),
      }),
      call({ from: row(2, 'ZCALL'), participants: [], answered: null, durationSeconds: null }),
    )
    expect(
      listed(from, 'calls').map(({ id, source, service, direction, answered, startedAt, durationSeconds, participants }) => ({
        id,
        source,
        service,
        direction,
        answered,
        startedAt,
        durationSeconds,
        participants,
      })),
    ).toEqual([
      {
        id: 'S1.R1.ZCALL.1',
        source: 1,
        service: 'Phone',
        direction: 'outgoing',
        answered: true,
        startedAt: '2026-01-01T00:00:00.000Z',
        durationSeconds: 61.5,
        participants: [
          { identifier: '+447700900123', name: 'Alice' },
          { identifier: '+447700900104', name: null },
        ],
      },
      {
        id: 'S1.R1.ZCALL.2',
        source: 1,
        service: 'Phone',
        direction: 'incoming',
        answered: null,
        startedAt: '2026-01-01T00:00:00.000Z',
        durationSeconds: null,
        participants: [],
      },
    ])
    expect(lineOf(from, 1)).toMatchObject({ endMs: START_MS + 61_500, call: { answered: true, durationSeconds: 61.5, isVideo: false } })
    expect(lineOf(from, 1).to.map(({ identifier }) => identifier)).toEqual(['+447700900123', '+447700900104'])
  })

  it('contact, account and identity link, which happen at no time', () => {
    const contact: ContactRecord = {
      type: 'contact',
      from: row(3, 'ABPerson'),
      state: 'live',
      name: 'Alice A',
      organisation: 'Agency',
      store: 'iCloud',
      note: 'n',
      createdAt: utc(START_MS),
      modifiedAt: null,
      identifiers: [
        { kind: 'phone', label: 'work', raw: '07700 900123', identity: ALICE },
        { kind: 'date', label: null, raw: '1990-01-01', identity: null },
      ],
    }
    const account: AccountRecord = {
      type: 'account',
      from: row(4, 'ZACCOUNT'),
      state: 'live',
      service: 'WhatsApp',
      identity: { ...number(9), name: null },
      name: 'Me',
      isOwner: true,
    }
    const link: IdentityLinkRecord = {
      type: 'identity-link',
      from: row(5, 'ZPAIR'),
      state: 'live',
      a: ALICE,
      b: { scheme: 'whatsapp', raw: '184467@lid', name: null, country: null },
      reason: 'says so',
      strength: 'strong',
    }
    const from = write(contact, account, link)
    expect(listed(from, 'contacts')).toEqual([
      {
        id: 'S1.R1.ABPerson.3',
        source: 1,
        name: 'Alice A',
        organisation: 'Agency',
        identifiers: [
          { kind: 'phone', value: '+447700900123', raw: '07700 900123' },
          { kind: 'date', value: '1990-01-01', raw: '1990-01-01' },
        ],
        state: 'live',
        from: { file: 'a/test.db', table: 'ABPerson', row: 3, parser: 'test-parser@3' },
      },
    ])
    expect(listed(from, 'accounts')).toEqual([
      {
        id: 'S1.R1.ZACCOUNT.4',
        source: 1,
        service: 'WhatsApp',
        identifier: '+447700900109',
        name: 'Me',
        state: 'live',
        from: { file: 'a/test.db', table: 'ZACCOUNT', row: 4, parser: 'test-parser@3' },
      },
    ])
    expect([1, 2, 3].map((key) => lineOf(from, key).time.utcMs)).toEqual([null, null, null])
    expect(recordDetail(from.file.database, from.directory, 3).fields).toEqual(
      expect.arrayContaining([{ label: 'Says', value: 'says so' }]),
    )
  })

  it('location, media and web', () => {
    const media: MediaRecord = {
      type: 'media',
      from: row('DCIM/IMG_1.HEIC', '(file)'),
      state: 'live',
      path: 'DCIM/IMG_1.HEIC',
      mime: 'image/heic',
      sizeBytes: 99,
      takenAt: WALL_CLOCK,
      latitude: -33.9,
      longitude: 151.2,
      accuracyMetres: null,
      gpsAt: utc(START_MS),
      origin: 'unknown',
      widthPixels: 4,
      heightPixels: 3,
      camera: 'Apple iPhone',
    }
    const web: WebRecord = {
      type: 'web',
      from: row(8, 'history'),
      state: 'live',
      webKind: 'search',
      service: 'Safari',
      url: 'https://example.org/?q=flat',
      title: 'flat',
      at: utc(START_MS),
    }
    const from = write(location({ from: row(2, 'fix'), endAt: utc(START_MS + 60_000), class: 'visit' }), media, web)
    expect(listed(from, 'locations')).toMatchObject([
      { at: '2026-01-01T00:00:00.000Z', lat: 48.2, lon: 16.37, accuracyMetres: 10, class: 'visit', method: 'test' },
    ])
    expect(listed(from, 'media')).toEqual([
      {
        id: 'S1.R1.(file).DCIM/IMG_1.HEIC',
        source: 1,
        path: 'DCIM/IMG_1.HEIC',
        mime: 'image/heic',
        size: 99,
        sha256: null,
        takenAt: null,
        takenAtLocal: '2026-01-02T10:20:30',
        lat: -33.9,
        lon: 151.2,
        state: 'live',
        from: { file: 'a/test.db', table: '(file)', row: 'DCIM/IMG_1.HEIC', parser: 'test-parser@3' },
      },
    ])
    expect(listed(from, 'web')).toMatchObject([
      { kind: 'search', url: 'https://example.org/?q=flat', title: 'flat', at: '2026-01-01T00:00:00.000Z' },
    ])
    // Wall-clock time is never stamped UTC: no bar and no period holds it.
    expect(lineOf(from, 2).time).toEqual({
      utcMs: null,
      asStored: '2026:01:02 10:20:30',
      unit: 'exif-text',
      zoneBasis: 'local',
      localText: '2026-01-02T10:20:30',
    })
    expect(from.file.database.prepare("SELECT count(*) FROM day_count WHERE kind = 'media'").pluck().get()).toBe(0)
  })

  it('keeps states apart, and the earlier wording with its message', () => {
    const from = write(
      message({ from: row(1), nativeId: 'g', body: 'now', state: 'live' }),
      message({ from: row(1, 'message', 1), nativeId: 'g', body: 'before', state: 'edited-previous', sentAt: utc(START_MS - 1000) }),
      message({ from: row(2), body: 'gone', state: 'deleted-flagged' }),
      message({
        from: row(3),
        reaction: { targetNativeId: 'g', targetPart: 0, label: 'liked', action: 'added' },
        kind: 'reaction',
        sender: ALICE,
      }),
    )
    expect(listed(from, 'messages').map(({ id, state }) => [id, state])).toEqual([
      ['S1.R1.message.1.1', 'edited-previous'],
      ['S1.R1.message.1', 'live'],
      ['S1.R1.message.2', 'deleted-flagged'],
      ['S1.R1.message.3', 'live'],
    ])
    expect(lineOf(from, 1).message).toMatchObject({
      earlierTexts: [{ key: 2, text: 'before' }],
      reactions: [{ key: 4, label: 'liked', by: 'Alice' }],
    })
    expect(lineOf(from, 4).message?.reaction).toEqual({ label: 'liked', action: 'added', targetKey: 1 })
  })
})

describe('hostile and odd values', () => {
  it('keeps NUL, markup and a body of a megabyte; row ids that are text stay text', () => {
    const long = 'Ж'.repeat(1_000_000)
    const texts = ['a\u0000b', '<script>alert(1)</script>', '=HYPERLINK("x")', '\u202Egnp.exe', long]
    const from = write(
      ...texts.map((body, index) => message({ from: row(index + 1), body, nativeId: `x${index}` })),
      message({ from: row('007'), body: 'agent' }),
      message({ from: row('9223372036854775807'), body: 'last' }),
    )
    const bodies = listed(from, 'messages').map(({ body }) => body)
    expect(bodies.slice(0, 5)).toEqual(texts)
    expect(listed(from, 'messages').map(({ from: place }) => (place as { row: unknown }).row)).toEqual([
      1,
      2,
      3,
      4,
      5,
      '007',
      '9223372036854775807',
    ])
  })

  it('replaces half a surrogate pair, which no database can hold, and nothing around it', () => {
    const from = write(message({ from: row(1), body: 'a\uD83Db' }))
    expect(listed(from, 'messages')[0]?.['body']).toBe('a\uFFFDb')
  })

  it('loses the value that no column can hold, never the row', () => {
    const from = write(
      call({ from: row(1, 'call'), durationSeconds: 1e300 }),
      call({ from: row(2, 'call'), durationSeconds: Infinity }),
      message({ from: row(3), attachments: [{ path: 'p', name: null, mime: null, sizeBytes: 1.5 }] }),
      location({ from: row(4, 'fix'), accuracyMetres: NaN, altitudeMetres: -Infinity }),
      message({ from: row(5), sentAt: { ...utc(0), utcMs: 9e15, asStored: '9000000000000000' } }),
    )
    expect(from.refusals).toEqual([])
    expect(listed(from, 'calls').map(({ durationSeconds }) => durationSeconds)).toEqual([1e300, null])
    expect(lineOf(from, 1).endMs).toBeNull()
    expect(lineOf(from, 3).message?.attachments[0]?.sizeBytes).toBeNull()
    expect(lineOf(from, 4).position?.accuracyMetres).toBeNull()
    expect(lineOf(from, 5).time).toMatchObject({ utcMs: null, asStored: '9000000000000000' })
  })

  it('makes a skipped row of a record that the case file refuses, and leaves nothing of it', () => {
    const broken = { ...message({ from: row(2) }), kind: null } as unknown as EvidenceRecord
    const from = write(message({ from: row(1), body: 'first' }), broken, message({ from: row(3), body: 'third' }))
    expect(from.refusals).toMatchObject([{ ordinal: 0 }])
    expect(from.refusals[0]?.reason).toMatch(/cannot hold a value of this row/)
    expect(listed(from, 'messages').map(({ body }) => body)).toEqual(['first', 'third'])
    const { database } = from.file
    expect(database.prepare('SELECT row_id FROM skipped_row').pluck().all()).toEqual([2])
    for (const table of ['record', 'message']) expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(2)
  })

  it('lists ten thousand skipped rows and no more', () => {
    const skips = Array.from({ length: 10_050 }, (_, index): SkippedRow => ({ type: 'skipped', from: row(index), reason: 'empty' }))
    expect(
      write(...skips)
        .file.database.prepare('SELECT count(*) FROM skipped_row')
        .pluck()
        .get(),
    ).toBe(10_000)
  })

  it('meets spellings of one number in one identity and keeps each', () => {
    const spellings = ['+447700900452', '0044 7700 900452', '07700 900452', '07700900452', '(07700) 900-452']
    const from = write(
      ...spellings.map((raw, index) => message({ from: row(index), sender: { scheme: 'address', raw, name: null, country: null } })),
    )
    const { database } = from.file
    expect(database.prepare("SELECT value FROM identity WHERE scheme = 'phone'").pluck().all()).toEqual(['+447700900452'])
    expect(database.prepare('SELECT raw FROM identity_spelling ORDER BY raw').pluck().all()).toEqual([...spellings].sort())
  })
})
