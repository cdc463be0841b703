/** Whether an extraction can be one of the case's at all: what it states about its device. */
import type { Database } from 'better-sqlite3'
import { CaseError } from '../../contract/index.ts'

/** Facts that belong to one device each, and how they are called. */
const MARKS = [
  ['serialNumber', 'serial number'],
  ['imei', 'IMEI'],
] as const

/**
 * Refuses an extraction of another device in one sentence: compared record by record, every one would differ, which would look like
 * tampering. Only where every mark that both state differs and most files do: a changed mark alone is a change, and is named as one.
 */
export function requireSameDevice(database: Database, source: { readonly id: number; readonly label: string }, fresh: Database): void {
  const known = statedBy(database, source.id)
  const given = statedBy(fresh, null)
  const shared = MARKS.flatMap(([mark, words]) => {
    const [there, here] = [known[mark], given[mark]]
    return typeof there === 'string' && typeof here === 'string' ? [{ words, there, here }] : []
  })
  if (shared.length === 0 || shared.some(({ there, here }) => there === here) || shareUnchanged(database, source.id, fresh) > 0.5) return
  const marks = shared.map(({ words, there, here }) => `its ${words} is ${here}, that of “${source.label}” is ${there}`)
  throw new CaseError(
    'unreadable',
    `This extraction is of another device: ${marks.join('; ')}. No source of this case is of it. Give the extraction that was imported.`,
  )
}

function statedBy(database: Database, id: number | null): Readonly<Record<string, unknown>> {
  const text = database
    .prepare(`SELECT device_json FROM source${id === null ? '' : ' WHERE id = ?'}`)
    .pluck()
    .get(...(id === null ? [] : [id])) as string
  return JSON.parse(text) as Readonly<Record<string, unknown>>
}

/** Of the files of the given extraction, those that lie in the source under the same path with the same content. */
function shareUnchanged(database: Database, sourceId: number, fresh: Database): number {
  const files = fresh.prepare('SELECT path, sha256 FROM evidence_file WHERE sha256 IS NOT NULL').all() as { path: string; sha256: string }[]
  const find = database.prepare('SELECT 1 FROM evidence_file WHERE source_id = ? AND path = ? AND sha256 = ?')
  const unchanged = files.filter(({ path, sha256 }) => find.get(sourceId, path, sha256) !== undefined)
  return files.length === 0 ? 0 : unchanged.length / files.length
}
