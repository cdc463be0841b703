/** What has to be unpacked or decrypted before it can be read lies in a private folder, which goes when its container is closed. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Container } from './container.ts'
import { SourceError } from './extraction.ts'

/**
 * Makes a container out of a file that `open` writes into a new private folder. With `isHeldOpen` the container reads by descriptor, so
 * that the name goes at once where the system allows it: even a killed program then leaves no copy of evidence behind.
 */
export async function inScratch(
  { name, isHeldOpen }: { readonly name: string; readonly isHeldOpen: boolean },
  open: (target: string) => Promise<Container>,
): Promise<Container> {
  const scratch = await mkdtemp(join(tmpdir(), 'corroborate-unpacked-'))
  const remove = (): Promise<void> => rm(scratch, { recursive: true, force: true })
  try {
    const container = await open(join(scratch, name))
    if (isHeldOpen) await remove().catch(() => {})
    return {
      ...container,
      async close() {
        await container.close()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Runs the bytes through the steps into the target. Throws `SourceError`: no space, or damage in the words of `damaged`. */
export async function unpackTo(
  path: string,
  target: string,
  source: Readable,
  steps: readonly Transform[],
  damaged: () => SourceError,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const sink = createWriteStream(target, { flags: 'wx', mode: 0o600 })
    await pipeline([source, ...steps, sink], signal === undefined ? {} : { signal })
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof SourceError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOSPC')
      throw new SourceError(`There is not enough free space to unpack ${basename(path)}: free some space on the system drive.`)
    throw damaged()
  }
}
