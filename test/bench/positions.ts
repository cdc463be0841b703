/** Import of a generated routined Cache.sqlite beside SQLite copying the same positions into an indexed table. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateRoutinedCache } from '../../fixtures/generate/index.ts'
import { timeAdd } from './addCommand.ts'
import { copyWithSqlite } from './copyWithSqlite.ts'
import { type Figure, timed } from './report.ts'

const COPY_SQL = `
CREATE TABLE location (id INTEGER PRIMARY KEY, at REAL, latitude REAL, longitude REAL, accuracy REAL, speed REAL);
INSERT INTO location SELECT Z_PK, ZTIMESTAMP, ZLATITUDE, ZLONGITUDE, ZHORIZONTALACCURACY, ZSPEED FROM evidence.ZRTCLLOCATIONMO ORDER BY Z_PK;
CREATE INDEX by_time ON location (at, id);
CREATE INDEX by_place ON location (latitude, longitude);`

export async function benchPositions(count: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-bench-'))
  try {
    const store = join(folder, 'image/private/var/mobile/Library/Caches/com.apple.routined')
    mkdirSync(store, { recursive: true })
    const cache = join(store, 'Cache.sqlite')
    await generateRoutinedCache(cache, count)
    const copied = await timed(() => copyWithSqlite(cache, join(folder, 'copy.db'), COPY_SQL))
    const baseline: Figure = { what: 'SQLite copying the positions into an indexed table', milliseconds: copied.milliseconds, rows: count }
    const added = await timeAdd(join(folder, 'bench.corroborate'), join(folder, 'image'), join(folder, 'settings'))
    return [baseline, { what: 'corroborate add', rows: count, ...added, baseline }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
