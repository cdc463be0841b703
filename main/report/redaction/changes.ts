/** What was taken out of which record, for the key file: so that those who hold it can read it again. */

export interface Change {
  /** The record, as reviews name it. */
  readonly item: string
  readonly shown: string
  readonly original: string
}

export class Changes {
  readonly #found = new Map<string, Change>()

  /** Compares two values of the same shape; texts that differ are kept. */
  note(key: number, original: unknown, shown: unknown): void {
    if (typeof original === 'string') {
      if (typeof shown === 'string' && shown !== original) this.#keep({ item: `r${key}`, shown, original })
    } else if (Array.isArray(original)) {
      const others = Array.isArray(shown) ? shown : []
      original.forEach((one, index) => this.note(key, one, others[index] ?? ''))
    } else if (typeof original === 'object' && original !== null) {
      const other = typeof shown === 'object' && shown !== null ? (shown as Record<string, unknown>) : {}
      for (const [name, one] of Object.entries(original)) this.note(key, one, other[name] ?? (typeof one === 'string' ? '' : null))
    }
  }

  #keep(change: Change): void {
    const { item, shown, original } = change
    this.#found.set(`${item}\n${shown}\n${original}`, change)
  }

  all(): Change[] {
    return [...this.#found.values()]
  }
}
