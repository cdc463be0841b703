/** Import of a generated Records.json beside the short way that needs all of it in memory: JSON.parse of the whole, then inserted. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { generateLocationRecords } from '../../fixtures/generate/index.ts'
import { timeAdd } from './addCommand.ts'
import { type Figure, timed } from './report.ts'

interface Point {
  readonly latitudeE7: number
  readonly longitudeE7: number
  readonly accuracy: number
  readonly source: string
  readonly timestamp: string
}

export async function benchLocationRecords(count: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-bench-'))
  try {
    const takeout = join(folder, 'Takeout/Location History (Timeline)')
    mkdirSync(takeout, { recursive: true })
    const path = join(takeout, 'Records.json')
    await generateLocationRecords(path, count)
    const bytes = statSync(path).size
    const added = await timeAdd(join(folder, 'bench.corroborate'), join(folder, 'Takeout'), join(folder, 'settings'))
    const parsed = await timed(() => parseAndInsert(path, join(folder, 'copy.db')))
    const baseline: Figure = {
      what: 'JSON.parse of the whole, inserted into an indexed table',
      milliseconds: parsed.milliseconds,
      rows: count,
      bytes,
    }
    return [baseline, { what: 'corroborate add (streamed)', rows: count, bytes, ...added, baseline }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function parseAndInsert(path: string, target: string): Promise<void> {
  const { locations } = JSON.parse(await readFile(path, 'utf8')) as { locations: Point[] }
  const database = new Database(target)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.exec('CREATE TABLE location (id INTEGER PRIMARY KEY, at INTEGER, latitude REAL, longitude REAL, accuracy REAL, source TEXT)')
  const add = database.prepare('INSERT INTO location (at, latitude, longitude, accuracy, source) VALUES (?, ?, ?, ?, ?)')
  database.transaction(() => {
    for (const { timestamp, latitudeE7, longitudeE7, accuracy, source } of locations)
      add.run(Date.parse(timestamp), latitudeE7 / 1e7, longitudeE7 / 1e7, accuracy, source)
  })()
  database.exec('CREATE INDEX by_time ON location (at, id); CREATE INDEX by_place ON location (latitude, longitude)')
  database.close()
}
