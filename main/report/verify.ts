/** Checks a case file. */
import { closeCase, openCase } from '../casefile/caseFile.ts'
import { auditProblems } from '../casefile/audit.ts'
import type { VerifyReport } from '../contract/index.ts'

export async function verifyPath(path: string): Promise<VerifyReport> {
  const file = openCase(path, { mend: false })
  try {
    const audit = auditProblems(file.database)
    return { what: 'case', ok: audit.problems.length === 0, checked: audit.checked, problems: audit.problems }
  } finally {
    closeCase(file)
  }
}
