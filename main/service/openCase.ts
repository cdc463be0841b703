/** The case that is open, with everything that hangs on it; and the running import. */
import { rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { closeCase, createCase, openCase, type CaseFile, type NewCase } from '../casefile/caseFile.ts'
import { Directory } from '../casefile/read/directory.ts'
import { isVisible } from '../casefile/read/visibility.ts'
import { PeopleWriter } from '../casefile/write/people.ts'
import { CaseError, type Credentials, type ImportProgress } from '../contract/index.ts'
import type { RunningImport } from '../ingest/supervise.ts'
import { RecentCases } from './recentCases.ts'
import type { Emit, ServiceOptions } from './wiring.ts'
import { SourceReaders } from './sourceReaders.ts'

const NO_CASE = 'No case is open. Open one or create a new one first.'

export interface ImportRequest extends Credentials {
  readonly path: string
  readonly label: string
  /** Goes on with this source, and with nothing else. */
  readonly resumeSourceId?: number
}

export class OpenCase {
  readonly options: ServiceOptions
  readonly recent: RecentCases
  readonly #emit: Emit
  #file: CaseFile | null = null
  #directory: Directory | null = null
  #readers: SourceReaders | null = null
  /** Made by this program start, and nothing was imported into it yet. */
  #isNew = false
  running: (RunningImport & { readonly jobId: string }) | null = null
  progress: ImportProgress | null = null
  /** The import that has just failed for want of a password; without the credentials. */
  refused: Omit<ImportRequest, keyof Credentials> | null = null

  constructor(options: ServiceOptions, emit: Emit) {
    this.options = options
    this.recent = new RecentCases(options.settingsFolder)
    this.#emit = emit
  }

  get actor(): string {
    return this.options.actor
  }

  get current(): CaseFile | null {
    return this.#file
  }

  get file(): CaseFile {
    if (this.#file === null) throw new CaseError('no-case', NO_CASE)
    return this.#file
  }

  get database(): Database {
    return this.file.database
  }

  /** The import of this case that waits for a password, or null. */
  get waitingImport(): OpenCase['refused'] {
    if (this.#file === null) throw new CaseError('no-case', NO_CASE)
    return this.refused
  }

  get directory(): Directory {
    if (this.#directory === null) throw new CaseError('no-case', NO_CASE)
    return this.#directory
  }

  /** Reopens extractions for source rows and media. */
  get readers(): SourceReaders {
    if (this.#readers === null) throw new CaseError('no-case', NO_CASE)
    return this.#readers
  }

  /** Throws for a record that legal scope or privilege hides. */
  requireVisible(key: number): void {
    if (!isVisible(this.database, key) && this.database.prepare('SELECT 1 FROM record WHERE id = ?').get(key) !== undefined)
      throw new CaseError(
        'not-found',
        'This record lies outside the legal scope of the case, or a privileged contact keeps it back. Open the scope or release it with a reason first.',
      )
  }

  get people(): PeopleWriter {
    return new PeopleWriter(this.database, this.directory, this.actor)
  }

  async create(path: string, facts: NewCase): Promise<CaseFile> {
    this.#refuseWhileImporting()
    const created = createCase(path, facts, this.actor)
    await this.#release()
    this.#isNew = true
    return this.#take(created, facts.name)
  }

  async open(path: string): Promise<CaseFile> {
    if (this.#file?.path === path) return this.#file
    this.#refuseWhileImporting()
    const opened = openCase(path)
    await this.#release()
    const name = opened.database.prepare("SELECT value FROM case_info WHERE key = 'name'").pluck().get() as string | undefined
    return this.#take(opened, name ?? '')
  }

  #take(file: CaseFile, name: string): CaseFile {
    this.#file = file
    this.#directory = new Directory(file.database)
    this.#readers = new SourceReaders(file.database)
    this.recent.remember(file.path, name)
    this.#emit('case.changed', { what: 'opened' })
    return file
  }

  #refuseWhileImporting(): void {
    if (this.running !== null)
      throw new CaseError('busy', 'An import is running in the open case. Wait until it has ended, or cancel it, then switch cases.')
  }

  async #release(): Promise<void> {
    this.#refuseWhileImporting()
    if (this.#file === null) return
    await this.#readers?.close()
    closeCase(this.#file)
    this.#file = null
    this.#isNew = false
    this.refused = null
    this.#directory = null
    this.#readers = null
    this.#emit('case.changed', { what: 'closed' })
  }

  /** Closes and removes the open case when this program start made it and no source is in it; otherwise does nothing. */
  async abandonNew(): Promise<void> {
    if (this.#file === null || !this.#isNew || this.#file.database.prepare('SELECT 1 FROM source').get() !== undefined) return
    const { path } = this.#file
    await this.#release()
    for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true })
    this.recent.forget(path)
  }

  async closeCase(): Promise<boolean> {
    const wasOpen = this.#file !== null
    await this.#release()
    return wasOpen
  }

  /** Ends everything; a running import is cancelled and can be resumed later. */
  async close(): Promise<void> {
    const { running } = this
    if (running !== null) {
      running.cancel()
      await running.done.catch(() => {})
    }
    this.running = null
    await this.#release()
  }
}
