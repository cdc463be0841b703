/** Logs a change that a person made, with the state that it left, so that a later change behind the log's back shows. */
import type { Database } from 'better-sqlite3'
import { appendAudit } from '../audit.ts'
import { handMadeState } from '../read/digest.ts'

/** To be called in the transaction of the change, after it. */
export function auditChange(database: Database, actor: string, action: string, detail: string): void {
  appendAudit(database, actor, action, `${detail} [state ${handMadeState(database)}]`)
}
