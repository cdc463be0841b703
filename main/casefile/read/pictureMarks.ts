/** Regions of a picture that are painted over for others; null while nobody has looked at it. */
import type { Database } from 'better-sqlite3'
import type { PictureRegion } from '../../contract/index.ts'

export function pictureRegions(database: Database, sha256: string): readonly PictureRegion[] | null {
  const json = database.prepare('SELECT regions_json FROM picture_mark WHERE sha256 = ?').pluck().get(sha256) as string | undefined
  return json === undefined ? null : (JSON.parse(json) as PictureRegion[])
}
