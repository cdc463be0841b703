/** Times written without an offset, where something other than the value says how they count. */
import { NO_INSTANT } from '../../model/index.ts'
import type { Instant } from '../../model/index.ts'
import { localInstant } from './epochs.ts'
import { writtenInstant } from './writtenTime.ts'

/** As `writtenInstant`, but a written time without an offset is UTC. The caller says what shows that it is. */
export function utcTextInstant(stored: unknown): Instant {
  const instant = writtenInstant(stored)
  if (instant.utcMs !== null || instant.localText === null) return instant
  const utc = writtenInstant(`${instant.localText}Z`)
  return utc.utcMs === null ? instant : { ...utc, asStored: instant.asStored, localText: null }
}

/** Local time in a form of its own, read by the caller as `YYYY-MM-DDTHH:MM:SS`. What is no time of any calendar stays as it is stored. */
export function localTextInstant(stored: string | null, localText: string | null): Instant {
  const isTime = localText !== null && Number.isFinite(Date.parse(`${localText}Z`))
  return isTime ? localInstant(stored, localText, 'iso-text') : { ...NO_INSTANT, asStored: stored }
}
