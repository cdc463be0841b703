/** Who is the same as whom before any person decides: never two users of two apps, never two people of one name on two phones. */
import { afterEach, expect, it } from 'vitest'
import { Dictionaries } from '../../main/casefile/write/dictionaries.ts'
import type { IdentityRef } from '../../parsers/model/index.ts'
import { WrittenCase } from '../support/syntheticRecords.ts'

let written: WrittenCase
afterEach(() => written.dispose())

/** Identities of one reference in runs of (source, app). */
function identitiesOf(ref: IdentityRef, ...runs: readonly (readonly [sourceId: number, app: string])[]): number[] {
  written = new WrittenCase([])
  const { database } = written.file
  return runs.map(([sourceId, app], index) => {
    const runId = 10 + index
    database
      .prepare(
        `INSERT OR IGNORE INTO source (id, label, kind, original_path, sha256, added_at_ms, status, platform, country, device_json)
         VALUES (?, ?, 'folder', '/nowhere', ?, 0, 'complete', 'ios', 'GB', '{}')`,
      )
      .run(sourceId, `Source ${sourceId}`, `hash ${sourceId}`)
    database
      .prepare(
        "INSERT INTO run (id, source_id, number, parser_id, parser_version, app, store, path, status) VALUES (?, ?, ?, 'p', 1, ?, 'Store', 'a.db', 'planned')",
      )
      .run(runId, sourceId, runId, app)
    const dictionaries = new Dictionaries(database, sourceId, 'GB')
    dictionaries.beginRun(runId)
    return dictionaries.identityId(ref)
  })
}

const user12: IdentityRef = { scheme: 'other', raw: '12', name: null, country: null }

it('a user 12 of one app is not the user 12 of another, and is the same on two phones', () => {
  const [skout, hinge, otherPhone] = identitiesOf(user12, [1, 'Skout'], [1, 'Hinge'], [2, 'Skout'])
  expect(hinge).not.toBe(skout)
  expect(otherPhone).toBe(skout)
})

it('an identifier whose row names the service is of that service, whatever app the row stands in', () => {
  const [card, other] = identitiesOf({ ...user12, service: 'Skype' }, [1, 'Contacts'], [2, 'Accounts'])
  expect(other).toBe(card)
})

it('a name alone is one person inside its extraction at most', () => {
  const [first, again, otherPhone] = identitiesOf(
    { ...user12, raw: 'Mama', isNameOnly: true },
    [1, 'WhatsApp'],
    [1, 'WhatsApp'],
    [2, 'WhatsApp'],
  )
  expect(again).toBe(first)
  expect(otherPhone).not.toBe(first)
  expect(written.file.database.prepare('SELECT display, how FROM identity WHERE id = ?').raw().get(first)).toEqual([
    'Mama',
    'a name, no identifier: one person inside this extraction at most',
  ])
})
