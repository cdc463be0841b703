/**
 * From a password to the key that wraps a keybag's class keys: PBKDF2 with SHA-1, since iOS 10.2 after a first round with
 * SHA-256. That first round is ten million iterations, seconds of work: it runs in Node's thread pool, never in the way.
 */
import { pbkdf2 } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { KEY_BYTES } from './keyWrap.ts'

const derive = promisify(pbkdf2)

/** How a keybag says its key is derived. Rounds are iterations of PBKDF2. */
export interface DerivationTerms {
  /** The round of SHA-256 (`DPSL`, `DPIC`), or null in keybags before iOS 10.2. */
  readonly first: { readonly salt: Uint8Array; readonly rounds: number } | null
  /** The round of SHA-1 (`SALT`, `ITER`). */
  readonly second: { readonly salt: Uint8Array; readonly rounds: number }
}

export interface DerivationControl {
  readonly signal?: AbortSignal
  /** Told a few times a second what is being done, in words. */
  onStep?(words: string): void
}

const CALIBRATION_ROUNDS = 100_000
const STEP_INTERVAL_MS = 250
/** Fewer rounds take less time than it takes to read about them. */
const ROUNDS_WORTH_SAYING = 1_000_000

/** The 32-byte key. `password` are the bytes as they are. Throws the signal's reason when cancelled. */
export async function deriveKey(
  password: Uint8Array,
  { first, second }: DerivationTerms,
  control: DerivationControl = {},
): Promise<Buffer> {
  if (first === null) return await notCancelled(derive(password, second.salt, second.rounds, KEY_BYTES, 'sha1'), control.signal)
  const stopSaying = await sayProgress(first.rounds, control)
  try {
    const between = await notCancelled(derive(password, first.salt, first.rounds, KEY_BYTES, 'sha256'), control.signal)
    const key = await notCancelled(derive(between, second.salt, second.rounds, KEY_BYTES, 'sha1'), control.signal)
    between.fill(0)
    return key
  } finally {
    stopSaying()
  }
}

/** PBKDF2 cannot be asked how far it is; a short run of the same work tells how long it will take. */
async function sayProgress(rounds: number, control: DerivationControl): Promise<() => void> {
  if (control.onStep === undefined || rounds < ROUNDS_WORTH_SAYING) return () => {}
  const calibratedAtMs = performance.now()
  await notCancelled(derive('calibration', 'calibration', CALIBRATION_ROUNDS, KEY_BYTES, 'sha256'), control.signal)
  const startedAtMs = performance.now()
  const expectedMs = (startedAtMs - calibratedAtMs) * (rounds / CALIBRATION_ROUNDS)
  const say = (): void => {
    const percent = Math.min(99, Math.floor(((performance.now() - startedAtMs) / expectedMs) * 100))
    control.onStep?.(`Deriving the key from the password: about ${percent} % of ${rounds.toLocaleString('en')} rounds`)
  }
  say()
  const timer = setInterval(say, STEP_INTERVAL_MS)
  return () => clearInterval(timer)
}

/** The work itself cannot be broken off; a cancel stops waiting for it. */
async function notCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work
  signal.throwIfAborted()
  const { promise: cancelled, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('cancelled'))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, cancelled])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
