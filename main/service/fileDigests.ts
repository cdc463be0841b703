/** Hashes of one file of an extraction, read as a stream: movies can be larger than memory. */
import { createHash } from 'node:crypto'
import type { Extraction } from '../../parsers/sources/extraction.ts'
import { CaseError } from '../contract/index.ts'
import type { MediaDigests } from '../report/context.ts'

export async function fileDigests(extraction: Extraction, path: string): Promise<MediaDigests> {
  const entry = extraction.stat(path)
  if (entry === null || !entry.isPresent) throw new CaseError('not-found', `The extraction lists ${path}, but its bytes are not in it.`)
  const [md5, sha1, sha256] = [createHash('md5'), createHash('sha1'), createHash('sha256')]
  let sizeBytes = 0
  for await (const chunk of await extraction.open(path)) {
    const bytes = Buffer.from(chunk as Uint8Array)
    sizeBytes += bytes.length
    for (const hash of [md5, sha1, sha256]) hash.update(bytes)
  }
  return { md5: md5.digest('hex'), sha1: sha1.digest('hex'), sha256: sha256.digest('hex'), sizeBytes }
}
