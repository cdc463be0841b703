/** What verification finds: changes behind the log's back, flipped bytes, files changed, taken away or added. */
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_LENS, ROLES } from '../../main/contract/index.ts'
import { verifyPath } from '../../main/report/verify.ts'
import type { ScratchCase } from '../support/demoCase.ts'
import { hostileCase } from './hostileCase.ts'

let scratch: ScratchCase
let pristine: string

beforeAll(async () => {
  scratch = await hostileCase()
  const identities = await scratch.call('people.identities', { text: '', unassignedOnly: true, cursor: null, limit: 10 })
  const person = await scratch.call('people.create', {
    name: 'Somebody',
    identityIds: identities.items.map(({ id }) => id).slice(0, 1),
    reason: 'test',
  })
  await scratch.call('people.setRole', { personId: person.id, role: ROLES[5] ?? 'witness', reason: 'said so' })
  await scratch.call('export.run', { format: 'package', target: join(scratch.folder, 'package'), lens: null, bookmarkedOnly: true })
  await scratch.call('case.close', {})
  pristine = scratch.casePath
})
afterAll(() => scratch.dispose())

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Verifies a copy on which the change was made. */
async function verifyChanged(change: (path: string) => void): Promise<readonly string[]> {
  const copy = join(scratch.folder, 'changed.corroborate')
  for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true })
  copyFileSync(pristine, copy)
  change(copy)
  return (await verifyPath(copy)).problems
}

const withSql = (...statements: readonly string[]): Promise<readonly string[]> =>
  verifyChanged((path) => {
    const database = new Database(path)
    for (const sql of statements)
      if (database.prepare(sql).run().changes === 0 && !/^(DROP|CREATE|PRAGMA)/.test(sql)) throw new Error(`changes nothing: ${sql}`)
    database.close()
  })

describe('a case', () => {
  it('is unchanged when nobody changed it', async () => {
    expect(await verifyPath(pristine)).toMatchObject({ what: 'case', ok: true, problems: [] })
  })

  it('is not written to, nor is anything put beside it', async () => {
    const before = [hashOf(pristine), statSync(pristine).mtimeMs, readdirSync(scratch.folder).sort()]
    await verifyPath(pristine)
    expect([hashOf(pristine), statSync(pristine).mtimeMs, readdirSync(scratch.folder).sort()]).toEqual(before)
  })

  it('is checked with what its write-ahead log holds, without touching the log', async () => {
    const [live, copy] = [join(scratch.folder, 'live.corroborate'), join(scratch.folder, 'logged.corroborate')]
    copyFileSync(pristine, live)
    const open = new Database(live)
    open.exec("UPDATE message SET body = 'changed' WHERE record_id = (SELECT min(record_id) FROM message)")
    copyFileSync(live, copy)
    copyFileSync(`${live}-wal`, `${copy}-wal`)
    open.close()
    const log = hashOf(`${copy}-wal`)
    expect((await verifyPath(copy)).problems.join()).toContain('are not those that its import stored')
    expect(hashOf(`${copy}-wal`)).toBe(log)
  })

  it('can be verified while it is open', async () => {
    const copy = join(scratch.folder, 'open.corroborate')
    copyFileSync(pristine, copy)
    await scratch.call('case.open', { path: copy })
    const { items } = await scratch.call('timeline.page', { lens: EMPTY_LENS, cursor: null, limit: 1 })
    await scratch.call('bookmark.set', { key: items[0]?.key ?? 0, note: 'while open', tags: [] })
    expect(await scratch.call('export.verify', { path: null })).toMatchObject({ ok: true, problems: [] })
    await scratch.call('case.close', {})
    expect(await verifyPath(copy)).toMatchObject({ ok: true, problems: [] })
  })

  it('keeps its bytes when it is opened and closed without a change', async () => {
    const before = hashOf(pristine)
    await scratch.call('case.open', { path: pristine })
    await scratch.call('timeline.count', { lens: EMPTY_LENS })
    await scratch.call('case.close', {})
    expect(hashOf(pristine)).toBe(before)
  })

  const RECORDS = 'are not those that its import stored'
  const STATE = 'are not as the last logged change left them'
  const CHANGES: readonly (readonly [what: string, named: string, ...sql: string[]])[] = [
    ['a text', RECORDS, 'UPDATE message SET body = body || char(32) WHERE record_id = (SELECT max(record_id) FROM message)'],
    [
      'the smallest bit of a position',
      RECORDS,
      'UPDATE record SET latitude = latitude + 0.000000000000007 WHERE id = (SELECT max(id) FROM record WHERE latitude > 1)',
    ],
    ['a time', RECORDS, "UPDATE record SET at_ms = at_ms + 1 WHERE id = (SELECT min(id) FROM record WHERE kind = 'message')"],
    [
      'a time as stored',
      RECORDS,
      "UPDATE record SET stored_time = stored_time || '0' WHERE id = (SELECT min(id) FROM record WHERE kind = 'message')",
    ],
    ['a direction', RECORDS, "UPDATE record SET direction = 'unknown' WHERE id = (SELECT min(id) FROM record WHERE kind = 'message')"],
    [
      'the hash of an evidence file',
      RECORDS,
      "UPDATE evidence_file SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE sha256 IS NOT NULL",
    ],
    ['an identifier', RECORDS, "UPDATE identity SET display = '+12025550199' WHERE scheme = 'phone'"],
    ['the name of a table', RECORDS, "UPDATE evidence_table SET name = name || 'x'"],
    ['a title of a conversation', RECORDS, "UPDATE thread SET title = 'other'"],
    ['a member of a conversation', RECORDS, 'DELETE FROM thread_member'],
    ['a deleted record', 'the case holds', "DELETE FROM record WHERE id = (SELECT max(id) FROM record WHERE kind = 'message')"],
    [
      'a record of nobody',
      'no import stored',
      'INSERT INTO record SELECT 999999, 999, source_id, table_id, row_id, ordinal, kind, state, at_ms, end_ms, stored_time, time_form_id, local_time, service, direction, thread_id, from_id, to_id, latitude, longitude, accuracy_metres, position_class FROM record LIMIT 1',
    ],
    ['a text of no record', 'belong to no record', "INSERT INTO message (record_id, kind, body) VALUES (888888, 'text', 'planted')"],
    ['a note', STATE, "UPDATE bookmark SET note = 'other'"],
    ['a bookmark', STATE, 'DELETE FROM bookmark WHERE record_id = (SELECT max(record_id) FROM bookmark)'],
    ['a role', STATE, "UPDATE role SET role = 'suspect'"],
    ['a name of a person', STATE, "UPDATE person SET name = 'Somebody else'"],
    ['the case number', STATE, "UPDATE case_info SET value = '2' WHERE key = 'number'"],
    ['a count of the timeline', 'counts per day', 'UPDATE day_count SET records = records + 1'],
    ['the search index', 'search index', 'DELETE FROM record_text WHERE rowid = (SELECT min(record_id) FROM message)'],
    ['a trigger', 'The definition of trigger', 'DROP TRIGGER audit_never_changes'],
    ['an index', 'The definition of index', 'DROP INDEX record_by_time'],
    ['the audit log', 'Audit entry 2', 'DROP TRIGGER audit_never_changes', "UPDATE audit SET actor = 'nobody' WHERE number = 2"],
    ['an entry taken out', 'Audit entry 3 is missing', 'DROP TRIGGER audit_never_shrinks', 'DELETE FROM audit WHERE number = 3'],
    ['a source marked unfinished', 'was imported whole, but is marked', "UPDATE source SET status = 'incomplete'"],
  ]
  it.each(CHANGES)('that was changed in %s is named', async (_what, named, ...sql) => {
    expect((await withSql(...sql)).join(' ')).toContain(named)
  })

  it('of which any one bit was flipped is named', { timeout: 300_000 }, async () => {
    const bytes = readFileSync(pristine)
    let state = 12_345
    const random = (limit: number): number => (state = (state * 48_271) % 2_147_483_647) % limit
    // The whole header, then anywhere: records, indexes, unused space, the seal itself.
    const seal = bytes.indexOf('seal')
    const offsets = [...Array(100).keys(), seal + 10, seal + 50, ...Array.from({ length: 150 }, () => random(bytes.length))]
    for (const offset of offsets) {
      const problems = await verifyChanged((path) => {
        const changed = Buffer.from(bytes)
        changed[offset] = (changed[offset] ?? 0) ^ (1 << random(8))
        writeFileSync(path, changed)
      })
      expect(problems.length, `byte ${offset}`).toBeGreaterThan(0)
    }
  })

  it('whose records were changed is named even when the file is sealed again', async () => {
    const copy = join(scratch.folder, 'resealed.corroborate')
    copyFileSync(pristine, copy)
    const database = new Database(copy)
    database.exec("UPDATE message SET body = 'changed' WHERE record_id = (SELECT min(record_id) FROM message)")
    database.exec("UPDATE case_info SET value = value || ' ' WHERE key = 'seal'")
    database.close()
    await scratch.call('case.open', { path: copy })
    await scratch.call('case.update', { name: 'Test', number: '1', examiner: 'tester', timezone: 'UTC' })
    await scratch.call('case.close', {})
    expect((await verifyPath(copy)).problems).toEqual([expect.stringContaining('are not those that its import stored')])
  })

  it('that is no database, or is cut off, is damage in words', async () => {
    expect((await verifyChanged((path) => writeFileSync(path, readFileSync(path).subarray(0, 40_000)))).length).toBeGreaterThan(0)
    expect((await verifyChanged((path) => writeFileSync(path, 'nothing'))).join()).toContain('does not begin like a database')
  })
})

describe('a package', () => {
  const folder = (): string => join(scratch.folder, 'package')
  const files = (): string[] =>
    readdirSync(folder(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))

  it('is unchanged when nobody changed it', async () => {
    expect(await verifyPath(folder())).toMatchObject({ what: 'package', ok: true, checked: files().length })
    expect(await verifyPath(join(folder(), 'manifest.json'))).toMatchObject({ ok: true })
  })

  it('in which any byte was flipped names the file', async () => {
    for (const [index, path] of files().entries()) {
      const bytes = readFileSync(path)
      for (const offset of [0, Math.floor(bytes.length / 2) + index, bytes.length - 1]) {
        if (offset >= bytes.length) continue
        const changed = Buffer.from(bytes)
        changed[offset] = (changed[offset] ?? 0) ^ 1
        writeFileSync(path, changed)
        const { ok, problems } = await verifyPath(folder())
        expect(ok, `${path} ${offset}`).toBe(false)
        expect(problems.join(' ')).toContain(path.slice(folder().length + 1))
      }
      writeFileSync(path, bytes)
    }
    expect((await verifyPath(folder())).ok).toBe(true)
  })

  it('from which a file was taken, or to which one was added, names it', async () => {
    const copy = join(scratch.folder, 'package-copy')
    for (const path of files()) {
      const name = path.slice(folder().length + 1)
      cpSync(folder(), copy, { recursive: true })
      rmSync(join(copy, name))
      const answer = await verifyPath(copy)
      expect(answer.ok, name).toBe(false)
      expect(answer.problems.join(' ')).toContain(`${name} is missing`)
      rmSync(copy, { recursive: true })
    }
    cpSync(folder(), copy, { recursive: true })
    mkdirSync(join(copy, 'media'), { recursive: true })
    writeFileSync(join(copy, 'media/extra.html'), '')
    expect((await verifyPath(copy)).problems).toEqual(['media/extra.html was added: it is not in manifest.json.'])
  })

  it('without manifest is none, and a single file has none', async () => {
    mkdirSync(join(scratch.folder, 'no-package'))
    await expect(verifyPath(join(scratch.folder, 'no-package'))).rejects.toMatchObject({ kind: 'unreadable' })
    writeFileSync(join(scratch.folder, 'alone.kml'), '')
    await expect(verifyPath(join(scratch.folder, 'alone.kml'))).rejects.toMatchObject({ kind: 'usage' })
  })
})
