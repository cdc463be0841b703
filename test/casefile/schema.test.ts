/** The schema, its migrations, and that pages come from indexes at size. */
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APPLICATION_ID, openCase } from '../../main/casefile/caseFile.ts'
import { handMadeState } from '../../main/casefile/read/digest.ts'
import { positions } from '../../main/casefile/read/positions.ts'
import { threadPage } from '../../main/casefile/read/threads.ts'
import { timelinePage } from '../../main/casefile/read/timeline.ts'
import { LATEST_VERSION, migrate, MIGRATIONS } from '../../main/casefile/schema/migrate.ts'
import { EMPTY_LENS, type Lens } from '../../main/contract/index.ts'
import type { EvidenceRecord } from '../../parsers/model/index.ts'
import { call, directThread, location, message, number, row, START_MS, utc, WrittenCase } from '../support/syntheticRecords.ts'
import { currentSchema, SNAPSHOT_FILE } from './schemaSnapshot.ts'

describe('schema', () => {
  it('is the committed one', () => {
    const committed = JSON.parse(readFileSync(SNAPSHOT_FILE, 'utf8')) as unknown
    expect(
      currentSchema(),
      'The schema changed. If that is meant, add a migration and run: npx node test/casefile/schemaSnapshot.ts',
    ).toEqual(committed)
  })

  it('is strict in every table', () => {
    const tables = Object.entries(currentSchema()).filter(([name, sql]) => name.startsWith('table ') && !sql.startsWith('CREATE VIRTUAL'))
    expect(tables.length).toBeGreaterThan(25)
    expect(tables.filter(([, sql]) => !/\) STRICT(, WITHOUT ROWID)?$/.test(sql)).map(([name]) => name)).toEqual([])
  })

  it('comes to exactly version 1 by migration 1, and to no other by none', () => {
    const database = new Database(':memory:')
    migrate(database, 0)
    expect(database.pragma('user_version', { simple: true })).toBe(0)
    expect(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0)
    migrate(database, 1)
    expect(database.pragma('user_version', { simple: true })).toBe(1)
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
    expect(names).toEqual(expect.arrayContaining(['case_info', 'source', 'run', 'record', 'message', 'audit', 'record_text']))
    expect(names).not.toContain('activity')
    migrate(database, 1)
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(Array.from({ length: LATEST_VERSION }, (_, index) => index + 1))
    database.close()
  })

  it('comes to exactly version 2 by migration 2, and keeps what was there', () => {
    const database = new Database(':memory:')
    migrate(database, 1)
    database.prepare("INSERT INTO case_info (key, value) VALUES ('name', 'kept')").run()
    migrate(database, 2)
    expect(database.pragma('user_version', { simple: true })).toBe(2)
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
    expect(names).toEqual(expect.arrayContaining(['activity', 'payment', 'written_note', 'calendar_event', 'record_party']))
    expect(database.prepare('SELECT value FROM case_info').pluck().get()).toBe('kept')
    database.close()
  })

  it('comes to exactly version 6 by migration 6, and keeps what was there', () => {
    const database = new Database(':memory:')
    migrate(database, 5)
    database.prepare("INSERT INTO case_info (key, value) VALUES ('name', 'kept')").run()
    expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'hash_%'").pluck().get()).toBe(0)
    migrate(database, 6)
    expect(database.pragma('user_version', { simple: true })).toBe(6)
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
    expect(names).toEqual(expect.arrayContaining(['hash_set', 'hash_set_entry', 'file_digest', 'hash_hit']))
    expect(database.prepare('SELECT value FROM case_info').pluck().get()).toBe('kept')
    database.close()
  })

  it('comes to exactly version 3 by migration 3', () => {
    const database = new Database(':memory:')
    migrate(database, 2)
    expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'duplicate'").pluck().get()).toBe(0)
    migrate(database, 3)
    expect(database.pragma('user_version', { simple: true })).toBe(3)
    expect(database.prepare('SELECT (SELECT count(*) FROM duplicate) + (SELECT count(*) FROM message_link)').pluck().get()).toBe(0)
    database.close()
  })

  it('comes to exactly version 4 by migration 4, and keeps the bookmarks that were there', () => {
    const database = new Database(':memory:')
    migrate(database, 3)
    database
      .prepare("INSERT INTO bookmark (record_id, position, note, tags_json, actor, created_at_ms) VALUES (7, 2, 'kept', '[]', 'x', 5)")
      .run()
    migrate(database, 4)
    expect(database.pragma('user_version', { simple: true })).toBe(4)
    expect(database.prepare('SELECT record_id, note, number, stance, context, elements_json FROM bookmark').get()).toEqual({
      record_id: 7,
      note: 'kept',
      number: null,
      stance: null,
      context: 'ten',
      elements_json: '[]',
    })
    const tables = ['exhibit', 'exhibit_record', 'exhibit_picture', 'evidence_change', 'legal_authority', 'privileged_contact']
    for (const table of tables) expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0)
    database.close()
  })

  it('comes to exactly version 5 by migration 5, and leaves the state of an older case as it was', () => {
    const database = new Database(':memory:')
    migrate(database, 4)
    database.prepare("INSERT INTO person (id, name, note, created_at_ms) VALUES (1, 'P', '', 0)").run()
    const before = handMadeState(database)
    migrate(database, 5)
    expect(database.pragma('user_version', { simple: true })).toBe(5)
    for (const table of ['package_export', 'review', 'review_remark', 'audience', 'pseudonym', 'picture_mark'])
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0)
    expect(handMadeState(database)).toBe(before)
    database.prepare("INSERT INTO pseudonym (identity_id, label) VALUES (1, 'V1')").run()
    expect(handMadeState(database)).not.toBe(before)
    database.close()
  })

  it('marks the file as a case, and refuses one of a newer version', () => {
    const written = new WrittenCase([])
    const { path, database } = written.file
    expect(APPLICATION_ID).toBe(Buffer.from('CORB').readUInt32BE())
    expect(database.pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
    expect(database.pragma('user_version', { simple: true })).toBe(LATEST_VERSION)
    database.pragma(`user_version = ${LATEST_VERSION + 1}`)
    expect(() => openCase(path)).toThrow(/newer version/)
    written.dispose()
  })
})

describe('queries at size', () => {
  const ROWS = 100_000
  let written: WrittenCase

  function* records(): Generator<EvidenceRecord> {
    const threads = Array.from({ length: 50 }, (_, index) => directThread(number(index)))
    for (let index = 0; index < ROWS; index++) {
      const at = utc(START_MS + index * 1000)
      const other = number(index % 50)
      if (index % 10 === 9) yield location({ from: row(index, 'fix'), at, latitude: 48 + index / ROWS })
      else if (index % 10 === 8) yield call({ from: row(index, 'call'), startedAt: at, participants: [other] })
      else
        yield message({ from: row(index), sentAt: at, sender: other, thread: threads[index % 50] ?? null, body: `words ${index} kitchen` })
    }
  }

  beforeAll(() => {
    written = new WrittenCase(records())
  })
  afterAll(() => written.dispose())

  /** Plans of every statement over records that `read` prepares, as SQLite explains them. */
  function plansOf(read: () => void): string[] {
    const { database } = written.file
    const statements: string[] = []
    const original = database.prepare.bind(database)
    database.prepare = (sql: string) => {
      if (/\bFROM record AS r\b/.test(sql)) statements.push(sql)
      return original(sql)
    }
    try {
      read()
    } finally {
      database.prepare = original
    }
    expect(statements.length).toBeGreaterThan(0)
    return statements.map((sql) => {
      const explain = original(`EXPLAIN QUERY PLAN ${sql}`)
      const marks = sql.replace(/'[^']*'/g, '').split('?').length - 1
      return (explain.all(...Array.from({ length: marks }, () => 1)) as { detail: string }[]).map(({ detail }) => detail).join(' | ')
    })
  }
  const timeline = (changes: Partial<Lens>, cursor: string | null = `${START_MS + 5_000_000}:5000`): string[] =>
    plansOf(() => void timelinePage(written.file.database, written.directory, { ...EMPTY_LENS, ...changes }, cursor, 100))
  const scans = (plans: readonly string[]): string[] =>
    plans.filter((plan) => /\bSCAN r\b(?! USING (COVERING )?INDEX)/.test(plan) || /USE TEMP B-TREE FOR ORDER BY/.test(plan))

  it.each([
    ['everything', {}, /record_by_(time|kind)/],
    ['one kind', { kinds: ['call'] as const }, /record_by_(kind|time)/],
    ['one source', { sources: [1] }, /record_by_(time|kind)/],
    ['a period', { fromMs: START_MS, toMs: START_MS + 3_600_000 }, /record_by_(time|kind)/],
  ])('pages of %s come from an index in order', (_what, changes, index) => {
    const plans = timeline(changes)
    expect(scans(plans)).toEqual([])
    for (const plan of plans) expect(plan).toMatch(index)
  })

  it('pages of a search start from the text index', () => {
    const plans = timeline({ text: 'kitchen' })
    expect(plans.join()).toMatch(/VIRTUAL TABLE INDEX/)
    expect(plans.filter((plan) => /\bSCAN r\b(?! USING (COVERING )?INDEX)/.test(plan))).toEqual([])
  })

  it('pages of a person never scan the records without an index', () => {
    const person = written.directory.entityOf(2)
    expect(timeline({ people: [person] }).filter((plan) => /\bSCAN r\b(?! USING (COVERING )?INDEX)/.test(plan))).toEqual([])
  })

  it('pages of a conversation come from its index', () => {
    const request = { threadId: 1, lens: null, cursor: `${START_MS + 5_000_000}:5000`, aroundKey: null, limit: 50, before: false }
    for (const plan of plansOf(() => void threadPage(written.file.database, written.directory, request)))
      expect(plan).toMatch(/record_by_thread/)
  })

  it('positions come from their index', () => {
    const plans = plansOf(() => void positions(written.file.database, written.directory, EMPTY_LENS, [], 1000))
    expect(plans.join()).toMatch(/record_by_position/)
    expect(plans.filter((plan) => /\bSCAN r\b(?! USING (COVERING )?INDEX)/.test(plan))).toEqual([])
  })

  it('gives every page of everything in time, and all rows once', () => {
    let cursor: string | null = null
    const seen = new Set<number>()
    const startedAt = performance.now()
    do {
      const page = timelinePage(written.file.database, written.directory, EMPTY_LENS, cursor, 1000)
      for (const id of page.ids) seen.add(id)
      cursor = page.next
    } while (cursor !== null)
    expect(seen.size).toBe(ROWS)
    // A hundred pages by OFFSET, or by scanning, would take minutes.
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })
})
