/** WhatsApp on the iPhone, worked out by hand from the comments of the fixtures. */
import { describe, expect, test } from 'vitest'
import { buildFixture, fixturesOf, runFixture } from '../../../../test/parsers/fixtureDatabase.ts'
import type { FixtureRun } from '../../../../test/parsers/fixtureDatabase.ts'
import type { MessageRecord } from '../../../model/index.ts'
import { iosWhatsappCalls } from './whatsappCalls.ts'
import { iosWhatsappMessages } from './whatsappMessages.ts'
import { textsIn } from './whatsappMetadata.ts'

function runOf(parser: typeof iosWhatsappMessages, name: string): FixtureRun {
  const fixture = fixturesOf(parser).find((candidate) => candidate.name === name)
  if (fixture === undefined) throw new Error(`no fixture ${name}`)
  return runFixture(buildFixture(fixture))
}

const run = runOf(iosWhatsappMessages, 'features')
const messages = new Map(
  run.records.filter((record): record is MessageRecord => record.type === 'message').map((record) => [record.from.rowId, record]),
)
const message = (rowId: number): MessageRecord => {
  const found = messages.get(String(rowId))
  if (found === undefined) throw new Error(`no message ${rowId}`)
  return found
}

describe('messages of WhatsApp', () => {
  test('a poll gives its question, options and votes; a vote taken back stays visible', () => {
    expect(message(1)).toMatchObject({ kind: 'poll', body: 'Where do we meet?' })
    expect(message(1).facts?.['poll options']).toBe('Hotel; Станция')
    expect(message(1).facts?.['poll votes']?.split('; ')).toEqual([
      '12095550141@s.whatsapp.net: Hotel',
      '12095550142@s.whatsapp.net: Hotel, Станция',
      '100000000000143@lid: none',
      'nobody named (its creator, as another tool reads it): Станция',
      '12095550141@s.whatsapp.net: option 9',
    ])
  })

  test('an own message says how far it came, in counts', () => {
    expect(message(2)).toMatchObject({ direction: 'outgoing', status: 'delivered', deliveredAt: null, readAt: null })
    expect(message(2).facts).toEqual({
      'delivered to (recipients)': '2',
      'read by (recipients)': '1',
      'receipts stored (observed meaning)': '2',
      'time of the receipts (observed meaning)': '2025-01-01T00:05:00.000Z',
    })
    expect(message(3)).toMatchObject({ status: 'unsent', facts: { 'error (code)': '28' } })
  })

  test('a reply names the quoted message by its id, and by the row in older versions', () => {
    expect([4, 5, 6].map((rowId) => message(rowId).replyToNativeId)).toEqual(['3EB0CCCC000000000001', '3EB0CCCC000000000003', null])
    expect(message(4).facts).toEqual({ 'quoted sender': '12095550141@s.whatsapp.net', 'quoted text': 'at the old bridge' })
  })

  test('the preview of a link, the text of a business and the marks of forwarding are facts', () => {
    expect(message(7).facts).toMatchObject({ link: 'https://example.org/rooms', 'link title': 'Rooms', 'link summary': 'From 30 a night' })
    expect(message(8).facts?.['texts in the template']).toBe('Your parcel is ready.\nTrack the parcel')
    expect(message(9).facts).toMatchObject({
      'forward count (observed meaning)': '5',
      'forward score (observed meaning)': '7',
      'forwarded from (observed meaning)': '12095550142@s.whatsapp.net',
    })
    expect(message(10)).toMatchObject({ kind: 'call', facts: { 'call duration in seconds (observed meaning)': '65' } })
  })

  test('who deleted a message for everyone need not be who sent it', () => {
    expect(message(11)).toMatchObject({
      state: 'deleted-flagged',
      sender: { raw: '100000000000143@lid' },
      facts: { 'message type': 'deleted for everyone', 'deleted by': '12095550142@s.whatsapp.net' },
    })
  })

  test('statuses lie in feeds, and their sender is the person', () => {
    expect(message(12)).toMatchObject({ thread: { kind: 'broadcast' }, sender: { raw: '12095550144@s.whatsapp.net' } })
    expect(message(13)).toMatchObject({
      thread: { kind: 'broadcast', key: '100000000000143@lid.status' },
      sender: { raw: '100000000000143@lid' },
    })
  })

  test('a type that nobody names keeps its number, and its file', () => {
    expect(message(14)).toMatchObject({ kind: 'media', facts: { 'message type': 'unknown (90)' } })
    expect(message(14).attachments.map(({ name }) => name)).toEqual(['new.bin'])
  })

  test('chats without messages, rows without a message and used row numbers are said', () => {
    expect(run.notes).toEqual([
      '1 rows of table ZWAMESSAGEDATAITEM belong to no row of table ZWAMESSAGE: their messages may have been deleted.',
      '1 rows of table ZWACHATSESSION have no message, 1 of them marked as deleted: 12095550145@s.whatsapp.net.',
      'Table ZWAMESSAGE has given out 40 row numbers and holds 14 rows. What the others held is not known.',
    ])
  })

  test('bytes that are no protocol buffer have no texts', () => {
    expect(textsIn(Buffer.from('no protocol buffer', 'utf8'))).toEqual([])
    expect(textsIn(new Uint8Array(1000).fill(0x0a))).toEqual([])
    expect(textsIn(new Uint8Array(0))).toEqual([])
  })
})

test('call links and used row numbers of the call log are said', () => {
  expect(runOf(iosWhatsappCalls, 'bycall').notes).toEqual([
    'Table ZWAJOINABLECALLEVENT has 1 row, which is not read: look at it in the source.',
    'Table ZWACDCALLEVENT has given out 14 row numbers and holds 2 rows. What the others held is not known.',
  ])
})
