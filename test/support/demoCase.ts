/** The demo as a case: both phones built, imported through the service, and the case file open a second time for independent SQL. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { buildDemo, type DemoManifest } from '../../fixtures/demo/index.ts'
import type { AnswerOf, ArgumentsOf, Channel, ImportProgress } from '../../main/contract/index.ts'
import { createService, invokeTyped, type Service, type SpawnIngest } from '../../main/service/index.ts'
import { sharedDemo } from './sharedDemo.ts'

export interface ScratchOptions {
  readonly spawnIngest?: SpawnIngest | undefined
  /** Where the case lies; without it a new scratch folder. */
  readonly folder?: string
}

/** A service with a case of its own in a scratch folder. */
export class ScratchCase {
  readonly folder: string
  readonly casePath: string
  readonly service: Service
  #database: Database.Database | null = null

  constructor({ spawnIngest, folder = mkdtempSync(join(tmpdir(), 'corroborate-test-')) }: ScratchOptions = {}) {
    this.folder = folder
    this.casePath = join(folder, 'case.corroborate')
    const settingsFolder = join(folder, 'settings')
    this.service = createService(
      spawnIngest === undefined ? { actor: 'tester', settingsFolder } : { actor: 'tester', settingsFolder, spawnIngest },
    )
  }

  call<C extends Channel>(channel: C, args: ArgumentsOf<C>): Promise<AnswerOf<C>> {
    return invokeTyped(this.service, channel, args)
  }

  async create(): Promise<void> {
    await this.call('case.create', { path: this.casePath, name: 'Test', number: '1', examiner: 'tester', timezone: 'UTC' })
  }

  /** Runs an import to its end, whatever the end is. */
  async import(path: string, label = ''): Promise<ImportProgress> {
    const end = this.importEnd()
    await this.call('import.start', { path, label })
    return end
  }

  /** The last progress of the import that is running or about to start. */
  importEnd(): Promise<ImportProgress> {
    return new Promise((resolve) => {
      const stop = this.service.on((event, data) => {
        const progress = data as ImportProgress
        if (event !== 'import.progress' || !['finished', 'failed', 'cancelled'].includes(progress.stage)) return
        stop()
        resolve(progress)
      })
    })
  }

  /** A connection of the test's own, read-only. */
  get database(): Database.Database {
    return (this.#database ??= new Database(this.casePath, { readonly: true }))
  }

  number(sql: string, ...values: (string | number)[]): number {
    return this.database
      .prepare(sql)
      .pluck()
      .get(...values) as number
  }

  async dispose(): Promise<void> {
    this.#database?.close()
    await this.service.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export interface DemoCase {
  readonly scratch: ScratchCase
  readonly manifest: DemoManifest
}

/** Phone A is source 1, phone B source 2. The phones lie in a folder that all tests share: copy what is to be changed. */
export async function demoCase(): Promise<DemoCase> {
  const { folder, manifest } = await sharedDemo(importDemo)
  const scratch = new ScratchCase()
  for (const name of ['case.corroborate', 'settings']) cpSync(join(folder, name), join(scratch.folder, name), { recursive: true })
  await scratch.call('case.open', { path: scratch.casePath })
  return { scratch, manifest }
}

async function importDemo(folder: string): Promise<DemoManifest> {
  const scratch = new ScratchCase({ folder })
  try {
    const manifest = await buildDemo(join(folder, 'phones'))
    await scratch.create()
    for (const phone of manifest.phones) {
      const { stage, failure } = await scratch.import(phone.folder, phone.label)
      if (stage !== 'finished') throw new Error(`the demo cannot be imported: ${failure}`)
    }
    return manifest
  } finally {
    await scratch.service.close()
  }
}
