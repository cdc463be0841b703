/** What a lens would show, but for legal scope and privilege. */
import type { Database } from 'better-sqlite3'
import type { HiddenCounts, Lens } from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { unrestrictedFilter } from './lensFilter.ts'
import { hiddenAmong } from './visibility.ts'

export function hiddenInLens(database: Database, directory: Directory, lens: Lens): HiddenCounts {
  const { where, values } = unrestrictedFilter(database, directory, lens)
  return hiddenAmong(database, where, values)
}
