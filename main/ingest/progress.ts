/** What the ingest process tells its parent, and what the parent tells it. Plain data over the process channel. */
import type { ImportProgress, ImportSummary } from '../contract/index.ts'

export interface ImportJob {
  readonly jobId: string
  readonly casePath: string
  readonly inputPath: string
  readonly label: string
  readonly actor: string
  /** Of an encrypted backup. Travels over the process channel only, and enters no message, log or file. */
  readonly password: string | null
  /** Content of a key file in base64, by the same way. */
  readonly keyFile: string | null
  /** Goes on with this source instead of adding one. */
  readonly resumeSourceId: number | null
  /** Numbers of runs that stopped the process before (see supervise.ts): left out, and said so in the coverage table. */
  readonly crashedRuns: readonly number[]
}

export type ToParent =
  | { readonly type: 'progress'; readonly progress: ImportProgress }
  /** Sent before a run starts, so that the parent knows what a dying process was reading. */
  | { readonly type: 'run'; readonly sourceId: number; readonly number: number }
  | { readonly type: 'finished'; readonly summary: ImportSummary }
  | {
      readonly type: 'failed'
      readonly kind: 'unreadable' | 'password' | 'busy' | 'cancelled' | 'bug'
      readonly message: string
      readonly sourceId: number | null
    }

export type ToChild = { readonly type: 'start'; readonly job: ImportJob } | { readonly type: 'cancel' }

/** Progress messages per second at most. */
const INTERVAL_MS = 200

/** Counts what an import has done and reports it a few times a second. */
export class ProgressMeter {
  readonly #job: ImportJob
  readonly #send: (progress: ImportProgress) => void
  readonly #startedAtMs = Date.now()
  #lastSentAtMs = 0
  #stageStartedAtMs = this.#startedAtMs
  #stores: readonly (number | null)[] = []
  stage: ImportProgress['stage'] = 'recognising'
  current = ''
  sourceId: number | null = null
  label: string
  storesDone = 0
  storesTotal = 0
  bytesDone = 0
  bytesTotal = 0
  records = 0

  constructor(job: ImportJob, send: (progress: ImportProgress) => void) {
    this.#job = job
    this.#send = send
    this.label = job.label
  }

  enter(stage: ImportProgress['stage'], current: string): void {
    this.stage = stage
    this.current = current
    this.tick(true)
  }

  /** Begins the reading of records: bytes of each line of the plan, null where there is nothing to read. */
  enterStores(bytesPerLine: readonly (number | null)[]): void {
    this.#stores = bytesPerLine
    this.#stageStartedAtMs = Date.now()
    this.storesDone = 0
    this.storesTotal = bytesPerLine.filter((bytes) => bytes !== null).length
    this.bytesDone = 0
    this.bytesTotal = bytesPerLine.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)
    this.enter('parsing', '')
  }

  /** A line of the plan is done with. */
  leaveStore(index: number): void {
    const bytes = this.#stores[index]
    if (bytes === null || bytes === undefined) return
    this.storesDone++
    this.count(bytes)
  }

  /** Bytes that were read. */
  count(bytes: number): void {
    this.bytesDone += bytes
    this.tick()
  }

  tick(isUrgent = false): void {
    const now = Date.now()
    if (!isUrgent && now - this.#lastSentAtMs < INTERVAL_MS) return
    this.#lastSentAtMs = now
    const elapsedMs = now - this.#startedAtMs
    const share = this.bytesTotal > 0 ? this.bytesDone / this.bytesTotal : 0
    const { stage, current, sourceId, label, storesDone, storesTotal, bytesDone, bytesTotal, records } = this
    const stageMs = now - this.#stageStartedAtMs
    const remainingMs = share > 0.02 && share < 1 && stageMs > 1000 ? Math.round((stageMs / share) * (1 - share)) : null
    this.#send({
      jobId: this.#job.jobId,
      sourceId,
      label,
      stage,
      current,
      storesDone,
      storesTotal,
      bytesDone,
      bytesTotal,
      records,
      elapsedMs,
      remainingMs,
      failure: null,
    })
  }
}
