/** Pictures that somebody looked at, with the parts that are painted over for others. By content: every copy of the file is marked. */
import type { Database } from 'better-sqlite3'
import type { PictureRegion } from '../../contract/index.ts'
import { auditChange } from './auditChange.ts'

export function markPicture(database: Database, actor: string, sha256: string, regions: readonly PictureRegion[]): void {
  database
    .transaction(() => {
      database
        .prepare(
          'INSERT INTO picture_mark (sha256, regions_json, actor, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET regions_json = excluded.regions_json, actor = excluded.actor, at_ms = excluded.at_ms',
        )
        .run(sha256, JSON.stringify(regions), actor, Date.now())
      auditChange(database, actor, 'picture marked', `${sha256}: ${regions.length === 0 ? 'nothing to hide' : `${regions.length} regions`}`)
    })
    .immediate()
}
