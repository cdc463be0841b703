/**
 * Exports of exhibits that lie scattered over five devices, each as a whole command, beside the plain CSV of the same rows: the same command
 * with `--format csv`, and SQLite's own reading of the rows into a text file.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { generateSmsBackup } from '../../fixtures/generate/index.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../../main/contract/index.ts'
import { timeAdd, timeCommand } from './addCommand.ts'
import { type Figure, timed } from './report.ts'

const DEVICES = 5
/** Of so many messages of each device one is an exhibit. */
const MESSAGES_PER_EXHIBIT = 5
/** Positions and media are not in the generated phones; printing to PDF is a browser's time. */
const LEFT_OUT: readonly ExportFormat[] = ['geojson', 'kml', 'gpx', 'hashes', 'csv', 'pdf']

export async function benchExports(exhibits: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-bench-'))
  const settings = join(folder, 'settings')
  try {
    const casePath = join(folder, 'bench.corroborate')
    for (let device = 1; device <= DEVICES; device++) {
      const backup = join(folder, `backup-${device}`)
      await generateSmsBackup(backup, (exhibits / DEVICES) * MESSAGES_PER_EXHIBIT, device)
      await timeAdd(casePath, backup, settings)
    }
    chooseExhibits(casePath)
    const rows = await timed(() => writeRows(casePath, join(folder, 'rows.csv')))
    const floor: Figure = { what: 'SQLite reading the rows into a text file', milliseconds: rows.milliseconds, rows: exhibits }
    const run = (format: ExportFormat): ReturnType<typeof timeCommand> =>
      timeCommand(['export', casePath, join(folder, `export-${format}`), '--format', format, '--bookmarked'], settings)
    const csv: Figure = { what: 'corroborate export --format csv', rows: exhibits, ...(await run('csv')), baseline: floor }
    const figures = [floor, csv]
    for (const format of EXPORT_FORMATS.filter((each) => !LEFT_OUT.includes(each)))
      figures.push({ what: `corroborate export --format ${format}`, rows: exhibits, ...(await run(format)), baseline: csv })
    const verified = await timeCommand(['verify', join(folder, 'export-package')], settings)
    return [...figures, { what: 'corroborate verify of that package', ...verified }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Written past the log, which would be asked for its state at each of them. */
function chooseExhibits(casePath: string): void {
  const database = new Database(casePath)
  database.exec(
    `INSERT INTO bookmark (record_id, position, note, tags_json, actor, created_at_ms)
     SELECT id, row_number() OVER (ORDER BY id), 'why', '["act"]', 'bench', 0 FROM record WHERE kind = 'message' AND id % ${MESSAGES_PER_EXHIBIT} = 0`,
  )
  database.close()
}

async function writeRows(casePath: string, target: string): Promise<void> {
  const database = new Database(casePath, { readonly: true })
  const out = createWriteStream(target)
  const rows = database
    .prepare(
      `SELECT r.at_ms, r.service, r.direction, i.display, m.body, t.title, f.path, f.sha256, r.row_id FROM bookmark AS b JOIN record AS r ON r.id = b.record_id
       JOIN message AS m ON m.record_id = r.id JOIN run ON run.id = r.run_id LEFT JOIN evidence_file AS f ON f.source_id = r.source_id AND f.path = run.path
       LEFT JOIN identity AS i ON i.id = r.from_id LEFT JOIN thread AS t ON t.id = r.thread_id ORDER BY r.at_ms`,
    )
    .raw()
    .iterate() as IterableIterator<(string | number | null)[]>
  for (const row of rows) out.write(`${row.map((value) => `"${String(value ?? '').replaceAll('"', '""')}"`).join(',')}\r\n`)
  database.close()
  await new Promise<void>((resolve) => out.end(resolve))
}
