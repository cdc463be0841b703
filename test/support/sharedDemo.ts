/** The demo, built and imported once in a run of the tests by whoever asks first; every test works on a copy of its case. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import type { DemoManifest } from '../../fixtures/demo/index.ts'

const LOOK_AGAIN_MS = 50
const MANIFEST = 'manifest.json'
const FAILURE = 'failure.txt'

export interface SharedDemo {
  /** Holds what `build` wrote. Nobody may change it. */
  readonly folder: string
  readonly manifest: DemoManifest
}

/** `build` writes below the folder that it is given; of several workers only one calls it, the others wait for its end. */
export async function sharedDemo(build: (folder: string) => Promise<DemoManifest>): Promise<SharedDemo> {
  const folder = join(inject('runFolder'), 'demo')
  if (isFirst(folder)) await buildInto(folder, build)
  while (!existsSync(join(folder, MANIFEST))) {
    if (existsSync(join(folder, FAILURE))) throw new Error(readFileSync(join(folder, FAILURE), 'utf8'))
    await sleep(LOOK_AGAIN_MS)
  }
  return { folder, manifest: JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as DemoManifest }
}

/** Making a folder is the one step that two processes cannot both do. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false
  }
}

async function buildInto(folder: string, build: (folder: string) => Promise<DemoManifest>): Promise<void> {
  try {
    const text = JSON.stringify(await build(folder))
    writeFileSync(join(folder, `${MANIFEST}.part`), text)
    renameSync(join(folder, `${MANIFEST}.part`), join(folder, MANIFEST))
  } catch (error) {
    writeFileSync(join(folder, FAILURE), error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}
