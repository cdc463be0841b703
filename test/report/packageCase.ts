/** What the tests of the package share: some bookmarks of every kind, the export, its pages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportSummary, Lens } from '../../main/contract/index.ts'
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
