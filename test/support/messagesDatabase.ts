/** A made-up sms.db of any size: few columns, direct conversations and one group. Numbers are from the range kept for fiction. */
import Database from 'better-sqlite3'

const SCHEMA = `
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, service TEXT NOT NULL);
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0,
  service TEXT, date INTEGER, is_from_me INTEGER DEFAULT 0, is_read INTEGER DEFAULT 0);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, display_name TEXT);
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE (chat_id, handle_id));
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));`

const HANDLES = 20
const GROUP = HANDLES + 1
/** The first time, 2026-01-01T00:00:00Z, in nanoseconds since 2001: beyond 2^53. */
const START_NS = 788_918_400_000_000_000n
/** Messages are this far apart. */
export const STEP_MS = 60_000

/** Writes the file. Row `n` (from 1) was sent `n` minutes after `START_NS`; every seventh is from the owner, every eleventh in the group. */
export function writeMessagesDatabase(path: string, rows: number): void {
  const database = new Database(path)
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.exec(SCHEMA)
  const handle = database.prepare('INSERT INTO handle (ROWID, id, service) VALUES (?, ?, ?)')
  const chat = database.prepare('INSERT INTO chat (ROWID, guid, style, chat_identifier, display_name) VALUES (?, ?, ?, ?, ?)')
  const member = database.prepare('INSERT INTO chat_handle_join (chat_id, handle_id) VALUES (?, ?)')
  const message = database.prepare(
    'INSERT INTO message (ROWID, guid, text, handle_id, service, date, is_from_me) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const join = database.prepare('INSERT INTO chat_message_join (chat_id, message_id) VALUES (?, ?)')
  database.transaction(() => {
    for (let id = 1; id <= HANDLES; id++) {
      const number = `+447700900${String(100 + id)}`
      handle.run(id, number, 'iMessage')
      chat.run(id, `iMessage;-;${number}`, 45, number, null)
      member.run(id, id)
    }
    chat.run(GROUP, 'iMessage;+;chat1', 43, 'chat1', 'Flat 12')
    for (const id of [1, 2, 3]) member.run(GROUP, id)
    for (let row = 1; row <= rows; row++) {
      const isGroup = row % 11 === 0
      const sender = isGroup ? 1 + (row % 3) : 1 + (row % HANDLES)
      const isFromMe = row % 7 === 0
      message.run(
        row,
        `guid-${row}`,
        `Message number ${row} about the flat`,
        isGroup && isFromMe ? 0 : sender,
        'iMessage',
        START_NS + BigInt(row) * BigInt(STEP_MS) * 1_000_000n,
        isFromMe ? 1 : 0,
      )
      join.run(isGroup ? GROUP : sender, row)
    }
  })()
  database.close()
}
