/** `verify --against`: the exhibits of a case compared with a fresh reading of the extraction, changed on either side. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VerifyReport } from '../../main/contract/index.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'
import { demoCase, type DemoCase, type ScratchCase } from '../support/demoCase.ts'

let scratch: ScratchCase
let phones: DemoCase['manifest']['phones']
let exhibits: number[]
/** A folder for temporary files of its own: what other processes leave behind is no fault of the comparison. */
const ordinary = process.env['TMPDIR']
beforeAll(async () => {
  const demo = await demoCase()
  scratch = demo.scratch
  phones = demo.manifest.phones
  // One record of each kind, state and service of each phone.
  exhibits = scratch.database
    .prepare(
      "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY source_id, kind, state, service ORDER BY id) AS n FROM record WHERE kind <> 'identity-link') WHERE n = 1",
    )
    .pluck()
    .all() as number[]
  for (const key of exhibits) await scratch.call('bookmark.set', { key, note: '', tags: [] })
  process.env['TMPDIR'] = join(scratch.folder, 'temporary')
  mkdirSync(process.env['TMPDIR'])
})
afterAll(() => {
  if (ordinary === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = ordinary
  return scratch.dispose()
})

const against = (path: string, all = false): Promise<VerifyReport> => scratch.call('export.verifyAgainst', { path, all })
const phone = (index: number): string => phones[index]?.folder ?? ''
const ofSource = (source: number): number =>
  scratch.number(`SELECT count(*) FROM record WHERE source_id = ? AND id IN (${exhibits.join()})`, source)

/** A copy of a phone on which the change was made. */
function changedPhone(index: number, change: (folder: string) => void): string {
  const copy = join(scratch.folder, `copy-${index}`)
  rmSync(copy, { recursive: true, force: true })
  cpSync(phone(index), copy, { recursive: true })
  change(copy)
  return copy
}

function databaseWith(folder: string, table: string): string {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !readFileSync(path).subarray(0, 15).equals(Buffer.from('SQLite format 3'))) continue
    const database = new Database(path)
    const has = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined
    database.close()
    if (has) return path
  }
  throw new Error(`no database with ${table}`)
}

describe('an unchanged extraction', () => {
  it('says what the exhibits say, and is not touched', async () => {
    const before = hashesBelow(phone(0))
    const report = await against(phone(0))
    expect(report).toEqual({ what: 'extraction', ok: true, checked: ofSource(1), problems: [], signature: null })
    expect(report.checked).toBeGreaterThan(8)
    expect(hashesBelow(phone(0))).toEqual(before)
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('corroborate-compare-'))).toEqual([])
  })

  it('says what every record of its source says', async () => {
    for (const index of phones.keys()) {
      const report = await against(phone(index), true)
      expect(report.problems).toEqual([])
      expect(report.checked).toBe(scratch.number('SELECT count(*) FROM record WHERE source_id = ?', index + 1))
    }
  })

  it('is logged', async () => {
    const entries = await scratch.call('case.audit', { afterNumber: 0, limit: 10_000 })
    expect(entries.at(-1)).toMatchObject({ action: 'compared with extraction', actor: 'tester' })
  })
})

describe('an extraction that was changed', () => {
  it('names the exhibit, the field and the file', async () => {
    const key = scratch.number(
      `SELECT min(id) FROM record WHERE source_id = 1 AND service = 'SMS' AND state = 'live' AND id IN (${exhibits.join()})`,
    )
    const { row, body, id } = scratch.database
      .prepare(
        "SELECT r.row_id AS row, m.body, 'S1.R' || run.number || '.message.' || CAST(r.row_id AS INTEGER) AS id FROM record AS r JOIN run ON run.id = r.run_id JOIN message AS m ON m.record_id = r.id WHERE r.id = ?",
      )
      .get(key) as { row: number; body: string; id: string }
    const copy = changedPhone(0, (folder) => {
      const path = databaseWith(folder, 'chat_message_join')
      const database = new Database(path)
      database.prepare("UPDATE message SET text = 'forged', attributedBody = NULL WHERE ROWID = ?").run(row)
      database.close()
    })
    const { ok, problems } = await against(copy)
    expect(ok).toBe(false)
    expect(problems[0]).toContain('The extraction is not as it was imported')
    expect(problems.some((problem) => /sms\.db was changed: its SHA-256 is/.test(problem))).toBe(true)
    expect(problems).toContain(`${id}: body is “${body}” in the case, “forged” in the extraction.`)
    expect(problems.filter((problem) => problem.startsWith('S1.'))).toHaveLength(1)
  })

  it('names the exhibit whose row is gone', async () => {
    const { row } = scratch.database
      .prepare(
        `SELECT r.row_id AS row FROM record AS r WHERE r.source_id = 1 AND r.service = 'SMS' AND r.state = 'live' AND r.id IN (${exhibits.join()}) ORDER BY r.id LIMIT 1`,
      )
      .get() as { row: number }
    const copy = changedPhone(0, (folder) => {
      const database = new Database(databaseWith(folder, 'chat_message_join'))
      database.prepare('DELETE FROM message WHERE ROWID = ?').run(row)
      database.close()
    })
    expect((await against(copy)).problems.join('\n')).toMatch(new RegExp(`message\\.${row}: the extraction gives no such record now`))
  })

  it('that is none of the case’s, or cannot be read, is refused', async () => {
    const other = join(scratch.folder, 'other')
    mkdirSync(other)
    const database = new Database(join(other, 'calllog.db'))
    database.exec('CREATE TABLE calls (_id INTEGER PRIMARY KEY, number TEXT, date INTEGER, duration INTEGER, type INTEGER)')
    database.close()
    await expect(against(other)).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('none of the case') as unknown,
    })
    await expect(against(join(scratch.folder, 'nowhere'))).rejects.toMatchObject({ kind: 'unreadable' })
    writeFileSync(join(scratch.folder, 'text.txt'), 'nothing')
    await expect(against(join(scratch.folder, 'text.txt'))).rejects.toMatchObject({ kind: 'unreadable' })
  })
})

describe('a case that was changed behind its log', () => {
  it.each([
    ['a text', "UPDATE message SET body = 'planted' WHERE record_id = ?", 'body is “planted” in the case'],
    ['a time', 'UPDATE record SET at_ms = at_ms + 1000 WHERE id = ?', 'at ms is'],
    ['a direction', "UPDATE record SET direction = 'unknown' WHERE id = ?", 'direction is “unknown” in the case'],
    ['a sender', 'UPDATE record SET from_id = (SELECT max(id) FROM identity) WHERE id = ?', 'from is'],
  ])('names %s that differs', async (_what, sql, named) => {
    const key = scratch.number(
      `SELECT min(id) FROM record WHERE source_id = 1 AND kind = 'message' AND service = 'SMS' AND direction = 'incoming' AND id IN (${exhibits.join()})`,
    )
    const writer = new Database(scratch.casePath)
    const before = writer
      .prepare('SELECT r.at_ms, r.direction, r.from_id, m.body FROM record AS r JOIN message AS m ON m.record_id = r.id WHERE r.id = ?')
      .get(key) as Record<string, unknown>
    try {
      writer.prepare(sql).run(key)
      const { ok, problems } = await against(phone(0))
      expect(ok).toBe(false)
      expect(problems).toHaveLength(1)
      expect(problems[0]).toContain(named)
    } finally {
      writer
        .prepare('UPDATE record SET at_ms = ?, direction = ?, from_id = ? WHERE id = ?')
        .run(before['at_ms'], before['direction'], before['from_id'], key)
      writer.prepare('UPDATE message SET body = ? WHERE record_id = ?').run(before['body'], key)
      writer.close()
    }
  })
})

describe('an extraction of another device', () => {
  it('is refused in one sentence that names what tells them apart', { timeout: 120_000 }, () => {
    const line = new Scratch()
    try {
      const casePath = line.path('case')
      expect(line.run('add', casePath, phone(0), '--label', 'Phone A').exitCode).toBe(0)
      const ran = line.run('verify', casePath, '--against', phone(1), '--all')
      expect(ran).toMatchObject({ exitCode: 3, stdout: '' })
      expect(ran.stderr).toMatch(
        /^This extraction is of another device: its serial number is \w+, that of “Phone A” is DEMOA\w+; its IMEI is \d+, that of [^\n]*\n$/,
      )
    } finally {
      line.dispose()
    }
  })

  it('but one whose stated serial number was changed is compared, and the change named', async () => {
    const copy = changedPhone(0, (folder) => {
      const path = join(folder, 'Info.plist')
      writeFileSync(
        path,
        readFileSync(path, 'utf8')
          .replaceAll(/DEMOA\w+/g, 'OTHER0000000')
          .replaceAll('000000000751648', '000000000000000'),
      )
    })
    const { ok, problems } = await against(copy)
    expect(ok).toBe(false)
    expect(problems.join('\n')).toContain('The extraction is not as it was imported')
  })
})

describe('names', () => {
  it('of files are shown as they are', async () => {
    const path = scratch.database
      .prepare("SELECT path FROM media WHERE path LIKE '%IMG\\_%' ESCAPE '\\' ORDER BY record_id LIMIT 1")
      .pluck()
      .get() as string
    const writer = new Database(scratch.casePath)
    const before = writer.prepare('SELECT id, sha256 FROM evidence_file WHERE path = ? AND source_id = 1').get(path) as {
      id: number
      sha256: string
    }
    try {
      writer.prepare("UPDATE evidence_file SET sha256 = 'x' WHERE id = ?").run(before.id)
      const { problems } = await against(phone(0), true)
      expect(problems.join('\n')).toContain(`SHA-256 of ${path} is “x” in the case`)
    } finally {
      writer.prepare('UPDATE evidence_file SET sha256 = ? WHERE id = ?').run(before.sha256, before.id)
      writer.close()
    }
  })
})

describe('the command', () => {
  it(
    'ends with 0 when nothing differs, 4 when something does, 3 when the extraction cannot be read, 2 without exhibits',
    { timeout: 240_000 },
    () => {
      const line = new Scratch()
      try {
        const casePath = line.path('case')
        const source = join(scratch.folder, 'single')
        mkdirSync(source, { recursive: true })
        const original = databaseWith(phone(1), 'chat_message_join')
        cpSync(original, join(source, 'sms.db'))
        for (const ending of ['-wal', '-shm']) if (existsSync(original + ending)) cpSync(original + ending, join(source, `sms.db${ending}`))
        expect(line.run('add', casePath, join(source, 'sms.db')).exitCode).toBe(0)
        expect(line.run('verify', casePath, '--against', join(source, 'sms.db'))).toMatchObject({
          exitCode: 2,
          stderr: expect.stringContaining('Nothing is an exhibit yet') as unknown,
        })
        const same = line.run('verify', casePath, '--against', join(source, 'sms.db'), '--all')
        expect(same).toMatchObject({ exitCode: 0, stderr: '' })
        expect(same.stdout).toMatch(/^\d+ records say in the case what the extraction says now\.\n$/)
        expect(line.run('verify', casePath, '--against', join(source, 'nothing.db'), '--all')).toMatchObject({ exitCode: 3, stdout: '' })
        expect(line.run('verify', casePath, '--all')).toMatchObject({ exitCode: 2, stdout: '' })
        const database = new Database(join(source, 'sms.db'))
        database.exec("UPDATE message SET service = 'RCS' WHERE ROWID = (SELECT min(ROWID) FROM message)")
        database.close()
        const changed = line.run('verify', casePath, '--against', join(source, 'sms.db'), '--all')
        expect(changed).toMatchObject({ exitCode: 4, stdout: '' })
        const everyone = new Database(join(source, 'sms.db'))
        everyone.exec("UPDATE message SET service = 'RCS'")
        everyone.close()
        const many = line.run('verify', casePath, '--against', join(source, 'sms.db'), '--all').stderr.trimEnd().split('\n')
        expect(many).toHaveLength(51)
        expect(many[50]).toMatch(/^And [\d,]+ more differences: --json lists them all\.$/)
        expect(changed.stderr).toMatch(/service is “[^”]*” in the case, “RCS” in the extraction\./)
      } finally {
        line.dispose()
      }
    },
  )
})
