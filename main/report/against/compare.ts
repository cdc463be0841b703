/**
 * Compares exhibits with a fresh reading of their extraction, field by field. The fresh reading is a case file of its own, made by the
 * same parsers: whatever was changed since, in the extraction or in the case file, shows.
 */
import type { Database } from 'better-sqlite3'
import { citationOf } from '../../casefile/read/citation.ts'
import type { Directory } from '../../casefile/read/directory.ts'
import { lensFilter } from '../../casefile/read/lensFilter.ts'
import { CaseError, EMPTY_LENS, RECORD_KIND_NAMES } from '../../contract/index.ts'
import { requireSameDevice } from './device.ts'
import { FILE_FACT, type Facts, factsOf, placeOf, placesIn } from './facts.ts'

export interface Comparison {
  readonly checked: number
  readonly problems: readonly string[]
}

/** A text in a sentence: long ones are cut, because the two differ somewhere and the record itself can be opened. */
const MAX_SHOWN = 80

/** The source of the case that the fresh reading is of: the same, else the one with most files in common, else with most names of files. */
export function sameSource(
  database: Database,
  fresh: Database,
): { readonly id: number; readonly label: string; readonly isUnchanged: boolean } {
  const sha256 = fresh.prepare('SELECT sha256 FROM source').pluck().get() as string
  const same = database.prepare("SELECT id FROM source WHERE sha256 = ? AND status = 'complete'").pluck().get(sha256) as number | undefined
  const id = same ?? mostInCommon(database, fresh, true) ?? mostInCommon(database, fresh, false)
  if (id === null)
    throw new CaseError(
      'unreadable',
      'This extraction is none of the case’s: no file of it is known to the case. Give the extraction that was imported.',
    )
  const label = database.prepare('SELECT label FROM source WHERE id = ?').pluck().get(id) as string
  if (same === undefined) requireSameDevice(database, { id, label }, fresh)
  return { id, label, isUnchanged: same !== undefined }
}

function mostInCommon(database: Database, fresh: Database, withContent: boolean): number | null {
  const files = fresh.prepare('SELECT path, sha256 FROM evidence_file').all() as { path: string; sha256: string | null }[]
  const find = database.prepare(`SELECT source_id FROM evidence_file WHERE path = ?${withContent ? ' AND sha256 = ?' : ''}`).pluck()
  const common = new Map<number, number>()
  for (const { path, sha256 } of files)
    for (const id of find.all(...(withContent ? [path, sha256] : [path])) as number[]) common.set(id, (common.get(id) ?? 0) + 1)
  const [best] = [...common].toSorted(([a, left], [b, right]) => right - left || a - b)
  return best?.[0] ?? null
}

/** `all`: every record of the source, not only exhibits. */
export function* comparedKeys(database: Database, directory: Directory, sourceId: number, all: boolean): Generator<number> {
  const { where, values } = lensFilter(database, directory, {
    ...EMPTY_LENS,
    sources: [sourceId],
    kinds: [...RECORD_KIND_NAMES],
    bookmarkedOnly: !all,
  })
  for (const key of database
    .prepare(`SELECT r.id FROM record AS r WHERE ${where} ORDER BY r.id`)
    .pluck()
    .all(...values) as number[])
    yield key
}

export function compareFiles(database: Database, sourceId: number, fresh: Database, keys: Iterable<number>): string[] {
  const problems: string[] = []
  const paths = new Set<string>()
  for (const key of keys) {
    const { path, row } = placeOf(database, key)
    paths.add(path ?? String(row))
  }
  const then = database.prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck()
  const now = fresh.prepare('SELECT sha256, is_present AS isPresent FROM evidence_file WHERE path = ?')
  for (const path of [...paths].sort()) {
    const file = now.get(path) as { sha256: string | null; isPresent: number } | undefined
    const known = then.get(sourceId, path) as string | null | undefined
    if (file === undefined || file.isPresent === 0) problems.push(`${path} is not in the extraction any more.`)
    else if (known !== null && known !== undefined && file.sha256 !== known)
      problems.push(`${path} was changed: its SHA-256 is ${file.sha256}, at the import it was ${known}.`)
  }
  return problems
}

/** One sentence per field that differs, and per row that is not there. */
export function compareRecords(database: Database, fresh: Database, keys: Iterable<number>): Comparison {
  const find = placesIn(fresh, 1)
  const problems: string[] = []
  let checked = 0
  for (const key of keys) {
    checked++
    const place = placeOf(database, key)
    const other = find(place)
    const id = citationOf(database, key)
    if (other === null) {
      problems.push(`${id}: the extraction gives no such record now (row ${place.row} of ${place.table} in ${place.path ?? place.row}).`)
      continue
    }
    const versions = [place.parserVersion, placeOf(fresh, other).parserVersion]
    const note = versions[0] === versions[1] ? '' : ` (read by ${place.parserId}@${versions[0]} then, by @${versions[1]} now)`
    for (const difference of differences(factsOf(database, key), factsOf(fresh, other))) problems.push(`${id}: ${difference}${note}.`)
  }
  return { checked, problems }
}

function differences(inCase: Facts, inExtraction: Facts): string[] {
  const names = [...new Set([...inCase.keys(), ...inExtraction.keys()])]
  return names.flatMap((name) => {
    const [there, here] = [inCase.get(name) ?? null, inExtraction.get(name) ?? null]
    return there === here
      ? []
      : [
          `${name.startsWith(FILE_FACT) ? name : name.replaceAll('_', ' ')} is ${shown(there)} in the case, ${shown(here)} in the extraction`,
        ]
  })
}

const shown = (value: string | null): string =>
  value === null ? 'nothing' : `“${value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN).toWellFormed()}…` : value}”`
