/**
 * Kik of the iPhone against the public data. Truth is the case's truth.json; the rest is read from the same rows with plain SQL
 * here, never with our parsers.
 */
import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { iosKik } from '../../parsers/apps/ios/messengers/kik.ts'
import { openEvidenceDatabase } from '../../parsers/formats/sqlite/sqliteDatabase.ts'
import type { ContactRecord, EvidenceRecord, MessageRecord, SqliteParser } from '../../parsers/model/index.ts'
import { runSqliteParser } from '../../parsers/runParser.ts'
import type { RunAccount } from '../../parsers/runParser.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CORPUS = resolve(ROOT, process.env['CORROBORATE_CORPUS'] ?? '../shared/corpus')
const hasCorpus = existsSync(CORPUS)
const SOUND = { unaccounted: 0, notReached: 0, problems: [] }

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
/** Seconds since 2001-01-01T00:00:00Z as ISO 8601 with milliseconds cut off, by the calendar and not by our epoch code. */
const cocoaIso = (seconds: number): string => new Date(Date.UTC(2001, 0, 1) + Math.floor(seconds * 1000 + 0.001)).toISOString()
const isoOf = (utcMs: number | null | undefined): string | null => (typeof utcMs === 'number' ? new Date(utcMs).toISOString() : null)

function workingCopy(path: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'corroborate-corpus-')), 'store.db')
  for (const ending of ['', '-wal', '-journal']) if (existsSync(path + ending)) copyFileSync(path + ending, copy + ending)
  return copy
}

function parse(
  parser: SqliteParser,
  path: string,
): { records: readonly EvidenceRecord[]; reasons: readonly string[]; account: RunAccount } {
  const database = openEvidenceDatabase(workingCopy(path))
  try {
    const run = runSqliteParser(parser, database, {
      path: basename(path),
      country: null,
      hasFile: () => false,
      companion: () => null,
      sideFile: () => null,
      note: () => {},
    })
    const emitted = [...run]
    return {
      records: emitted.filter((item) => item.type !== 'skipped'),
      reasons: emitted.filter((item) => item.type === 'skipped').map(({ reason }) => reason),
      account: run.account(),
    }
  } finally {
    database.close()
  }
}

function plainRows<Row>(path: string, sql: string): readonly Row[] {
  const database = new Database(workingCopy(path), { readonly: true })
  try {
    return database.prepare(sql).all() as Row[]
  } finally {
    database.close()
  }
}

interface KikTruth {
  messages: number
  by_type: Record<string, number>
  first_utc: string
  last_utc: string
  samples: { Z_PK: number; ZTYPE: number; ZTIMESTAMP: number; ZBODY: string }[]
}

const KIK = join(CORPUS, 'ios-kik-plaso/input/kik.sqlite')

describe.skipIf(!hasCorpus)('Kik of ios-kik-plaso (skipped: no corpus)', () => {
  let before = ''
  beforeAll(() => {
    before = sha256(KIK)
  })
  afterAll(() => {
    expect(sha256(KIK)).toBe(before)
  })

  test('matches truth.json', () => {
    const truth = JSON.parse(readFileSync(join(CORPUS, 'ios-kik-plaso/truth.json'), 'utf8')) as KikTruth
    const { records, reasons, account } = parse(iosKik, KIK)
    const messages = records.filter((record): record is MessageRecord => record.type === 'message')
    expect(messages.length).toBe(truth.messages)
    const count = (direction: string): number => messages.filter((message) => message.direction === direction).length
    expect([count('incoming'), count('outgoing')]).toEqual([truth.by_type['1'], truth.by_type['2']])
    expect(messages.filter(({ kind }) => kind === 'system').length).toBe((truth.by_type['3'] ?? 0) + (truth.by_type['4'] ?? 0))
    const times = messages.map(({ sentAt }) => sentAt.utcMs ?? NaN)
    // truth.json rounds to milliseconds; we cut.
    expect(Math.abs(Math.min(...times) - Date.parse(truth.first_utc))).toBeLessThanOrEqual(1)
    expect(Math.abs(Math.max(...times) - Date.parse(truth.last_utc))).toBeLessThanOrEqual(1)
    for (const sample of truth.samples) {
      const message = messages.find(({ from }) => from.rowId === String(sample.Z_PK))
      expect(message?.body?.slice(0, sample.ZBODY.length)).toBe(sample.ZBODY)
      expect(message?.direction).toBe(sample.ZTYPE === 1 ? 'incoming' : 'outgoing')
      expect(isoOf(message?.sentAt.utcMs)).toBe(cocoaIso(sample.ZTIMESTAMP))
    }
    expect(reasons).toEqual(['a group: shown as a conversation'])
    expect(account).toMatchObject({ rowsRead: 85, records: 84, skipped: 1, derived: 0, ...SOUND })
  })

  test('every message has the text, sender and chat that plain SQL gives it', () => {
    const rows = plainRows<{
      id: number
      type: number
      body: string
      stanza: string
      sender: string | null
      chat: string
      content: string | null
    }>(
      KIK,
      `SELECT m.Z_PK AS id, m.ZTYPE AS type, m.ZBODY AS body, m.ZSTANZAID AS stanza, u.ZJID AS sender, g.ZJID AS chat, a.ZCONTENT AS content
       FROM ZKIKMESSAGE m LEFT JOIN ZKIKUSER u ON u.Z_PK = m.ZUSER LEFT JOIN Z_3MESSAGES j ON j.Z_5MESSAGES = m.Z_PK
       LEFT JOIN ZKIKCHAT c ON c.Z_PK = j.Z_3CHAT LEFT JOIN ZKIKUSER g ON g.Z_PK = c.ZUSER LEFT JOIN ZKIKATTACHMENT a ON a.ZMESSAGE = m.Z_PK ORDER BY m.Z_PK`,
    )
    // By sqlite3: message 2 stands in two chats; its ZUSER is that of the second.
    const single = rows.filter(({ id, chat }) => id !== 2 || chat === 'ken.doh_khv@talk.kik.com')
    expect(rows.length - single.length).toBe(1)
    const messages = parse(iosKik, KIK).records.filter((record): record is MessageRecord => record.type === 'message')
    expect(messages.filter(({ facts }) => facts?.['listed in several chats'] !== undefined).map(({ from }) => from.rowId)).toEqual(['2'])
    expect(
      messages.map((message) => ({
        id: Number(message.from.rowId),
        stanza: message.nativeId,
        body: message.body ?? message.attachments[0]?.name,
        sender: message.sender?.raw ?? null,
        chat: message.thread?.key,
        kind: message.thread?.kind,
        content: message.attachments[0]?.name ?? null,
      })),
    ).toEqual(
      single.map(({ id, type, body, stanza, sender, chat, content }) => ({
        id,
        stanza,
        body,
        sender: type === 1 ? sender : null,
        chat,
        kind: chat.endsWith('@groups.kik.com') ? 'group' : 'direct',
        content,
      })),
    )
    const group = messages.find(({ thread }) => thread?.kind === 'group')?.thread
    // By sqlite3: Z_6MEMBERS of user 24 are 8, 15, 23 and 25.
    expect(group?.participants.map(({ name }) => name).toSorted()).toEqual(['Ken Doh', 'Mark Jenkins', 'Sina Babadi', 'Solid Snake'])
  })

  test('the notices name in words the user that ZUSER refers to', () => {
    const messages = parse(iosKik, KIK).records.filter((record): record is MessageRecord => record.type === 'message')
    const about = messages.filter(({ facts }) => facts?.['about'] !== undefined)
    expect(about.map(({ from }) => from.rowId)).toEqual(['51', '57'])
    for (const { body, facts } of about) expect(body).toContain((facts?.['about'] ?? '').replace(/ \(.*$/, ''))
  })

  test('users become contacts with JID and user name', () => {
    const rows = plainRows<{ id: number; jid: string; user: string; name: string }>(
      KIK,
      "SELECT Z_PK AS id, ZJID AS jid, ZUSERNAME AS user, ZDISPLAYNAME AS name FROM ZKIKUSER WHERE ZJID NOT LIKE '%@groups.kik.com' ORDER BY Z_PK",
    )
    const contacts = parse(iosKik, KIK).records.filter((record): record is ContactRecord => record.type === 'contact')
    expect(
      contacts.map(({ from, name, identifiers }) => ({
        id: Number(from.rowId),
        jid: identifiers[0]?.raw,
        user: identifiers[1]?.raw,
        name,
      })),
    ).toEqual(rows)
  })
})
