/** Who made an export, of which case, with which program: the head of every manifest. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from 'better-sqlite3'
import { caseFact } from '../casefile/read/caseInfo.ts'
import type { ReportContext } from './context.ts'

export const PROGRAM = 'Corroborate'

/** Version of the program as its package.json states it; the file lies above this one, built or not. */
export function programVersion(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; version?: string }
      if (name === 'corroborate' && version !== undefined) return version
    } catch {
      // Not here: look one folder up.
    }
  }
  return 'unknown'
}

export interface CaseFacts {
  readonly program: { readonly name: string; readonly version: string }
  readonly createdAt: string
  readonly createdBy: string
  readonly case: { readonly name: string; readonly number: string; readonly examiner: string; readonly timezone: string }
  readonly sources: readonly { readonly id: number; readonly label: string; readonly sha256: string | null }[]
}

export function caseFacts({ file: { database }, actor }: Pick<ReportContext, 'file' | 'actor'>): CaseFacts {
  return {
    program: { name: PROGRAM, version: programVersion() },
    createdAt: new Date().toISOString(),
    createdBy: actor,
    case: {
      name: caseFact(database, 'name'),
      number: caseFact(database, 'number'),
      examiner: caseFact(database, 'examiner'),
      timezone: caseFact(database, 'timezone') || 'UTC',
    },
    sources: sourceFacts(database),
  }
}

const sourceFacts = (database: Database): CaseFacts['sources'] =>
  database.prepare('SELECT id, label, sha256 FROM source ORDER BY id').all() as { id: number; label: string; sha256: string | null }[]
