/** The exhibits and the coverage as files for programs. */
import { openSync, writeFileSync } from 'node:fs'
import { csvCell } from '../neutralise.ts'
import { TextSink } from '../target.ts'
import { itemOf, type Package } from './model.ts'

/**
 * The exhibits in their order: each quoted record in the public shape, and one line for each exhibit of another kind. Returns the
 * SHA-256 of the file: it names the content of the package, since reviewers' marks refer to its items and the manifest lists it.
 */
export function writeRecords({ material, exhibits, exhibitOf }: Package, path: string): string {
  const lines = new Map<number, Readonly<Record<string, unknown>>>()
  for (const { key, kind, record, fileSha256 } of material.records(new Set(exhibitOf.keys())))
    lines.set(key, { type: kind, ...record, fileSha256 })
  const sink = new TextSink(openSync(path, 'wx'))
  for (const exhibit of exhibits) {
    const { number, id, target, label, note, tags, elements, stance, statements, records } = exhibit
    const words = { note, tags, elements, stance, statements }
    if (target.kind !== 'record')
      sink.write(`${JSON.stringify({ exhibit: number, item: id, type: target.kind, label, records, ...words })}\n`)
    for (const key of exhibit.keys) {
      const line = exhibitOf.get(key) === exhibit ? lines.get(key) : undefined
      if (line === undefined) continue
      sink.write(`${JSON.stringify({ exhibit: number, item: itemOf(key), ...line, ...(target.kind === 'record' ? words : {}) })}\n`)
    }
  }
  return sink.end()
}

const COVERAGE_HEAD = [
  'source',
  'source label',
  'store',
  'file',
  'sha256',
  'reader',
  'result',
  'rows read',
  'records',
  'further records of the same rows',
  'skipped',
  'reasons',
  'notes',
]

export function writeCoverage({ material: { coverage, info } }: Package, path: string): void {
  const labels = new Map(info.sources.map(({ id, label }) => [id, label]))
  const lines = coverage.map(
    ({ source, store, file, sha256, parser, status, rowsRead, records, derived, skipped, skippedReasons, notes }) => [
      source,
      labels.get(source),
      store,
      file,
      sha256,
      parser,
      status,
      rowsRead,
      records,
      derived,
      skipped,
      Object.entries(skippedReasons)
        .map(([reason, number]) => `${reason}: ${number}`)
        .join('; '),
      notes.join(' '),
    ],
  )
  writeFileSync(path, `\ufeff${[COVERAGE_HEAD, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`)
}
