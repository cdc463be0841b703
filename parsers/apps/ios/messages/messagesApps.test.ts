/** iMessage apps, polls, payments and traces of deletion: what the rows of the fixture must mean, worked out by hand from its header. */
import { beforeAll, describe, expect, test } from 'vitest'
import { alterDatabase, buildFixture, fixturesOf, runFixture } from '../../../../test/parsers/fixtureDatabase.ts'
import type { BuiltFixture, FixtureRun } from '../../../../test/parsers/fixtureDatabase.ts'
import type { IdentityLinkRecord, MessageRecord } from '../../../model/index.ts'
import { appContent } from './messagesApps.ts'
import { iosMessages } from './messages.ts'

function built(): BuiltFixture {
  const fixture = fixturesOf(iosMessages).find(({ name }) => name === 'ios18-apps')
  if (fixture === undefined) throw new Error('no fixture ios18-apps')
  return buildFixture(fixture)
}

let run: FixtureRun
let messages: ReadonlyMap<string, MessageRecord>
beforeAll(() => {
  run = runFixture(built())
  messages = messagesOf(run)
})

function messagesOf({ records }: FixtureRun): ReadonlyMap<string, MessageRecord> {
  const found = records.filter((record): record is MessageRecord => record.type === 'message')
  return new Map(found.map((record) => [`${record.from.rowId}.${record.from.ordinal}`, record]))
}

describe('payments', () => {
  test('an Apple Cash payment has its amount, currency and memo', () => {
    expect(messages.get('1.0')).toMatchObject({
      body: 'Sent $265.50 with Apple\u00A0Pay.',
      facts: {
        'app name': 'Apple Cash',
        'payment kind': 'payment',
        amount: '265.50',
        currency: 'USD',
        memo: 'for the room',
        'paid by': '+12025550143',
        'text from': 'payload_data',
      },
    })
  })

  test('an older amount stays the number that it is: its unit is not known', () => {
    const facts = messages.get('2.0')?.facts
    expect([facts?.['payment kind'], facts?.['amount'], facts?.['amount as stored (field 5)']]).toEqual(['request', undefined, '5000'])
  })

  test('a repeated payment names its start and frequency', () => {
    // 721958400 s after 2001-01-01: 8356 days.
    expect(messages.get('3.0')?.facts).toMatchObject({
      amount: '1',
      'repeated from': '2023-11-18T00:00:00.000Z',
      'repeated every': 'weekly',
    })
  })
})

describe('apps', () => {
  test('Check In keeps its times', () => {
    expect(messages.get('4.0')?.facts?.['check-in expected at']).toBe('2023-10-14T21:54:29.500Z')
    expect(messages.get('5.0')?.facts?.['check-in missed at']).toBe('2023-10-14T21:59:29.500Z')
  })

  test('a shared place is a location message; a link is a text', () => {
    expect(messages.get('11.0')).toMatchObject({ kind: 'location', position: { latitude: 33.450858, longitude: -118.508212 } })
    expect(messages.get('9.0')).toMatchObject({ kind: 'text', position: null, body: 'https://ads.example.org/7' })
  })

  test('data that cannot be decoded cost themselves alone', () => {
    for (const row of ['21.0', '22.0']) expect(messages.get(row)?.facts?.['app data']).toBe('cannot be decoded')
  })

  test.each(['', 'bplist00', 'bplist00\u00d1\u0001', '\u0004\u000bstreamtyped', '\u0000'.repeat(64), '<plist><dict/></plist>'])(
    'payload %j of any app never throws',
    (text) => {
      const apps = [null, 'com.apple.messages.URLBalloonProvider', 'com.apple.messages.Polls', 'org.example.app']
      const drawn = ['com.apple.Handwriting.HandwritingProvider', 'com.apple.DigitalTouchBalloonProvider']
      for (const app of [...apps, ...drawn]) {
        expect(appContent(app, Buffer.from(text, 'latin1'), () => undefined)).toMatchObject({ text: null, position: null })
      }
    },
  )
})

describe('polls', () => {
  test('a poll shows its question and options, and a change of it all of them', () => {
    expect(messages.get('13.0')).toMatchObject({ kind: 'poll', body: 'Where tonight?\nHotel Aurora\nStation hotel' })
    expect(messages.get('14.0')?.facts).toMatchObject({
      'changes poll': messages.get('13.0')?.nativeId,
      'poll options': 'Hotel Aurora; Station hotel; Flat on 5th',
    })
  })

  test('a vote names its poll and, in words, the option', () => {
    expect(messages.get('15.0')).toMatchObject({
      kind: 'poll',
      body: 'Flat on 5th',
      sender: { raw: 'ana@example.org' },
      facts: { 'vote on': messages.get('13.0')?.nativeId, 'voted for': 'Flat on 5th', voter: 'ana@example.org' },
    })
  })

  test('a vote for an option that no poll of the store has says so, and one taken back too', () => {
    expect(messages.get('16.0')).toMatchObject({
      body: null,
      facts: { 'voted for': expect.stringContaining('its poll is not in this store') },
    })
    expect(messages.get('17.0')?.facts?.['voted for']).toBe('nothing: the vote was taken back')
  })
})

describe('text', () => {
  test('mentions name the person, an audio message what the phone heard', () => {
    expect(messages.get('23.0')?.facts).toEqual({ mentions: 'Ana (ana@example.org); Bo (+12025550143)' })
    expect(messages.get('24.0')?.facts?.['transcription by the phone']).toBe('Come to the second door')
  })

  test('satellite, sensitive files and generated emoji are said', () => {
    expect(messages.get('25.0')).toMatchObject({ service: 'iMessageLite', facts: { 'sent over': 'satellite' } })
    expect(messages.get('26.0')?.facts).toMatchObject({
      'marked as sensitive by the phone': 'IMG_0007.HEIC',
      'description of a generated picture': 'a key with wings',
    })
  })
})

describe('what is gone', () => {
  test('a deleted part stands beside the rest of its message', () => {
    expect(messages.get('27.0')).toMatchObject({ state: 'live', body: 'The rest of it' })
    expect(messages.get('27.1')).toMatchObject({ state: 'deleted-flagged', body: 'Bring the money first', facts: { 'deleted part': '0' } })
    expect(messages.get('27.2')).toMatchObject({ state: 'deleted-flagged', body: null, facts: { 'deleted text': 'cannot be decoded' } })
  })

  test('listed GUIDs are rows that are accounted for and make no message', () => {
    expect(run.skipped.map(({ from }) => `${from.table} ${from.rowId}`)).toEqual([
      'deleted_messages 1',
      'deleted_messages 2',
      'sync_deleted_messages 1',
      'unsynced_removed_recoverable_messages 1',
    ])
    expect(messages.size).toBe(32)
    expect(run.notes).toContain(
      '2 GUIDs of deleted messages in table deleted_messages, without text or time. 1 of them is in table message all the same.',
    )
  })

  test('the retention setting is noted, the key of the current system first', () => {
    expect(run.notes.at(-1)).toBe(
      'Setting of the phone: messages are kept for 30 days (SSKeepMessages), for ever (KeepMessageForDays). The second is of iOS 16 and before and may be left over.',
    )
  })
})

describe('people', () => {
  test('handles of one person are linked with a reason; a number with two services is one identifier', () => {
    const links = run.records.filter((record): record is IdentityLinkRecord => record.type === 'identity-link')
    expect(links.map(({ a, b, from }) => [a.raw, b.raw, from.table, from.rowId])).toEqual([
      ['+12025550143', 'bo@example.org', 'handle', '4'],
    ])
  })

  test('an empty person id links nobody', () => {
    const fixture = built()
    alterDatabase(fixture.path, (database) => database.exec("UPDATE handle SET person_centric_id = ''"))
    expect(runFixture(fixture).records.some(({ type }) => type === 'identity-link')).toBe(false)
  })

  test('who shares a location is a fact as another tool reads it, never the direction', () => {
    expect(messages.get('28.0')).toMatchObject({
      direction: 'incoming',
      facts: { event: 'location sharing started', 'shares location (as another tool reads it)': 'owner' },
    })
    expect(messages.get('29.0')?.facts?.['event']).toBe('location sharing: unknown (9)')
  })
})
