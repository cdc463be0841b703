/** Reads an extraction once more, into a case file that is thrown away, and compares the exhibits of the open case with it. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendAudit } from '../casefile/audit.ts'
import { closeCase, createCase, openCase } from '../casefile/caseFile.ts'
import { CaseError, type Credentials, type VerifyReport } from '../contract/index.ts'
import { superviseImport } from '../ingest/supervise.ts'
import { comparedKeys, compareFiles, compareRecords, sameSource } from '../report/against/compare.ts'
import { openCredentials } from './keyFiles.ts'
import type { OpenCase } from './openCase.ts'

export interface AgainstRequest extends Credentials {
  readonly path: string
  /** Every record of the source, not only exhibits. */
  readonly all: boolean
}

export async function verifyAgainst(open: OpenCase, request: AgainstRequest): Promise<VerifyReport> {
  const { database } = open.file
  if (open.running !== null) throw new CaseError('busy', 'An import is running. Wait until it has ended, then compare.')
  if (!existsSync(request.path)) throw new CaseError('unreadable', `There is nothing at ${request.path}. Check the path.`)
  if (!request.all && database.prepare('SELECT 1 FROM bookmark UNION ALL SELECT 1 FROM exhibit').get() === undefined)
    throw new CaseError(
      'usage',
      'Nothing is an exhibit yet, so there is nothing to compare. Bookmark records first, or compare all records (--all).',
    )
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-compare-'))
  try {
    const scratch = join(folder, 'fresh.corroborate')
    await readAfresh(open, request, scratch)
    const report = compareWith(open, request, scratch)
    appendAudit(
      database,
      open.actor,
      'compared with extraction',
      `${request.path}: ${report.checked} records, ${report.problems.length} differences`,
    )
    return report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same reading as an import: in its own process, watched, with the credentials in memory only. */
async function readAfresh(open: OpenCase, { path, password, keyFile }: AgainstRequest, scratch: string): Promise<void> {
  closeCase(createCase(scratch, { name: 'comparison', number: '', examiner: '', timezone: 'UTC' }, open.actor))
  const credentials = openCredentials({ ...(password === undefined ? {} : { password }), ...(keyFile === undefined ? {} : { keyFile }) })
  const job = {
    jobId: randomUUID(),
    casePath: scratch,
    inputPath: path,
    label: 'comparison',
    actor: open.actor,
    password: credentials?.password ?? null,
    keyFile: credentials?.keyFile?.toString('base64') ?? null,
    resumeSourceId: null,
    crashedRuns: [],
  }
  await superviseImport(job, () => {}, open.options.spawnIngest).done
}

function compareWith({ database, directory }: OpenCase, { all }: AgainstRequest, scratch: string): VerifyReport {
  const fresh = openCase(scratch, { mend: false })
  try {
    const source = sameSource(database, fresh.database)
    const keys = [...comparedKeys(database, directory, source.id, all)]
    if (keys.length === 0)
      throw new CaseError(
        'usage',
        `No exhibit is from this extraction (“${source.label}”). Give another one, or compare all records (--all).`,
      )
    const files = source.isUnchanged
      ? []
      : [
          `The extraction is not as it was imported as “${source.label}”: its SHA-256 is another.`,
          ...compareFiles(database, source.id, fresh.database, keys),
        ]
    const { checked, problems } = compareRecords(database, fresh.database, keys)
    const found = [...files, ...problems]
    return { what: 'extraction', ok: found.length === 0, checked, problems: found, signature: null }
  } finally {
    closeCase(fresh)
  }
}
