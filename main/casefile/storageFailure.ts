/** What SQLite says of a case file, as a failure in words. */
import { CaseError } from '../contract/index.ts'

/** Null for an error that does not come from the storage: then it is a mistake of the program. */
export function storageFailure(error: unknown): CaseError | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const { code, message } = error
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new CaseError(
      'unreadable',
      `The case file is damaged (${message}): restore it from a copy, or add the extractions to a new case.`,
    )
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new CaseError('busy', 'Another program is writing to the case file: try again in a moment.')
  if (code === 'SQLITE_FULL')
    return new CaseError(
      'unreadable',
      'The drive with the case file is full: free some space and try again. What was stored before is safe.',
    )
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|PERM)/.test(code)) {
    return new CaseError('unreadable', `The case file cannot be read or written (${message}): check the drive and your rights.`)
  }
  return null
}
