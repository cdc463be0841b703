/** Columns that hold a property list, plain or archived. */
import type { SqlValue } from '../../model/index.ts'
import { archivedOrPlain } from './archivedPlist.ts'
import { bytesOf } from '../values/storedValues.ts'

/** The root of an archive; null for anything that is none. */
export function archiveIn(stored: SqlValue | undefined): unknown {
  const bytes = bytesOf(stored)
  try {
    return bytes === null ? null : archivedOrPlain(bytes)
  } catch {
    return null
  }
}
