/** Times written without an offset where something other than the value says that they count in UTC. */
import type { Instant } from '../model/index.ts'
import { writtenInstant } from './writtenTime.ts'

/** As `writtenInstant`, but a written time without an offset is UTC. The caller says what shows that it is. */
export function utcTextInstant(stored: unknown): Instant {
  const instant = writtenInstant(stored)
  if (instant.utcMs !== null || instant.localText === null) return instant
  const utc = writtenInstant(`${instant.localText}Z`)
  return utc.utcMs === null ? instant : { ...utc, asStored: instant.asStored, localText: null }
}
