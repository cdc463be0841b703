/**
 * Suggests which identities are one person, with the reason in words and the records it rests on. Suggests only: a
 * person confirms or rejects (design, rule 7). What was accepted or rejected before stays so.
 */
import type { Database } from 'better-sqlite3'
import { normaliseIdentifier } from '../../parsers/formats/values/identifier.ts'
import { phoneOfWhatsappJid } from '../../parsers/formats/values/whatsappJid.ts'

interface Finding {
  readonly a: number
  readonly b: number
  readonly strength: 'strong' | 'weak'
  readonly reason: string
  readonly evidence: readonly number[]
}

/** Record keys kept per suggestion: enough to look at, few enough to store. */
const EVIDENCE_KEPT = 20
/** A name shared by more identities than this is no reason ("Mum", "Taxi"). */
const MAX_SAME_NAME = 4

/** Recomputes all suggestions of the case; returns how many are new. */
export function refreshSuggestions(database: Database): number {
  const findings = [
    ...sameNumber(database),
    ...linkRows(database),
    ...sameCard(database),
    ...ownLines(database),
    ...deviceNumbers(database),
    ...sameName(database),
  ]
  const merged = new Map<string, { a: number; b: number; strength: 'strong' | 'weak'; reasons: Set<string>; evidence: Set<number> }>()
  for (const { a, b, strength, reason, evidence } of findings) {
    if (a === b) continue
    const [low, high] = a < b ? [a, b] : [b, a]
    const key = `${low}-${high}`
    const known = merged.get(key) ?? { a: low, b: high, strength: 'weak', reasons: new Set<string>(), evidence: new Set<number>() }
    if (strength === 'strong') known.strength = 'strong'
    known.reasons.add(reason)
    for (const record of evidence) if (known.evidence.size < EVIDENCE_KEPT) known.evidence.add(record)
    merged.set(key, known)
  }
  return store(database, [...merged.values()])
}

function store(
  database: Database,
  found: readonly { a: number; b: number; strength: string; reasons: ReadonlySet<string>; evidence: ReadonlySet<number> }[],
): number {
  const insert = database.prepare(
    `INSERT INTO suggestion (a_identity_id, b_identity_id, strength, reasons_json, evidence_json) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (a_identity_id, b_identity_id) DO UPDATE SET strength = excluded.strength, reasons_json = excluded.reasons_json, evidence_json = excluded.evidence_json`,
  )
  return database
    .transaction(() => {
      // What is still open and rests on nothing any more (a discarded source) goes; decisions stay.
      const kept = new Set(found.map(({ a, b }) => `${a}-${b}`))
      const open = database.prepare("SELECT id, a_identity_id AS a, b_identity_id AS b FROM suggestion WHERE status = 'open'").all() as {
        id: number
        a: number
        b: number
      }[]
      for (const { id, a, b } of open) if (!kept.has(`${a}-${b}`)) database.prepare('DELETE FROM suggestion WHERE id = ?').run(id)
      const before = database.prepare('SELECT count(*) FROM suggestion').pluck().get() as number
      for (const { a, b, strength, reasons, evidence } of found)
        insert.run(a, b, strength, JSON.stringify([...reasons]), JSON.stringify([...evidence]))
      return (database.prepare('SELECT count(*) FROM suggestion').pluck().get() as number) - before
    })
    .immediate()
}

/** A WhatsApp person id is the telephone number without its plus. */
function sameNumber(database: Database): Finding[] {
  const findings: Finding[] = []
  const phone = database.prepare("SELECT id FROM identity WHERE scheme = 'phone' AND value = ?").pluck()
  for (const { id, value } of database.prepare("SELECT id, value FROM identity WHERE scheme = 'whatsapp'").all() as {
    id: number
    value: string
  }[]) {
    const number = phoneOfWhatsappJid(value)
    const other = number === null ? undefined : (phone.get(number) as number | undefined)
    if (other !== undefined)
      findings.push({
        a: id,
        b: other,
        strength: 'strong',
        reason: `The WhatsApp id contains the telephone number ${number}`,
        evidence: [],
      })
  }
  return findings
}

/** Rows that themselves say that two identifiers belong together. */
function linkRows(database: Database): Finding[] {
  const rows = database
    .prepare('SELECT record_id, a_identity_id AS a, b_identity_id AS b, reason, strength FROM identity_link ORDER BY record_id')
    .all() as {
    record_id: number
    a: number
    b: number
    reason: string
    strength: 'strong' | 'weak'
  }[]
  return rows.map(({ record_id, a, b, reason, strength }) => ({ a, b, strength, reason, evidence: [record_id] }))
}

/** Identifiers on one contact card: the first one with each other one. */
function sameCard(database: Database): Finding[] {
  const rows = database
    .prepare(
      `SELECT c.record_id, c.identity_id, coalesce(k.name, k.organisation, 'without name') AS name, s.label FROM contact_identifier AS c
       JOIN contact AS k ON k.record_id = c.record_id JOIN record AS r ON r.id = c.record_id JOIN source AS s ON s.id = r.source_id
       WHERE c.identity_id IS NOT NULL ORDER BY c.record_id, c.position`,
    )
    .all() as { record_id: number; identity_id: number; name: string; label: string }[]
  const findings: Finding[] = []
  let first: (typeof rows)[number] | null = null
  for (const row of rows) {
    if (first === null || first.record_id !== row.record_id) first = row
    else
      findings.push({
        a: first.identity_id,
        b: row.identity_id,
        strength: 'strong',
        reason: `Both stand on the contact card "${row.name}" (${row.label})`,
        evidence: [row.record_id],
      })
  }
  return findings
}

/** Lines and accounts that the phone's own records name as its own. */
function ownLines(database: Database): Finding[] {
  const rows = database
    .prepare(
      `SELECT s.owner_identity_id AS owner, o.own, s.label, count(*) AS records, min(r.id) AS sample FROM (
         SELECT record_id, own_identity_id AS own FROM message WHERE own_identity_id IS NOT NULL
         UNION ALL SELECT record_id, own_identity_id FROM call WHERE own_identity_id IS NOT NULL
         UNION ALL SELECT record_id, identity_id FROM account WHERE is_owner = 1
       ) AS o JOIN record AS r ON r.id = o.record_id JOIN source AS s ON s.id = r.source_id
       WHERE s.owner_identity_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all() as { owner: number; own: number; label: string; records: number; sample: number }[]
  return rows.map(({ owner, own, label, records, sample }) => ({
    a: owner,
    b: own,
    strength: 'strong',
    reason: `${records.toLocaleString('en')} records of ${label} name it as the phone's own line or account`,
    evidence: [sample],
  }))
}

/** The number that the extraction states for the device. */
function deviceNumbers(database: Database): Finding[] {
  const rows = database
    .prepare('SELECT owner_identity_id AS owner, label, country, device_json FROM source WHERE owner_identity_id IS NOT NULL')
    .all() as {
    owner: number
    label: string
    country: string | null
    device_json: string
  }[]
  const findings: Finding[] = []
  for (const { owner, label, country, device_json } of rows) {
    const { phoneNumber } = JSON.parse(device_json) as { phoneNumber: string | null }
    if (phoneNumber === null || phoneNumber === '') continue
    const { scheme, value } = normaliseIdentifier({ scheme: 'address', raw: phoneNumber, country: null }, country)
    const own = database.prepare('SELECT id FROM identity WHERE scheme = ? AND value = ?').pluck().get(scheme, value) as number | undefined
    if (own !== undefined)
      findings.push({
        a: owner,
        b: own,
        strength: 'strong',
        reason: `The extraction of ${label} states this as the device's number`,
        evidence: [],
      })
  }
  return findings
}

/**
 * Same full name on different identifiers: weak, and only for names of two words or more. Identifiers of one card share its
 * name as a matter of course: that is no second reason.
 */
function sameName(database: Database): Finding[] {
  const rows = database
    .prepare(
      `SELECT fold_case(trim(name)) AS folded, min(trim(name)) AS name, identity_id FROM identity_name
       WHERE basis IN ('contact card', 'app') AND instr(trim(name), ' ') > 0 GROUP BY 1, 3 ORDER BY 1, 3`,
    )
    .all() as { folded: string; name: string; identity_id: number }[]
  const share = database
    .prepare(
      'SELECT 1 FROM contact_identifier AS a JOIN contact_identifier AS b ON b.record_id = a.record_id WHERE a.identity_id = ? AND b.identity_id = ?',
    )
    .pluck()
  const findings: Finding[] = []
  for (const group of Map.groupBy(rows, ({ folded }) => folded).values()) {
    const [first, ...others] = group
    if (first === undefined || group.length > MAX_SAME_NAME) continue
    for (const { identity_id, name } of others) {
      if (share.get(first.identity_id, identity_id) !== undefined) continue
      const called = name === first.name ? `"${name}"` : `"${first.name}" or "${name}"`
      findings.push({
        a: first.identity_id,
        b: identity_id,
        strength: 'weak',
        reason: `Both are called ${called}; a shared name alone says little`,
        evidence: [],
      })
    }
  }
  return findings
}
