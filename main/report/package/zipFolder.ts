/** A finished folder as one zip file: the same folder gives the same bytes. */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { filesBelow } from '../manifest.ts'

/** A zip stores local times without zone: one fixed moment, so that the bytes say nothing of machine and hour. */
const FIXED_TIME = new Date(1980, 0, 1)
/** What is compressed already gains nothing and costs time. */
const COMPRESSED = /\.(jpe?g|png|gif|webp|heic|mp4|mov|m4a|mp3|zip)$/i

/** Writes every file of the folder into a new zip, below one folder named `root` (none for ''), so that unpacking scatters nothing. */
export async function zipFolder(folder: string, target: string, root: string): Promise<void> {
  const zip = new ZipFile()
  for (const path of filesBelow(folder)) {
    zip.addFile(join(folder, path), root === '' ? path : `${root}/${path}`, {
      mtime: FIXED_TIME,
      mode: 0o100644,
      forceDosTimestamp: true,
      compress: !COMPRESSED.test(path),
    })
  }
  zip.end()
  // A file that cannot be read is told by the zip, not by its stream.
  const failed = new Promise<never>((_, reject) => zip.once('error', reject))
  await Promise.race([pipeline(zip.outputStream, createWriteStream(target, { flags: 'wx' })), failed])
}
