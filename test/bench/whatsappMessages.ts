/** Import of a generated msgstore.db beside SQLite copying the same messages, reactions and receipts into indexed and full-text tables. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateMsgstore } from '../../fixtures/generate/index.ts'
import { timeAdd } from './addCommand.ts'
import { copyWithSqlite } from './copyWithSqlite.ts'
import { type Figure, timed } from './report.ts'

const COPY_SQL = `
CREATE TABLE message (id INTEGER PRIMARY KEY, key TEXT, text TEXT, sender TEXT, at INTEGER, mine INTEGER, chat INTEGER, reaction TEXT, read_at INTEGER);
INSERT INTO message SELECT m._id, m.key_id, m.text_data, j.raw_string, m.timestamp, m.from_me, m.chat_row_id, t.reaction, r.read_timestamp
  FROM evidence.message AS m
  LEFT JOIN evidence.jid AS j ON j._id = m.sender_jid_row_id
  LEFT JOIN evidence.message_add_on AS a ON a.parent_message_row_id = m._id
  LEFT JOIN evidence.message_add_on_reaction AS t ON t.message_add_on_row_id = a._id
  LEFT JOIN evidence.receipt_user AS r ON r.message_row_id = m._id ORDER BY m._id;
CREATE INDEX by_time ON message (at, id);
CREATE INDEX by_chat ON message (chat, at, id);
CREATE INDEX by_sender ON message (sender, at, id);
CREATE INDEX by_key ON message (key);
CREATE VIRTUAL TABLE message_text USING fts5 (text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
INSERT INTO message_text (rowid, text) SELECT id, text FROM message WHERE text IS NOT NULL;`

export async function benchWhatsappMessages(count: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-bench-'))
  try {
    const store = join(folder, 'image/data/data/com.whatsapp/databases')
    mkdirSync(store, { recursive: true })
    const path = join(store, 'msgstore.db')
    const written = await generateMsgstore(path, count, 1)
    const rows = written.messages + written.reactions
    const copied = await timed(() => copyWithSqlite(path, join(folder, 'copy.db'), COPY_SQL))
    const baseline: Figure = { what: 'SQLite copying the rows into indexed and full-text tables', milliseconds: copied.milliseconds, rows }
    const added = await timeAdd(join(folder, 'bench.corroborate'), join(folder, 'image'), join(folder, 'settings'))
    return [baseline, { what: 'corroborate add (messages and reactions)', rows, ...added, baseline }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
