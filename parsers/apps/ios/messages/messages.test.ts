/** What the rows of the fixtures must mean, worked out by hand from the reference and not by the parser. */
import Database from 'better-sqlite3'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alterDatabase, buildFixture, fixturesOf, runFixture } from '../../../../test/parsers/fixtureDatabase.ts'
import type { BuiltFixture } from '../../../../test/parsers/fixtureDatabase.ts'
import { recordsOfType, runDatabase } from '../../../../test/parsers/runDatabase.ts'
import type { EvidenceRecord, MessageRecord, SqliteParser } from '../../../model/index.ts'
import { extractionPath } from './messagesAttachments.ts'
import { editHistoryOf } from './messagesEdits.ts'
import { iosMessages } from './messages.ts'
import { iosMessagesLegacy } from './messagesLegacy.ts'

function built(name: string, parser: SqliteParser = iosMessages): BuiltFixture {
  const fixture = fixturesOf(parser).find((candidate) => candidate.name === name)
  if (fixture === undefined) throw new Error(`no fixture ${name}`)
  return buildFixture(fixture)
}

const isMessage = (record: EvidenceRecord): record is MessageRecord => record.type === 'message'

/** Message row id (and ordinal when it is not 0: `3.1`) -> record. */
function messagesOf(name: string, parser: SqliteParser = iosMessages): ReadonlyMap<string, MessageRecord> {
  const { records } = runFixture(built(name, parser))
  return new Map(
    records.filter(isMessage).map((record) => [record.from.rowId + (record.from.ordinal === 0 ? '' : `.${record.from.ordinal}`), record]),
  )
}

const isoOf = (record: MessageRecord | undefined): string | null =>
  record === undefined || record.sentAt.utcMs === null ? null : new Date(record.sentAt.utcMs).toISOString()

describe('times', () => {
  test('seconds and nanoseconds in one table are the same moment, kept as stored to the last digit', () => {
    const messages = messagesOf('mixed-times')
    expect(isoOf(messages.get('1'))).toBe('2020-01-06T10:40:00.000Z')
    expect(isoOf(messages.get('2'))).toBe('2020-01-06T10:40:00.000Z')
    expect(messages.get('3')?.sentAt.asStored).toBe('600000000123456789')
    expect(messages.get('3')?.sentAt.utcMs).toBe(1_578_307_200_123)
    for (const none of ['5', '6', '7']) expect(messages.get(none)?.sentAt.utcMs).toBeNull()
    expect(messages.get('7')?.sentAt.asStored).toBe('-1')
  })
})

describe('people and conversations', () => {
  test('the sender of a group message is its handle, and the owner is no participant', () => {
    const message = messagesOf('ios12-nanoseconds').get('1')
    expect(message?.sender).toEqual({ scheme: 'address', raw: '+447700900123', name: null, country: 'GB' })
    expect(message?.thread?.kind).toBe('group')
    expect(message?.thread?.participants.map(({ raw }) => raw)).toEqual(['+12025550143', '+447700900123', 'ana@example.org'])
    expect(message?.ownLine?.raw).toBe('+12025550100')
  })

  test('orphans are kept', () => {
    const messages = messagesOf('orphans')
    expect([...messages.keys()]).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
    expect(messages.get('2')).toMatchObject({ thread: null, sender: null, direction: 'outgoing', facts: { recipient: '+12025550143' } })
    expect(messages.get('3')).toMatchObject({ sender: null, direction: 'incoming', facts: { handle: '77 (not in table handle)' } })
    expect(messages.get('5')).toMatchObject({ thread: null, facts: { conversation: '55 (not in table chat)' } })
    expect(messages.get('7')?.thread?.participants.map(({ raw }) => raw)).toEqual(['+12025550143'])
  })

  test('a message in two conversations is one record that names both', () => {
    const message = messagesOf('ios12-nanoseconds').get('23')
    expect(message?.thread?.key).toBe('iMessage;-;+12025550143')
    expect(message?.facts?.['also in conversations']).toBe('SMS;-;+12025550143')
  })

  test('a direction that the row does not state is not guessed', () => {
    const messages = messagesOf('unknown-codes')
    expect([messages.get('1')?.direction, messages.get('2')?.direction]).toEqual(['unknown', 'unknown'])
    expect(messages.get('1')?.facts?.['from me']).toBe('unknown (2)')
  })
})

describe('text', () => {
  test('two texts that differ are both shown, also where one contains the other', () => {
    const fixture = built('ios06-seconds')
    alterDatabase(fixture.path, (database) =>
      database.exec("UPDATE message SET text = 'Meet me' WHERE ROWID = 4; UPDATE message SET text = 'at five' WHERE ROWID = 3"),
    )
    alterDatabase(fixture.path, (database) =>
      database.exec('UPDATE message SET attributedBody = (SELECT attributedBody FROM message WHERE ROWID = 4) WHERE ROWID = 3'),
    )
    const found = runFixture(fixture)
      .records.filter(isMessage)
      .map(({ body, facts }) => [body, facts?.['text in attributedBody']])
    expect(found.slice(2, 4)).toEqual([
      ['at five', 'Meet me at five'],
      ['Meet me', 'Meet me at five'],
    ])
  })

  test('earlier texts of an edited message stand beside it with their own times', () => {
    const messages = messagesOf('ios17-edits')
    expect(messages.get('1')).toMatchObject({ body: '200 for the night', state: 'live' })
    expect(messages.get('1.1')).toMatchObject({
      body: '500 for the night',
      state: 'edited-previous',
      from: { table: 'message', rowId: '1', ordinal: 1 },
    })
    expect(messages.get('1.2')).toMatchObject({ body: '300 for the night', state: 'edited-previous' })
    expect([isoOf(messages.get('1.1')), isoOf(messages.get('1.2'))]).toEqual(['2023-03-08T20:27:40.000Z', '2023-03-08T20:29:40.000Z'])
    expect(messages.has('1.3')).toBe(false)
  })

  test('an edited text that is not the current one is never dropped', () => {
    const fixture = built('ios17-edits')
    alterDatabase(fixture.path, (database) => database.exec('UPDATE message SET attributedBody = NULL, text = NULL WHERE ROWID = 1'))
    const earlier = runFixture(fixture)
      .records.filter(isMessage)
      .filter(({ from }) => from.rowId === '1')
      .map(({ body }) => body)
    expect(earlier).toEqual([null, '500 for the night', '300 for the night', '200 for the night'])
  })

  test('unsent and recently deleted messages are said to be so', () => {
    const messages = messagesOf('ios17-edits')
    expect(messages.get('2')).toMatchObject({ body: null, facts: { unsent: 'whole message' } })
    expect(messages.get('3')).toMatchObject({ body: 'Second part, corrected', facts: { 'unsent parts': '0' } })
    expect(messages.get('3')?.facts).not.toHaveProperty('unsent')
    expect(messages.get('7')).toMatchObject({
      state: 'deleted-flagged',
      thread: { key: 'RCS;-;+12025550143' },
      facts: { 'deleted at': '2023-03-08T21:26:40.123Z' },
    })
  })

  test.each(['', 'bplist00', 'bplist00\u00d1\u0001', '<plist><dict><key>ec</key><string>x</string></dict></plist>', '\u0000'.repeat(64)])(
    'a summary of %j costs itself alone',
    (text) => {
      expect(editHistoryOf(Buffer.from(text, 'latin1'), 'body').earlier).toEqual([])
    },
  )
})

describe('kinds', () => {
  test.each([
    ['3', 'media'],
    ['4', 'text'],
    ['5', 'location'],
    ['6', 'reaction'],
    ['8', 'reaction'],
    ['10', 'sticker'],
    ['12', 'system'],
    ['20', 'location'],
    ['21', 'other'],
    ['26', 'media'],
  ])('row %s is %s', (rowId, kind) => {
    expect(messagesOf('ios12-nanoseconds').get(rowId)?.kind).toBe(kind)
  })

  test.each([
    ['12', 'participant added', 'ana@example.org'],
    ['13', 'participant removed', '+447700900123'],
    ['14', 'conversation renamed', undefined],
    ['15', 'participant left', undefined],
    ['16', 'group picture changed', undefined],
    ['17', 'location sharing stopped', undefined],
    ['18', 'audio message kept', undefined],
    ['19', 'phone number changed', '+447700900123'],
  ])('row %s is the event "%s"', (rowId, event, subject) => {
    const facts = messagesOf('ios12-nanoseconds').get(rowId)?.facts
    expect([facts?.['event'], facts?.['subject']]).toEqual([event, subject])
  })

  test('tapbacks name their target and part', () => {
    const messages = messagesOf('ios12-nanoseconds')
    expect(messages.get('6')?.reaction).toEqual({
      targetNativeId: '00000000-0000-4000-8000-000000000002',
      targetPart: 0,
      label: 'loved',
      action: 'added',
    })
    expect(messages.get('7')?.reaction).toMatchObject({ targetNativeId: '00000000-0000-4000-8000-000000000004', targetPart: null })
    expect(messages.get('8')?.reaction?.action).toBe('removed')
    expect(messagesOf('ios17-edits').get('8')?.reaction?.label).toBe('🔥')
  })
})

describe('attachment paths', () => {
  const context = (path: string, ...files: string[]) => ({
    path,
    country: null,
    hasFile: (file: string) => files.includes(file),
    companion: () => null,
    sideFile: () => null,
    note: () => {},
  })
  test.each([
    ['~/Library/SMS/Attachments/a.jpg', 'private/var/mobile/Library/SMS/sms.db', 'private/var/mobile/Library/SMS/Attachments/a.jpg'],
    [
      '/var/mobile/Library/SMS/Attachments/a.jpg',
      'private/var/mobile/Library/SMS/sms.db',
      'private/var/mobile/Library/SMS/Attachments/a.jpg',
    ],
    ['/private/var/mobile/a.jpg', 'sms.db', 'private/var/mobile/a.jpg'],
    ['~/Library/SMS/Attachments/a.jpg', 'sms.db', 'private/var/mobile/Library/SMS/Attachments/a.jpg'],
    ['~/Library/SMS/Attachments/a.jpg', 'Library/SMS/sms.db', 'Library/SMS/Attachments/a.jpg'],
    ['~/Library/Messages/Attachments/a.jpg', 'Users/ken/Library/Messages/chat.db', 'Users/ken/Library/Messages/Attachments/a.jpg'],
    ['~/Library/Messages/Attachments/a.jpg', 'chat.db', 'Library/Messages/Attachments/a.jpg'],
  ])('%s of %s is %s', (stored, store, path) => {
    expect(extractionPath(stored, context(store))).toBe(path)
  })

  test('the reading that the extraction lists counts', () => {
    const listed = 'private/var/mobile/Library/SMS/Attachments/a.jpg'
    expect(extractionPath('~/Library/SMS/Attachments/a.jpg', context('copy/Library/SMS/sms.db', listed))).toBe(listed)
  })
})

describe('before iOS 6', () => {
  test('SMS count from 1970, iMessages from 2001, and each says on what it relied', () => {
    const messages = messagesOf('ios05', iosMessagesLegacy)
    expect(isoOf(messages.get('1'))).toBe('2012-02-23T12:26:40.000Z')
    expect(isoOf(messages.get('8'))).toBe('2012-02-23T12:30:00.000Z')
    expect(isoOf(messages.get('10'))).toBe('2012-02-23T12:33:20.000Z')
    expect([messages.get('8')?.direction, messages.get('9')?.direction, messages.get('10')?.direction]).toEqual([
      'incoming',
      'outgoing',
      'unknown',
    ])
    expect(messages.get('6')).toMatchObject({ direction: 'unknown', status: 'unknown (33)' })
  })

  test('an MMS takes its text, picture and addressees from their tables', () => {
    expect(messagesOf('ios05', iosMessagesLegacy).get('4')).toMatchObject({
      service: 'MMS',
      kind: 'media',
      body: 'Look at this',
      attachments: [{ path: null, name: 'IMG_0003.jpg', mime: 'image/jpeg' }],
      facts: { recipients: '(202) 555-0143; +44 7700 900123' },
      thread: { kind: 'group' },
    })
  })
})

test('a damaged page costs what lies behind it, and says so', () => {
  const { path } = built('orphans')
  alterDatabase(path, (database) => {
    database.pragma('wal_checkpoint(TRUNCATE)')
    const insert = database.prepare('INSERT INTO message (guid, text, handle_id, date, is_from_me) VALUES (?, ?, 1, 600000000, 0)')
    for (let index = 0; index < 2_000; index++) insert.run(`filler-${index}`, 'x'.repeat(200))
  })
  const reader = new Database(path, { readonly: true })
  const rows = reader.prepare('SELECT count(*) FROM message').pluck().get() as number
  const pageSize = reader.pragma('page_size', { simple: true }) as number
  reader.close()
  const bytes = readFileSync(path)
  const damagedPage = Math.floor(statSync(path).size / pageSize / 2)
  bytes.fill(0xaa, damagedPage * pageSize, (damagedPage + 1) * pageSize)
  writeFileSync(path, bytes)
  const run = runDatabase(iosMessages, path)
  const kept = recordsOfType(run, 'message').length
  expect(kept).toBeGreaterThan(10)
  expect(kept).toBeLessThan(rows)
  expect(run.account.rowsRead).toBe(kept)
  expect(run.account.unaccounted).toBe(0)
  expect(run.account.problems.join(' ')).toContain('damaged')
})
