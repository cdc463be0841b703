/** Values of the typed tables' columns. */
import type { Facts, Instant } from '../../../parsers/model/index.ts'

/** Facts as JSON; null when there are none. */
export const factsJson = (facts: Facts | undefined): string | null =>
  facts === undefined || Object.keys(facts).length === 0 ? null : JSON.stringify(facts)
/** SQLite has no booleans: 1, 0 or NULL. */
export const bit = (value: boolean | null): number | null => (value === null ? null : value ? 1 : 0)

/** Instants beside the main one, as JSON; null when the row has none. */
export function timesJson(times: Readonly<Record<string, Instant | null>>): string | null {
  let kept: Record<string, Instant> | null = null
  for (const name in times) {
    const at = times[name]
    if (at !== null && at !== undefined && at.asStored !== null && (at.utcMs !== null || at.localText !== null)) (kept ??= {})[name] = at
  }
  return kept === null ? null : JSON.stringify(kept)
}
