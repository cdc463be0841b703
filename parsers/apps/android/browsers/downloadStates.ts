/** States of Android's download service: the codes of its source (`Downloads.Impl`), which take over those of HTTP. */
import { codeInWords, numberOf } from '../../../formats/values/storedValues.ts'
import type { SqlValue } from '../../../model/index.ts'

const STATES: Readonly<Record<number, string>> = {
  190: 'not begun',
  192: 'in progress',
  193: 'paused by the app',
  194: 'waiting to try again',
  195: 'waiting for a network',
  196: 'waiting for Wi-Fi',
  198: 'stopped: no room',
  199: 'stopped: storage not found',
  200: 'complete',
  488: 'failed: the file exists already',
  489: 'failed: cannot be resumed',
  490: 'cancelled',
  491: 'failed: unknown error',
  492: 'failed: storage error',
  493: 'failed: redirection not handled',
  494: 'failed: answer not handled',
  495: 'failed: data error',
  496: 'failed: connection error',
  497: 'failed: too many redirections',
}

/** Errors that the server answered; above 487 the codes are the service's own. */
const isServerAnswer = (code: number): boolean => (code >= 400 && code < 488) || (code >= 500 && code < 600)

export function downloadStateInWords(stored: SqlValue | undefined): string | null {
  const code = numberOf(stored)
  return code !== null && isServerAnswer(code) ? `failed: HTTP status ${code}` : codeInWords(stored, STATES)
}
