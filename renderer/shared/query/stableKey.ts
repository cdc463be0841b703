/** One text for equal arguments, whatever the order in which their fields were written. */

/** JSON with sorted object keys. Only plain JSON values are meant. */
export function stableKey(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableKey).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stableKey(item)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
