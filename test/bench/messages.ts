/**
 * Import of a generated sms.db beside SQLite itself: one `INSERT ... SELECT` of the same rows into a table with the
 * same number of indexes and a full-text index. Then the time until the timeline shows its first page.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSmsBackup } from '../../fixtures/generate/index.ts'
import { EMPTY_LENS } from '../../main/contract/index.ts'
import { createService, invokeTyped, type Service } from '../../main/service/index.ts'
import { timeAdd } from './addCommand.ts'
import { copyWithSqlite } from './copyWithSqlite.ts'
import { type Figure, median, timed } from './report.ts'

const COPY_SQL = `
CREATE TABLE message (id INTEGER PRIMARY KEY, guid TEXT, text TEXT, handle TEXT, service TEXT, at INTEGER, is_from_me INTEGER, chat INTEGER);
INSERT INTO message SELECT m.ROWID, m.guid, m.text, h.id, m.service, m.date, m.is_from_me, j.chat_id
  FROM evidence.message AS m LEFT JOIN evidence.handle AS h ON h.ROWID = m.handle_id LEFT JOIN evidence.chat_message_join AS j ON j.message_id = m.ROWID ORDER BY m.ROWID;
CREATE INDEX by_time ON message (at, id);
CREATE INDEX by_service ON message (service, at, id);
CREATE INDEX by_chat ON message (chat, at, id);
CREATE INDEX by_handle ON message (handle, at, id);
CREATE INDEX by_guid ON message (guid);
CREATE VIRTUAL TABLE message_text USING fts5 (text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
INSERT INTO message_text (rowid, text) SELECT id, text FROM message WHERE text IS NOT NULL;`

export async function benchMessages(count: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-bench-'))
  try {
    const backup = join(folder, 'backup')
    await generateSmsBackup(backup, count, 1)
    const copied = await timed(() => copyWithSqlite(messagesFile(backup), join(folder, 'copy.db'), COPY_SQL))
    const baseline: Figure = {
      what: 'SQLite copying the rows into indexed and full-text tables',
      milliseconds: copied.milliseconds,
      rows: count,
    }
    const casePath = join(folder, 'bench.corroborate')
    const added = await timeAdd(casePath, backup, join(folder, 'settings'))
    return [
      baseline,
      { what: 'corroborate add (recognise, hash, parse, store, index)', rows: count, ...added, baseline },
      ...(await firstPage(casePath, folder)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The largest file of the backup is its sms.db. */
function messagesFile(backup: string): string {
  const files = readdirSync(backup, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return files.toSorted((a, b) => statSync(b).size - statSync(a).size)[0] ?? backup
}

async function firstPage(casePath: string, folder: string): Promise<Figure[]> {
  const service = createService({ actor: 'bench', settingsFolder: join(folder, 'settings') })
  try {
    const opened = await timed(() => invokeTyped(service, 'case.open', { path: casePath }))
    const first = await timed(() => page(service))
    const again = median(await repeat(15, () => page(service)))
    const bars = median(await repeat(15, () => invokeTyped(service, 'timeline.histogram', { lens: EMPTY_LENS, barMs: 86_400_000 })))
    const counts = median(await repeat(15, () => invokeTyped(service, 'timeline.count', { lens: EMPTY_LENS })))
    return [
      { what: 'opening the case', milliseconds: opened.milliseconds },
      { what: 'first page of the timeline (100 rows), cold', milliseconds: first.milliseconds },
      { what: 'page of the timeline, median of 15', milliseconds: again },
      { what: 'histogram by day, median of 15', milliseconds: bars },
      { what: 'count of the lens, median of 15', milliseconds: counts },
    ]
  } finally {
    await service.close()
  }
}

const page = (service: Service): Promise<unknown> => invokeTyped(service, 'timeline.page', { lens: EMPTY_LENS, cursor: null, limit: 100 })

async function repeat(times: number, action: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = []
  for (let index = 0; index < times; index++) found.push((await timed(action)).milliseconds)
  return found
}
