/** Every store that a parser declares as encrypted: its fixture, encrypted by another implementation, gives the same records. */
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decryptCopy } from '../../parsers/formats/sqlite/sqlCipherFile.ts'
import { openCipherDatabase } from './encryptedDatabase.ts'
import { buildFixture, fixturesOf, runAsText, runFixture, SQLITE_PARSERS } from './fixtureDatabase.ts'

const KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
const SALT = 'f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'

const encrypted = SQLITE_PARSERS.flatMap((parser) =>
  parser.encryption === undefined ? [] : [{ id: parser.id, parser, store: parser.encryption }],
)

it('there are such stores on both platforms', () => {
  expect(new Set(encrypted.map(({ parser }) => parser.platform))).toEqual(new Set(['android', 'ios']))
})

describe.each(encrypted)('$id', ({ parser, store }) => {
  it.each(fixturesOf(parser).map((fixture) => ({ name: fixture.name, fixture })))('$name', async ({ fixture }) => {
    const built = buildFixture(fixture)
    const path = join(mkdtempSync(join(tmpdir(), 'corroborate-encrypted-')), 'store.db')
    const key = store.plainHeaderBytes === 0 ? KEY : KEY + SALT
    const database = openCipherDatabase(path, store, key)
    database.exec(readFileSync(fixture.sqlPath, 'utf8'))
    database.close()
    const expected = runAsText(runFixture(built))
    copyFileSync(path, built.path)
    expect(() => runFixture(built)).toThrow(/database/)
    expect(await decryptCopy(built.path, store, [Buffer.from(key, 'hex')])).toEqual({ kind: 'opened', notes: [] })
    expect(runAsText(runFixture(built))).toBe(expected)
  })
})
