/** A case of one tiny phone whose texts try to be something else in every format. Everything in it is bookmarked. */
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { EMPTY_LENS, RECORD_KIND_NAMES } from '../../main/contract/index.ts'
import { ScratchCase } from '../support/demoCase.ts'

export const HOSTILE_TEXTS: readonly string[] = [
  '<script>document.title = "ran"</script><img src=x onerror="document.title=\'ran\'">',
  ']]></value><script>alert(1)</script>',
  '"><svg onload=document.title="ran">&lt;b&gt;',
  '=HYPERLINK("http://example.invalid/","click")',
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  ' =1+1',
  '\ufeff=1+1',
  '\u200b=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠A1',
  'say "hello", then; a\r\nnew line',
  'invoice \u202efdp.exe',
  'NUL \u0000 and \u0007 bell',
  'a\u2028b',
  'ทำงาน',
  'مرحبا',
  '🙂',
]

const SCHEMA = `
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, service TEXT NOT NULL);
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0,
  service TEXT, date INTEGER, is_from_me INTEGER DEFAULT 0, is_read INTEGER DEFAULT 0);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, display_name TEXT);
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE (chat_id, handle_id));
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));`
const ROUTINED = fileURLToPath(new URL('../../fixtures/parsers/ios-routined-cache/current.sql', import.meta.url))

export async function hostileCase(): Promise<ScratchCase> {
  const scratch = new ScratchCase()
  const phone = join(scratch.folder, 'phone <b>"&')
  writeMessages(join(phone, 'private/var/mobile/Library/SMS/sms.db'))
  execFile(join(phone, 'private/var/mobile/Library/Caches/com.apple.routined/Cache.sqlite'), readFileSync(ROUTINED, 'utf8'))
  await scratch.create()
  const { stage, failure } = await scratch.import(phone, '=Phone <script>')
  if (stage !== 'finished') throw new Error(`the phone cannot be imported: ${failure}`)
  const everything = await scratch.call('timeline.page', {
    lens: { ...EMPTY_LENS, kinds: [...RECORD_KIND_NAMES] },
    cursor: null,
    limit: 1000,
  })
  for (const { key } of everything.items) await scratch.call('bookmark.set', { key, note: '<i>=note</i>', tags: ['</dd><script>'] })
  return scratch
}

function writeMessages(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const database = new Database(path)
  database.exec(SCHEMA)
  database.exec(
    `INSERT INTO handle VALUES (1, '+12025550143', 'SMS'); INSERT INTO chat VALUES (1, 'SMS;+;chat1', 43, 'chat1', '=<b>group</b>'); INSERT INTO chat_handle_join VALUES (1, 1)`,
  )
  const insert = database.prepare(
    'INSERT INTO message (ROWID, guid, text, handle_id, service, date, is_from_me) VALUES (?, ?, ?, 1, ?, ?, ?)',
  )
  HOSTILE_TEXTS.forEach((text, index) =>
    insert.run(
      index + 1,
      `guid-${index + 1}`,
      text,
      'SMS',
      700_000_000n * 1_000_000_000n + BigInt(index) * 60_000_000_000n,
      index % 3 === 0 ? 1 : 0,
    ),
  )
  // A lone surrogate, as bytes that are not well-formed UTF-8.
  database.exec(
    `INSERT INTO message (guid, text, handle_id, service, date) VALUES ('guid-lone', CAST(x'6c6f6e65eda080' AS TEXT), 1, 'SMS', 700009000000000000)`,
  )
  database.exec('INSERT INTO chat_message_join SELECT 1, ROWID FROM message')
  database.close()
}

function execFile(path: string, sql: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const database = new Database(path)
  database.exec(sql)
  database.close()
}
