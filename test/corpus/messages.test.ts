/** The public Messages stores against the truth that stands beside them, which other programs read off. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { iosMessages } from '../../parsers/apps/ios/messages/messages.ts'
import { iosMessagesLegacy } from '../../parsers/apps/ios/messages/messagesLegacy.ts'
import type { MessageRecord } from '../../parsers/model/index.ts'
import { corpusCopy, corpusPath, corpusTitle, hasCorpus } from '../parsers/corpus.ts'
import { recordsOfType, runDatabase } from '../parsers/runDatabase.ts'

const iso = (record: MessageRecord): string => new Date(record.sentAt.utcMs ?? NaN).toISOString()
const truthOf = <Truth>(name: string): Truth => JSON.parse(readFileSync(corpusPath(name, 'truth.json'), 'utf8')) as Truth
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

interface MacTruth {
  readonly messages: number
  readonly sent: number
  readonly received: number
  readonly first_utc: string
  readonly last_utc: string
  readonly deleted_messages_table: number
  readonly nonempty_tables: Readonly<Record<string, number>>
  readonly rows: readonly (readonly [rowId: number, utc: string, isFromMe: number, handle: string, text: string])[]
}

interface Ios5Truth {
  readonly nonempty_tables: Readonly<Record<string, number>>
  readonly messages: number
  readonly rows: readonly {
    readonly rowid: number
    readonly utc: string
    readonly direction: string
    readonly address: string | null
    readonly text: string | null
    readonly group_id: number
  }[]
  readonly mms_pieces: readonly {
    readonly message_id: number
    readonly content_type: string
    readonly content_loc: string | null
    readonly data: string | null
  }[]
}

interface BackupTruth {
  readonly sms: readonly {
    readonly ROWID: number
    readonly guid: string
    readonly text: string
    readonly is_from_me: number
    readonly handle_id: number
  }[]
  readonly handles: readonly { readonly ROWID: number; readonly id: string; readonly service: string }[]
}

describe.skipIf(!hasCorpus)(corpusTitle('messages'), () => {
  test('macOS chat.db', () => {
    const truth = truthOf<MacTruth>('macos-imessage-plaso')
    const run = runDatabase(iosMessages, corpusCopy('macos-imessage-plaso', 'input', 'chat.db'), {
      path: 'Users/ken/Library/Messages/chat.db',
    })
    const records = recordsOfType(run, 'message')
    const listed = truth.deleted_messages_table
    expect(run.account).toMatchObject({ records: truth.messages, derived: 0, skipped: listed, unaccounted: 0, notReached: 0, problems: [] })
    expect(run.account.rowsRead).toBe(truth.messages + listed)
    const skipped = run.emitted.filter((item) => item.type === 'skipped')
    expect(new Set(skipped.map(({ from, reason }) => `${from.table}: ${reason}`))).toEqual(
      new Set(['deleted_messages: GUID of a deleted message, without text or time']),
    )
    expect(new Set(skipped.map(({ from }) => from.rowId)).size).toBe(listed)
    expect(records.filter(({ direction }) => direction === 'outgoing')).toHaveLength(truth.sent)
    expect(records.filter(({ direction }) => direction === 'incoming')).toHaveLength(truth.received)
    expect([records[0], records.at(-1)].map((record) => record && iso(record))).toEqual([truth.first_utc, truth.last_utc])
    // Every conversation, participant and attachment of the rows that were left by its publisher.
    const { chat, chat_message_join, attachment, message_attachment_join, handle } = truth.nonempty_tables
    expect([chat, handle, attachment, message_attachment_join]).toEqual([7, 7, 1, 1])
    expect(run.notes).toContain(
      `${(chat_message_join ?? 0) - truth.messages} rows of table chat_message_join: the message is not in table message.`,
    )
    expect(run.notes).toContain(
      `Table message has given out ${listed + truth.messages} row ids and holds ${truth.messages} rows. What the others held is not known.`,
    )
    const found = records.map((record) => [
      Number(record.from.rowId),
      iso(record),
      record.direction === 'outgoing' ? 1 : 0,
      (record.sender ?? record.thread?.participants[0])?.raw,
      record.body,
    ])
    expect(found).toEqual(truth.rows)
    expect(run.notes).toContain(
      `${truth.deleted_messages_table} GUIDs of deleted messages in table deleted_messages, without text or time.`,
    )
    expect(run.notes).toHaveLength(3)
    // The text column of these two was changed by the publisher; the archived text beside it was not.
    expect(records.filter(({ facts }) => facts?.['text in attributedBody'] !== undefined).map(({ from }) => from.rowId)).toEqual([
      '6',
      '10',
    ])
  })

  test('iOS 5 sms.db', () => {
    const truth = truthOf<Ios5Truth>('ios-sms-ios5-logical')
    const run = runDatabase(iosMessagesLegacy, corpusCopy('ios-sms-ios5-logical', 'input', 'sms.db'))
    const records = recordsOfType(run, 'message')
    expect(run.account).toMatchObject({ rowsRead: truth.messages, records: truth.messages, skipped: 0, problems: [] })
    for (const [index, row] of truth.rows.entries()) {
      const record = records[index]
      if (record === undefined) throw new Error(`row ${row.rowid} is missing`)
      const pieces = truth.mms_pieces.filter(({ message_id }) => message_id === row.rowid)
      const pieceText = pieces.find(({ content_type }) => content_type === 'text/plain')?.data ?? null
      expect(record.from).toEqual({ table: 'message', rowId: String(row.rowid), ordinal: 0 })
      expect(iso(record)).toBe(row.utc)
      expect(record.direction).toBe(row.direction === 'sent' ? 'outgoing' : 'incoming')
      expect(record.direction === 'incoming' ? record.sender?.raw : (record.facts?.['recipient'] ?? null)).toBe(row.address)
      expect(record.body).toBe(row.text ?? (pieceText === null ? null : Buffer.from(pieceText, 'hex').toString('utf8')))
      expect(record.thread?.key).toBe(`group ${row.group_id}`)
      expect(record.attachments.map(({ name, mime }) => ({ name, mime }))).toEqual(
        pieces
          .filter(({ content_type }) => content_type.startsWith('image/'))
          .map(({ content_loc, content_type }) => ({ name: content_loc, mime: content_type })),
      )
    }
    // The envelope of the MMS is a part without type, name and content.
    const empty = truth.mms_pieces.filter(
      ({ content_type, content_loc, data }) => content_type === '' && content_loc === null && data === null,
    )
    expect(records.map(({ facts }) => Number(facts?.['empty parts'] ?? 0))).toEqual([empty.length, 0, 0, 0])
    expect(truth.mms_pieces).toHaveLength(truth.nonempty_tables['msg_pieces'] ?? 0)
    const threads = new Map(records.map(({ thread }) => [thread?.key, thread?.participants ?? []]))
    expect(threads.size).toBe(truth.nonempty_tables['msg_group'])
    expect([...threads.values()].flat()).toHaveLength(truth.nonempty_tables['group_member'] ?? 0)
    expect(records[0]).toMatchObject({ kind: 'media', service: 'MMS', facts: { recipients: '(209) 598-1933' } })
    expect(records[1]?.thread?.participants).toEqual([{ scheme: 'address', raw: '(209) 598-1933', name: null, country: 'US' }])
  })

  test('iOS sms.db without conversation tables', () => {
    const truth = truthOf<BackupTruth>('ios-backup-mvt')
    const copy = corpusCopy('ios-backup-mvt', 'input', 'ios_backup', '3d', '3d0d7e5fb2ce288813306e4d4636395e047a3d28')
    const before = sha256(copy)
    const run = runDatabase(iosMessages, copy)
    const records = recordsOfType(run, 'message')
    expect(run.account).toMatchObject({ rowsRead: truth.sms.length, records: truth.sms.length, problems: [] })
    expect(sha256(copy)).toBe(before)
    for (const [index, row] of truth.sms.entries()) {
      const handle = truth.handles.find(({ ROWID }) => ROWID === row.handle_id)
      expect(records[index]).toMatchObject({
        from: { rowId: String(row.ROWID) },
        nativeId: row.guid,
        body: row.text,
        direction: row.is_from_me === 1 ? 'outgoing' : 'incoming',
        sender: { raw: handle?.id },
        service: handle?.service,
        thread: null,
        // As the sqlite3 shell prints it (a JSON number loses the last digits): 23:13:30.539788, cut to milliseconds.
        sentAt: { asStored: '588813210539788032', unit: 'cocoa-ns', utcMs: Date.UTC(2019, 7, 29, 23, 13, 30, 539) },
      })
    }
  })
})
