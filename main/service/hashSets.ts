/** Hash sets of the open case: adding one, and comparing the files that records name with all of them. */
import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { hasHashSets, hashSets, uncomparedFiles } from '../casefile/read/hashHits.ts'
import { insertHashSet, keepDigest, refreshHashHits } from '../casefile/write/hashSets.ts'
import { CaseError, type HashSetAdded } from '../contract/index.ts'
import { hashFile } from '../report/manifest.ts'
import { entriesOf } from './hashSetFile.ts'
import type { OpenCase } from './openCase.ts'

export async function addHashSet(open: OpenCase, path: string, name: string): Promise<HashSetAdded> {
  const { database, actor } = open
  if (open.running !== null) throw new CaseError('busy', 'An import is running. Wait until it has ended, then add the hash set.')
  if (!existsSync(path) || !statSync(path).isFile()) throw new CaseError('unreadable', `There is no file ${path}. Check the path.`)
  const fileName = basename(path)
  const set = { name: name.trim() === '' ? fileName : name.trim(), fileName, fileSha256: await hashFile(path) }
  const { id } = await insertHashSet(database, actor, set, entriesOf(path))
  const compared = await compareWithSets(open)
  const added = hashSets(database).find((one) => one.id === id)
  if (added === undefined) throw new CaseError('bug', 'The hash set is not in the case after it was added.')
  return { set: added, ...compared }
}

/**
 * Reads the files that records name, where they were not read for this before, and finds the hits. Does nothing in a case without
 * sets. What cannot be read now is counted, and is not shown until it can.
 */
export async function compareWithSets(open: OpenCase): Promise<{ hits: number; notCompared: number }> {
  const { database, readers, actor } = open
  if (!hasHashSets(database)) return { hits: 0, notCompared: 0 }
  let notCompared = 0
  for (const { sourceId, path } of uncomparedFiles(database)) {
    try {
      keepDigest(database, { sourceId, path, ...(await readers.digests(sourceId, path)) })
    } catch (error) {
      if (!(error instanceof Error)) throw error
      notCompared++
    }
  }
  return { hits: refreshHashHits(database, actor), notCompared }
}
