/** Who is who: suggestions with their reasons, merges, roles, undo; and the log over all of it. */
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { refreshSuggestions } from '../../main/analysis/suggestions.ts'
import { appendAudit, auditProblems } from '../../main/casefile/audit.ts'
import { persons, suggestions } from '../../main/casefile/read/people.ts'
import { auditEntries } from '../../main/casefile/read/caseInfo.ts'
import { PeopleWriter } from '../../main/casefile/write/people.ts'
import type { PersonInfo } from '../../main/contract/index.ts'
import type { ContactRecord, EvidenceRecord, IdentityLinkRecord, IdentityRef } from '../../parsers/model/index.ts'
import { directThread, message, number, row, WrittenCase } from '../support/syntheticRecords.ts'

let written: WrittenCase | null = null
afterEach(() => {
  written?.dispose()
  written = null
})

const whatsapp = (index: number): IdentityRef => ({
  scheme: 'whatsapp',
  raw: `447700900${100 + index}@s.whatsapp.net`,
  name: null,
  country: null,
})
const from = (index: number, sender: IdentityRef, own: IdentityRef | null = null): EvidenceRecord =>
  message({ from: row(index), sender, thread: directThread(sender), body: 'text', ownLine: own })

interface World {
  readonly case: WrittenCase
  readonly people: PeopleWriter
  /** Id of the identity with this normalised value. */
  id(value: string): number
  persons(): readonly PersonInfo[]
}

function world(...records: EvidenceRecord[]): World {
  const made = (written = new WrittenCase(records))
  const { database } = made.file
  refreshSuggestions(database)
  return {
    case: made,
    people: new PeopleWriter(database, made.directory, 'analyst'),
    id: (value) => database.prepare('SELECT id FROM identity WHERE value = ?').pluck().get(value) as number,
    persons: () => persons(database, made.directory),
  }
}

/** Everything that people set, as rows. */
function state({ case: made }: World): unknown {
  const all = (sql: string): unknown[] => made.file.database.prepare(sql).all()
  return [
    all('SELECT id, name, note, created_at_ms FROM person ORDER BY id'),
    all('SELECT identity_id, person_id, reason, actor, at_ms FROM person_identity ORDER BY 1'),
    all('SELECT person_id, role, reason, actor, at_ms FROM role ORDER BY 1'),
    all('SELECT id, status FROM suggestion ORDER BY id'),
  ]
}

/** Four numbers, each with its own message. */
const four = (): World => world(...[1, 2, 3, 4].map((index) => from(index, number(index))))
const value = (index: number): string => `+447700900${100 + index}`

describe('suggestions', () => {
  const ALICE = { ...number(1), name: 'Оксана Бондар' }
  const card: ContactRecord = {
    type: 'contact',
    from: row(50, 'ABPerson'),
    state: 'live',
    name: 'Vic Agent',
    organisation: null,
    store: null,
    note: null,
    createdAt: null,
    modifiedAt: null,
    identifiers: [
      { kind: 'phone', label: null, raw: number(2).raw, identity: number(2) },
      {
        kind: 'email',
        label: null,
        raw: 'vic@example.org',
        identity: { scheme: 'address', raw: 'vic@example.org', name: null, country: null },
      },
    ],
  }
  const link: IdentityLinkRecord = {
    type: 'identity-link',
    from: row(51, 'ZPAIR'),
    state: 'live',
    a: number(3),
    b: { scheme: 'whatsapp', raw: '18446@lid', name: null, country: null },
    reason: 'LID.sqlite pairs them',
    strength: 'strong',
  }

  it('say what they rest on', () => {
    const made = world(
      from(1, ALICE),
      from(2, whatsapp(1)),
      card,
      link,
      from(3, number(4), number(9)),
      from(4, { ...number(5), name: 'ОКСАНА БОНДАР' }),
    )
    const found = suggestions(made.case.file.database, 'open').map(({ a, b, strength, reasons, evidenceKeys }) => ({
      pair: [a.value, b.value].sort(),
      strength,
      reasons,
      evidenceKeys,
    }))
    const about = (...pair: string[]) => found.find((one) => one.pair.join() === pair.sort().join())
    expect(about(value(1), value(1))).toMatchObject({
      strength: 'strong',
      reasons: [`The WhatsApp id contains the telephone number ${value(1)}`],
    })
    expect(about(value(2), 'vic@example.org')).toMatchObject({
      strength: 'strong',
      reasons: ['Both stand on the contact card "Vic Agent" (Phone)'],
      evidenceKeys: [3],
    })
    expect(about(value(3), '18446@lid')).toMatchObject({ strength: 'strong', reasons: ['LID.sqlite pairs them'], evidenceKeys: [4] })
    expect(about('Owner of Phone', value(9))).toMatchObject({ strength: 'strong', evidenceKeys: [5] })
    // One name in two spellings of case, in Cyrillic: weak, and said to be weak.
    expect(about(value(1), value(5))).toMatchObject({ strength: 'weak' })
    expect(about(value(1), value(5))?.reasons).toEqual([
      'Both are called "Оксана Бондар" or "ОКСАНА БОНДАР"; a shared name alone says little',
    ])
    expect(found).toHaveLength(5)
    expect(refreshSuggestions(made.case.file.database)).toBe(0)
  })

  it('decided ones stay decided; open ones that rest on nothing any more go', () => {
    const made = world(from(1, number(1)), from(2, whatsapp(1)), card)
    const { database } = made.case.file
    const [first, second] = suggestions(database, 'open')
    made.people.reject(first?.id ?? 0, 'not the same')
    database.exec('DELETE FROM contact_identifier; DELETE FROM identity_name')
    refreshSuggestions(database)
    expect(suggestions(database, 'rejected').map(({ id }) => id)).toEqual([first?.id])
    expect(suggestions(database, 'open')).toEqual([])
    expect(second).toBeDefined()
  })
})

describe('merging and undoing', () => {
  it('accept, reject, attach, detach, create, rename and role: undone one by one, each state comes back exactly', () => {
    const made = world(from(1, number(1)), from(2, whatsapp(1)), from(3, number(2)), from(4, whatsapp(2)), from(5, number(3)))
    const { people } = made
    const [first, second] = suggestions(made.case.file.database, 'open').map(({ id }) => id) as [number, number]
    const steps: (() => unknown)[] = [
      () => people.accept(first),
      () => people.setRole(1, 'recruiter', 'offered the job'),
      () => people.create('Second', [made.id(value(2))], 'seen in the file'),
      () => people.setRole(2, 'recruiter', 'also named in the file'),
      () => people.attach(1, made.id(value(3)), 'same voice'),
      () => people.rename(1, 'Viktor', 'known since March'),
      () => people.reject(second, 'different people'),
      () => people.accept(second),
      () => people.attach(1, made.id(value(2)), 'the whole of Second moves'),
      () => people.detach(made.id(value(3)), 'voice was another'),
      () => people.create('Third', [made.id(value(3)), made.id(value(1))], 'from the statement'),
      () => people.create('Nobody yet', [], ''),
    ]
    const states = [state(made)]
    for (const step of steps) {
      step()
      states.push(state(made))
    }
    for (let index = steps.length - 1; index >= 0; index--) {
      expect(people.undo()).not.toBeNull()
      expect(state(made), `before step ${index}`).toEqual(states[index])
    }
    expect(people.undo()).toBeNull()
    // And again, as if redone: the same persons with the same numbers.
    for (const step of steps) step()
    const withoutTimes = (rows: unknown): unknown => JSON.parse(JSON.stringify(rows).replace(/"(created_)?at_ms":\d+/g, '"at":0'))
    expect(withoutTimes(state(made))).toEqual(withoutTimes(states.at(-1)))
    expect(auditProblems(made.case.file.database).problems).toEqual([])
  })

  /** Two persons, each with a number and its WhatsApp id, and a suggestion that joins them. */
  function two(): World & { suggestionId: number } {
    const link: IdentityLinkRecord = {
      type: 'identity-link',
      from: row(9, 'ZPAIR'),
      state: 'live',
      a: number(1),
      b: number(2),
      reason: 'pair',
      strength: 'strong',
    }
    const made = world(from(1, number(1)), from(2, number(2)), link)
    made.people.create('Vic Agent', [made.id(value(1))], 'card')
    made.people.create('Mr Viktor', [made.id(value(2))], 'card')
    made.people.rename(2, 'Mr Viktor', 'seen at the café')
    return { ...made, suggestionId: suggestions(made.case.file.database, 'open')[0]?.id ?? 0 }
  }

  it('keeps the role, name and note of the person who is merged away', () => {
    const made = two()
    made.people.setRole(2, 'recruiter', 'paid the ticket')
    const before = state(made)
    made.people.accept(made.suggestionId)
    expect(made.persons()).toHaveLength(1)
    expect(made.persons()[0]).toMatchObject({
      id: 1,
      name: 'Vic Agent',
      note: 'Was also kept as "Mr Viktor".\nseen at the café',
      role: { role: 'recruiter', reason: 'paid the ticket', by: 'analyst' },
    })
    made.people.undo()
    expect(state(made)).toEqual(before)
  })

  it('joins the reasons of one role, and lets another one win over unknown', () => {
    const made = two()
    made.people.setRole(1, 'recruiter', 'made the offer')
    made.people.setRole(2, 'recruiter', 'paid the ticket')
    made.people.accept(made.suggestionId)
    expect(made.persons()[0]?.role).toMatchObject({ role: 'recruiter', reason: 'made the offer; recruiter, by analyst: paid the ticket' })
    made.people.undo()
    made.people.setRole(1, 'unknown', 'not clear')
    made.people.accept(made.suggestionId)
    expect(made.persons()[0]?.role).toMatchObject({ role: 'recruiter', reason: 'paid the ticket; unknown, by analyst: not clear' })
  })

  it('refuses to put a victim and a suspect together, and changes nothing', () => {
    const made = two()
    made.people.setRole(1, 'victim', 'statement')
    made.people.setRole(2, 'suspect', 'statement')
    const before = state(made)
    expect(() => made.people.accept(made.suggestionId)).toThrow(
      '"Vic Agent" is assigned as victim and "Mr Viktor" as suspect: give both the same role first, then put them together.',
    )
    expect(state(made)).toEqual(before)
    expect(made.people.undo()).toMatch(/Mr Viktor set to suspect/)
  })

  it('moves one identity, and keeps a person with a role, or made by hand, who has none left', () => {
    const made = four()
    made.people.create('A', [made.id(value(1))], 'r')
    made.people.create('B', [made.id(value(2))], 'r')
    made.people.create('By hand', [], '')
    made.people.setRole(2, 'witness', 'came forward')
    made.people.attach(1, made.id(value(2)), 'same handset')
    expect(made.persons().map(({ name, identities }) => [name, identities.map((one) => one.value)])).toEqual([
      ['A', [value(1), value(2)]],
      ['B', []],
      ['By hand', []],
    ])
    expect(made.persons()[0]?.identities[1]?.link).toMatchObject({ reason: 'same handset', by: 'analyst' })
    made.people.detach(made.id(value(1)), 'r')
    made.people.detach(made.id(value(2)), 'r')
    expect(made.persons().map(({ name }) => name)).toEqual(['B', 'By hand'])
  })

  it('asks for reasons, and refuses what is not there', () => {
    const made = four()
    const personId = made.people.create('A', [made.id(value(1))], 'r')
    const refused = (action: () => unknown): void => expect(action).toThrow(expect.objectContaining({ name: 'CaseError' }))
    refused(() => made.people.setRole(personId, 'victim', '  '))
    refused(() => made.people.attach(personId, made.id(value(2)), ''))
    refused(() => made.people.detach(made.id(value(1)), ''))
    refused(() => made.people.create('', [], 'r'))
    refused(() => made.people.create('B', [99_999], 'r'))
    refused(() => made.people.attach(77, made.id(value(2)), 'r'))
    refused(() => made.people.setRole(77, 'victim', 'r'))
    refused(() => made.people.accept(12345))
    refused(() => made.people.reject(12345, ''))
    expect(made.persons().map(({ name }) => name)).toEqual(['A'])
  })

  it('does not let an accepted suggestion be rejected behind its merge', () => {
    const made = two()
    made.people.accept(made.suggestionId)
    expect(() => made.people.reject(made.suggestionId, 'no')).toThrow(/was accepted/)
    expect(made.persons()).toHaveLength(1)
  })
})

describe('the audit log', () => {
  it('names who did what to whom, in order', () => {
    const made = four()
    made.people.create('A', [made.id(value(1))], 'card')
    made.people.setRole(1, 'driver', 'drove')
    made.people.undo()
    const entries = auditEntries(made.case.file.database, 0, 100)
    expect(entries.map(({ number: position }) => position)).toEqual(entries.map((_, index) => index + 1))
    expect(entries.slice(-3).map(({ actor, action, detail }) => [actor, action, detail.replace(/ \[state .*/, '')])).toEqual([
      ['analyst', 'people changed', 'person made: A (card)'],
      ['analyst', 'people changed', 'role of A set to driver (drove)'],
      ['analyst', 'taken back', 'role of A set to driver (drove)'],
    ])
  })

  it('can be changed by no statement, and a change behind its back shows', () => {
    const made = four()
    const { database, path } = made.case.file
    for (const index of [1, 2, 3]) appendAudit(database, 'analyst', 'test', `entry ${index}`)
    expect(auditProblems(database).problems).toEqual([])
    for (const sql of [
      "UPDATE audit SET detail = 'x'",
      'DELETE FROM audit',
      "INSERT OR REPLACE INTO audit (number, at_ms, actor, action, detail, hash) VALUES (2, 0, 'x', 'x', 'x', 'x')",
    ]) {
      expect(() => database.exec(sql), sql).toThrow(/append-only/)
    }
    const other = new Database(path)
    const triggers = other.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string; sql: string }[]
    const behindItsBack = (sql: string): readonly string[] => {
      for (const { name } of triggers) other.exec(`DROP TRIGGER ${name}`)
      other.exec('SAVEPOINT before')
      other.exec(sql)
      const { problems } = auditProblems(other)
      other.exec('ROLLBACK TO before; RELEASE before')
      for (const trigger of triggers) other.exec(trigger.sql)
      return problems
    }
    expect(behindItsBack("UPDATE audit SET detail = 'entry two' WHERE detail = 'entry 2'")).toEqual([
      expect.stringMatching(/^Audit entry 3 /),
    ])
    expect(behindItsBack("DELETE FROM audit WHERE detail = 'entry 2'")[0]).toMatch(/^Audit entry 3 is missing/)
    expect(behindItsBack("UPDATE audit SET actor = 'somebody' WHERE number = 1")[0]).toMatch(/^Audit entry 1 /)
    expect(behindItsBack('UPDATE audit SET at_ms = at_ms + 1 WHERE number = 1')).toHaveLength(1)
    expect(behindItsBack('DELETE FROM audit')[0]).toMatch(/empty/)
    expect(auditProblems(other).problems).toEqual([])
    other.close()
  })

  it('tells fields apart that run together as text', () => {
    const made = four()
    const { database } = made.case.file
    appendAudit(database, 'ab', 'c', 'd')
    appendAudit(database, 'a', 'bc', 'd')
    const hashes = database.prepare('SELECT hash FROM audit').pluck().all()
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})
