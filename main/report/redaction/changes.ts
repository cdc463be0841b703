/** What was taken out of which record, for the key file: so that those who hold it can read it again. */

export interface Change {
  /** The record, as reviews name it. */
  readonly item: string
  readonly shown: string
  readonly original: string
}

export class Changes {
  readonly #isWanted: boolean
  /** By item: in a large case they are the most that an export keeps in memory. */
  readonly #found = new Map<string, Change[]>()

  /** Without a key file nobody asks for them. */
  constructor(isWanted: boolean) {
    this.#isWanted = isWanted
  }

  /** Compares two values of the same shape; texts that differ are kept. */
  note(key: number, original: unknown, shown: unknown): void {
    if (this.#isWanted) this.#compare(`r${key}`, original, shown)
  }

  #compare(item: string, original: unknown, shown: unknown): void {
    if (typeof original === 'string') {
      if (typeof shown === 'string' && shown !== original) this.#keep({ item, shown, original })
    } else if (Array.isArray(original)) {
      const others = Array.isArray(shown) ? shown : []
      original.forEach((one, index) => this.#compare(item, one, others[index] ?? ''))
    } else if (typeof original === 'object' && original !== null) {
      const other = typeof shown === 'object' && shown !== null ? (shown as Record<string, unknown>) : {}
      for (const [name, one] of Object.entries(original)) this.#compare(item, one, other[name] ?? (typeof one === 'string' ? '' : null))
    }
  }

  #keep(change: Change): void {
    const known = this.#found.get(change.item)
    if (known === undefined) this.#found.set(change.item, [change])
    else if (!known.some(({ shown, original }) => shown === change.shown && original === change.original)) known.push(change)
  }

  all(): Change[] {
    return [...this.#found.values()].flat()
  }
}
