/** What the tests of the package share: some bookmarks of every kind, the export, its pages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EMPTY_LENS, type ExhibitTarget, type ExportSummary, type Lens } from '../../main/contract/index.ts'
import type { ScratchCase } from '../support/demoCase.ts'

export const exportPackage = (scratch: ScratchCase, name: string, lens: Lens | null = null): Promise<ExportSummary> =>
  scratch.call('export.run', { format: 'package', target: join(scratch.folder, name), lens, bookmarkedOnly: true })

export const read = (scratch: ScratchCase, file: string): string => readFileSync(join(scratch.folder, 'package', file), 'utf8')

/** Without the page that checks the package, which has tests of its own. */
export const pagesOf = (scratch: ScratchCase): string[] =>
  readdirSync(join(scratch.folder, 'package')).filter((name) => name.endsWith('.html') && name !== 'verify.html')

/** Two messages of one conversation far apart, an attachment, an earlier text, calls, positions, pictures, a contact. */
export async function bookmarkSome(scratch: ScratchCase): Promise<void> {
  const keys = scratch.database
    .prepare(
      `SELECT id FROM (SELECT id FROM record WHERE kind = 'message' AND thread_id = (SELECT thread_id FROM record WHERE thread_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) ORDER BY at_ms LIMIT 1 OFFSET 20)
       UNION SELECT id FROM (SELECT id FROM record WHERE kind = 'message' AND thread_id = (SELECT thread_id FROM record WHERE thread_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) ORDER BY at_ms LIMIT 1 OFFSET 90)
       UNION SELECT min(a.record_id) FROM attachment AS a JOIN evidence_file AS f ON f.path = a.path WHERE f.is_present = 1
       UNION SELECT min(id) FROM record WHERE state = 'edited-previous' UNION SELECT min(id) FROM record WHERE kind = 'call'
       UNION SELECT min(id) FROM record WHERE kind = 'media' UNION SELECT min(id) FROM record WHERE kind = 'contact'
       UNION SELECT id FROM (SELECT id FROM record WHERE kind = 'location' ORDER BY random() LIMIT 0) UNION SELECT min(id) FROM record WHERE position_class = 'device-fix' UNION SELECT min(id) FROM record WHERE position_class = 'visit'`,
    )
    .pluck()
    .all() as number[]
  for (const key of keys) await scratch.call('bookmark.set', { key, note: `Note on ${key}`, tags: ['act'] })
}

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** One exhibit of each kind that is no single record. */
export async function addOtherKinds(scratch: ScratchCase): Promise<void> {
  const threadId = scratch.number('SELECT thread_id FROM record WHERE thread_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1')
  const keys = scratch.database
    .prepare("SELECT id FROM record WHERE thread_id = ? AND state <> 'edited-previous' ORDER BY at_ms, id LIMIT 12")
    .pluck()
    .all(threadId)
  const [first = 0, last = 0] = [keys.at(3), keys.at(-1)] as number[]
  const [latitude = 0, longitude = 0, key = 0, atMs = 0] = scratch.database
    .prepare("SELECT latitude, longitude, id, at_ms FROM record WHERE position_class = 'device-fix' ORDER BY at_ms LIMIT 1")
    .raw()
    .get() as number[]
  const spot = { latitude, longitude, radiusMetres: 250 }
  const targets: readonly ExhibitTarget[] = [
    { kind: 'slice', threadId, fromKey: first, toKey: last },
    { kind: 'place', ...spot },
    { kind: 'stay', entity: 'i1', ...spot, fromMs: atMs, toMs: atMs + 3_600_000, keys: [key] },
    { kind: 'edge', pair: ['i1', 'i9'], lens: EMPTY_LENS },
    { kind: 'map-view', lens: EMPTY_LENS, view: '{}' },
    { kind: 'graph-view', lens: EMPTY_LENS, view: '{}' },
  ]
  const words = {
    elements: ['act', 'purpose'],
    statements: [{ text: 'Statement 2, paragraph 4', relation: 'corroborates' }],
    stance: 'supports',
  } as const
  for (const target of targets)
    await scratch.call('evidence.add', {
      target,
      label: target.kind,
      words,
      picture: target.kind.endsWith('view') ? { mime: 'image/png', base64: DOT } : null,
    })
}
