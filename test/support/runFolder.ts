/**
 * One folder for all that a run of the tests leaves behind: scratch cases, browser profiles, compiled sources, the demo that the tests
 * copy. It is the temporary folder of every worker and of every process that they start, and it is removed at the end.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    runFolder: string
  }
}

let folder: string | null = null

export function setup(project: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), 'corroborate-tests-'))
  // Open to all, as the temporary folder of a machine is: some tests start the program as a user without rights.
  chmodSync(folder, 0o1777)
  process.env['TMPDIR'] = folder
  // Half the time of a short command goes into reading our TypeScript: the second command of a run finds it read.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled')
  project.provide('runFolder', folder)
}

export function teardown(): void {
  if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
