/** Calls of the phone, worked out by hand from the comments of the fixtures. */
import { describe, expect, test } from 'vitest'
import { buildFixture, fixturesOf, runFixture } from '../../../../test/parsers/fixtureDatabase.ts'
import type { FixtureRun } from '../../../../test/parsers/fixtureDatabase.ts'
import { contentOf, documentFixtures, runDocumentFixture } from '../../../../test/parsers/fixtureDocument.ts'
import type { CallRecord, InteractionRecord } from '../../../model/index.ts'
import { iosCallHistory } from './callHistory.ts'
import { iosVoicemail } from './voicemail.ts'

function runOf(name: string): FixtureRun {
  const fixture = fixturesOf(iosCallHistory).find((candidate) => candidate.name === name)
  if (fixture === undefined) throw new Error(`no fixture ${name}`)
  return runFixture(buildFixture(fixture))
}

const callsOf = (run: FixtureRun): ReadonlyMap<string, CallRecord> =>
  new Map(run.records.filter((record): record is CallRecord => record.type === 'call').map((record) => [record.from.rowId, record]))

describe('call history', () => {
  test('a group call has all its participants, and says who began it', () => {
    const calls = callsOf(runOf('ios18'))
    expect(calls.get('5')).toMatchObject({ service: 'FaceTime', isVideo: true, direction: 'incoming', durationSeconds: 600 })
    expect(calls.get('5')?.participants.map(({ raw }) => raw)).toEqual(['+12095550133', 'friend@example.org', '+12095550134'])
    expect(calls.get('5')?.facts).toMatchObject({
      'begun by': 'friend@example.org',
      conversation: '01020304-0506-0708-090A-0B0C0D0E0F10',
      'group of participants': '11020304-0506-0708-090A-0B0C0D0E0F10',
    })
    expect(calls.get('6')?.facts?.['begun by']).toBe('handle 9, not in ZHANDLE')
  })

  test('marks of blocked and emergency calls are facts; their codes stay numbers', () => {
    const calls = callsOf(runOf('ios18'))
    expect(calls.get('7')?.facts).toMatchObject({
      missed: 'derived: incoming, not answered, 0 s',
      'blocked by app': 'Blocker',
      'filtered out (code)': '2',
      'junk confidence (code)': '3',
      'junk category': 'SPAM',
      'with a voice or video message': 'yes',
    })
    expect(calls.get('8')?.facts?.['device that made the call']).toBe('Ana’s iPad')
    expect(calls.get('9')?.facts).toMatchObject({ 'emergency call': 'yes' })
    expect(calls.get('9')?.facts).not.toHaveProperty('missed')
  })

  test('row numbers that were given out and are gone are counted', () => {
    expect(runOf('ios18').notes).toEqual([
      'Table ZCALLRECORD has given out 9 row numbers and holds 5 rows. What the others held is not known.',
    ])
  })

  test('missed is derived from three columns, and a cause is said in words of its app', () => {
    const calls = callsOf(runOf('ios17'))
    expect([calls.get('2')?.facts?.['missed'], calls.get('1')?.facts?.['missed']]).toEqual([
      'derived: incoming, not answered, 0 s',
      undefined,
    ])
    expect(calls.get('4')?.facts?.['disconnected cause']).toBe('rejected')
    expect(calls.get('5')).toMatchObject({ participants: [], facts: { 'disconnected cause': 'unknown (49)' } })
    expect(calls.get('7')?.facts?.['disconnected cause']).toBe('rejected')
    expect(calls.get('8')?.facts?.['disconnected cause']).toBe('ended')
    // ZANSWERED 0 says nothing of an outgoing call that lasted.
    expect(calls.get('3')?.answered).toBeNull()
  })
})

describe('transactions.log', async () => {
  const fixture = (await documentFixtures()).find(({ parser }) => parser.id === 'ios-call-transactions')
  if (fixture === undefined) throw new Error('no fixture of ios-call-transactions')
  const interactionsOf = (run: FixtureRun): InteractionRecord[] =>
    run.records.filter((record): record is InteractionRecord => record.type === 'interaction')

  test('each entry is a trace of a call with its status in words, and never a call that counts again', () => {
    const run = runDocumentFixture(fixture)
    expect(run.records.map(({ type }) => type)).toEqual(['interaction', 'interaction', 'interaction', 'interaction'])
    expect(interactionsOf(run).map(({ direction, service, facts }) => [direction, service, facts?.['call status']])).toEqual([
      ['outgoing', 'Phone', 'connected, outgoing'],
      ['incoming', 'Phone', 'missed'],
      ['incoming', 'FaceTime', 'connected, incoming'],
      ['unknown', 'org.example.calls', 'unknown (64)'],
    ])
    // 757382460.5 s after 2001-01-01T00:00:00Z, by `date -u -d @1735689660`.
    expect(interactionsOf(run)[0]?.at.utcMs).toBe(Date.UTC(2025, 0, 1, 0, 1, 0, 500))
    expect(run.account).toMatchObject({ rowsRead: 6, records: 4, skipped: 2, problems: [] })
  })

  test('a log that is cut off keeps the entries before the cut and says so', () => {
    const content = contentOf(fixture)
    const second = 4 + content.readUInt32LE(0)
    const run = runDocumentFixture(fixture, content.subarray(0, second + 100))
    expect(run.records).toHaveLength(1)
    expect(run.account.problems.join(' ')).toContain(`the entry at byte ${second} is cut off`)
  })
})

describe('voicemail', () => {
  const voicemails = fixturesOf(iosVoicemail).find(({ name }) => name === 'newest')
  if (voicemails === undefined) throw new Error('no fixture newest of ios-voicemail')
  const run = runFixture(buildFixture(voicemails))
  const record = (table: string, row: string): CallRecord | undefined =>
    run.records.find((one): one is CallRecord => one.type === 'call' && one.from.table === table && one.from.rowId === row)

  test('rows of both tables are voicemail; what is deleted says by what', () => {
    expect(record('voicemail', '1')).toMatchObject({ state: 'live', facts: { flags: '3 (heard, sound stored)', sound: '1.amr' } })
    expect(record('voicemail', '2')).toMatchObject({ state: 'deleted-flagged', facts: { 'deleted at': '2025-01-01T00:01:40.000Z' } })
    // 75 = 1 + 2 + 8 + 64
    expect(record('voicemail', '3')).toMatchObject({ state: 'deleted-flagged', facts: { deleted: 'flags: in the deleted messages' } })
    expect(record('deleted', '1')).toMatchObject({ state: 'deleted-flagged', facts: { deleted: 'the row lies in table deleted' } })
  })

  test('a transcript is what the phone took the caller to say', async () => {
    const transcripts = (await documentFixtures()).filter(({ parser }) => parser.id === 'ios-voicemail-transcripts')
    const runs = new Map(transcripts.map((fixture) => [fixture.name, runDocumentFixture(fixture)]))
    expect(runs.get('heard')?.records).toMatchObject([
      { type: 'note', state: 'inferred', body: 'Call me back before nine', facts: { 'voicemail row': '12', confidence: '0.75' } },
    ])
    expect(runs.get('empty')?.skipped.map(({ reason }) => reason)).toEqual(['the transcript is empty'])
  })
})
