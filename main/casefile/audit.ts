/** The audit log: append-only, each entry's hash covers the one before. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'

interface AuditRow {
  number: number
  at_ms: number
  actor: string
  action: string
  detail: string
  hash: string
}

/** SHA-256 over the previous hash and the entry's fields, each with its length so that fields cannot run together. */
function auditHash(previous: string, row: Omit<AuditRow, 'hash'>): string {
  const hash = createHash('sha256')
  for (const field of [previous, String(row.number), String(row.at_ms), row.actor, row.action, row.detail]) {
    hash.update(`${Buffer.byteLength(field)}:${field};`)
  }
  return hash.digest('hex')
}

export function appendAudit(database: Database, actor: string, action: string, detail: string): void {
  database
    .transaction(() => {
      const last = database.prepare('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1').get() as
        | Pick<AuditRow, 'number' | 'hash'>
        | undefined
      const row = { number: (last?.number ?? 0) + 1, at_ms: Date.now(), actor, action, detail }
      const hash = auditHash(last?.hash ?? '', row)
      database
        .prepare('INSERT INTO audit (number, at_ms, actor, action, detail, hash) VALUES (?, ?, ?, ?, ?, ?)')
        .run(row.number, row.at_ms, actor, action, detail, hash)
    })
    .immediate()
}

/** One sentence per broken link of the chain; empty when it holds. */
export function auditProblems(database: Database): { readonly checked: number; readonly problems: readonly string[] } {
  const problems: string[] = []
  let previous = ''
  let expected = 1
  for (const row of database
    .prepare('SELECT number, at_ms, actor, action, detail, hash FROM audit ORDER BY number')
    .iterate() as Iterable<AuditRow>) {
    if (row.number !== expected) problems.push(`Audit entry ${expected} is missing.`)
    if (auditHash(previous, row) !== row.hash)
      problems.push(`Audit entry ${row.number} ("${row.action}") was changed, or an entry before it was.`)
    previous = row.hash
    expected = row.number + 1
  }
  if (expected === 1) problems.push('The audit log is empty: its first entry, the creation of the case, is missing.')
  return { checked: expected - 1, problems }
}
