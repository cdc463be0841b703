/** Packages that left the case: what comes back from one can be told to belong here. */
import type { Database } from 'better-sqlite3'
import { auditChange } from './auditChange.ts'

export interface LeftPackage {
  /** Names the content; reviews refer to it. */
  readonly packageId: string
  readonly manifestSha256: string
  readonly audience: string
  readonly exhibits: number
}

/** `detail` is what the log says of the export. */
export function recordPackageExport(database: Database, actor: string, left: LeftPackage, detail: string): void {
  database
    .transaction(() => {
      database
        .prepare('INSERT INTO package_export (package_id, manifest_sha256, audience, exhibits, actor, at_ms) VALUES (?, ?, ?, ?, ?, ?)')
        .run(left.packageId, left.manifestSha256, left.audience, left.exhibits, actor, Date.now())
      auditChange(database, actor, 'exported', detail)
    })
    .immediate()
}
