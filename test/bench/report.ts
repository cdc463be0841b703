/** One figure of a bench and how it is printed. */
export interface Figure {
  readonly what: string
  readonly milliseconds: number
  /** Rows that were handled in that time, for rows per second; absent where it means nothing. */
  readonly rows?: number
  /** Bytes that went through in that time, for MB (1,000,000 bytes) per second. */
  readonly bytes?: number
  readonly peakMegabytes?: number
  /** The figure that this one is compared with. */
  readonly baseline?: Figure
}

export function printTable(title: string, figures: readonly Figure[]): void {
  process.stdout.write(`\n${title}\n`)
  for (const { what, milliseconds, rows, bytes, peakMegabytes, baseline } of figures) {
    const parts = [`${what}:`.padEnd(72), `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`.padStart(12)]
    if (rows !== undefined) parts.push(`${Math.round(rows / (milliseconds / 1000)).toLocaleString('en')} rows/s`.padStart(18))
    if (bytes !== undefined) parts.push(`${Math.round(bytes / 1000 / milliseconds).toLocaleString('en')} MB/s`.padStart(18))
    if (peakMegabytes !== undefined) parts.push(`peak ${Math.round(peakMegabytes)} MB`.padStart(14))
    if (baseline !== undefined) parts.push(`  ${(milliseconds / baseline.milliseconds).toFixed(2)} x ${baseline.what}`)
    process.stdout.write(`${parts.join(' ')}\n`)
  }
}

export async function timed<T>(action: () => T | Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const start = performance.now()
  const value = await action()
  return { value, milliseconds: performance.now() - start }
}

export const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
