/** Checks what a new exhibit points to, and says which records it rests on and what it is, for the log. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { CaseError, type ExhibitPicture, type ExhibitTarget } from '../../contract/index.ts'
import { citationOf } from '../read/citation.ts'
import { asKept } from '../read/exhibitEntities.ts'
import { threadTime } from '../read/exhibited.ts'

export interface CheckedTarget {
  readonly target: Exclude<ExhibitTarget, { kind: 'record' }>
  /** Records that it rests on: it goes when one of them goes. */
  readonly records: readonly number[]
  readonly description: string
}

/** Throws in one sentence for what is not in the case or not on the earth. */
export function checkTarget(database: Database, target: CheckedTarget['target']): CheckedTarget {
  switch (target.kind) {
    case 'slice':
      return checkSlice(database, target)
    case 'place':
      checkPoint(target)
      return { target, records: [], description: `place ${target.latitude}, ${target.longitude}, ${target.radiusMetres} m` }
    case 'stay': {
      checkPoint(target)
      if (target.fromMs > target.toMs) throw new CaseError('usage', 'A stay cannot end before it begins.')
      for (const key of target.keys) requireRecord(database, key)
      const period = `${new Date(target.fromMs).toISOString()} to ${new Date(target.toMs).toISOString()}`
      return {
        target: asKept(database, target),
        records: target.keys,
        description: `stay ${target.latitude}, ${target.longitude}, ${period}`,
      }
    }
    case 'edge':
      return { target: asKept(database, target), records: [], description: `contact between ${target.pair.join(' and ')}` }
    case 'map-view':
      return { target: asKept(database, target), records: [], description: 'view of the map' }
    case 'graph-view':
      return { target: asKept(database, target), records: [], description: 'view of the graph' }
  }
}

export function requireRecord(database: Database, key: number): void {
  if (database.prepare('SELECT 1 FROM record WHERE id = ?').get(key) === undefined)
    throw new CaseError('not-found', `There is no record ${key} in this case.`)
}

/** Both ends belong to the conversation; the earlier one comes first. */
function checkSlice(database: Database, target: Extract<ExhibitTarget, { kind: 'slice' }>): CheckedTarget {
  const place = database.prepare(`SELECT r.thread_id AS threadId, ${threadTime('r')} AS at FROM record AS r WHERE r.id = ?`)
  const end = (key: number): { key: number; at: number } => {
    const found = place.get(key) as { threadId: number | null; at: number } | undefined
    if (found === undefined || found.threadId !== target.threadId)
      throw new CaseError('not-found', `Record ${key} does not stand in conversation ${target.threadId}.`)
    return { key, at: found.at }
  }
  const [a, b] = [end(target.fromKey), end(target.toKey)]
  const isTurned = b.at < a.at || (b.at === a.at && b.key < a.key)
  const [first, last] = isTurned ? [b, a] : [a, b]
  return {
    target: { ...target, fromKey: first.key, toKey: last.key },
    records: [...new Set([first.key, last.key])],
    description: `conversation from ${citationOf(database, first.key)} to ${citationOf(database, last.key)}`,
  }
}

function checkPoint({ latitude, longitude, radiusMetres }: { latitude: number; longitude: number; radiusMetres: number }): void {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    throw new CaseError('usage', 'Latitude lies between -90 and 90 degrees, longitude between -180 and 180.')
  if (!(radiusMetres > 0 && radiusMetres <= 1_000_000))
    throw new CaseError('usage', 'The radius of a place lies between 0 and 1,000,000 m.')
}

const SIGNATURES: Readonly<Record<ExhibitPicture['mime'], string>> = {
  'image/png': '89504e47',
  'image/webp': '52494646',
  'image/jpeg': 'ffd8ff',
}

/** Keeps the picture under its hash, which is returned. */
export function keepPicture(database: Database, { mime, base64 }: ExhibitPicture): string {
  const bytes = Buffer.from(base64, 'base64')
  if (!bytes.toString('hex', 0, 4).startsWith(SIGNATURES[mime])) throw new CaseError('usage', `The picture of the view is not ${mime}.`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  database.prepare('INSERT OR IGNORE INTO exhibit_picture (sha256, mime, bytes) VALUES (?, ?, ?)').run(sha256, mime, bytes)
  return sha256
}
