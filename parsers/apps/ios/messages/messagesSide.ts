/** Side tables that are read beside the messages, in step with them, so that memory does not grow with the store. */

/**
 * Rows of a side table in ascending order of the message they belong to. `of` must be asked in ascending order too.
 */
export class SideRows<Row extends { readonly messageId: number }> {
  readonly #rows: Iterator<Row>
  #next: Row | null
  #withoutMessage = 0

  constructor(rows: Iterable<Row> | null) {
    this.#rows = (rows ?? [])[Symbol.iterator]()
    this.#next = this.#advance()
  }

  /** The rows of one message, in stored order. */
  of(messageId: number): readonly Row[] {
    while (this.#next !== null && this.#next.messageId < messageId) this.#passOver()
    if (this.#next === null || this.#next.messageId !== messageId) return []
    const found: Row[] = []
    while (this.#next !== null && this.#next.messageId === messageId) {
      found.push(this.#next)
      this.#next = this.#advance()
    }
    return found
  }

  /** Reads to the end and gives the number of rows whose message is not there. */
  countWithoutMessage(): number {
    while (this.#next !== null) this.#passOver()
    return this.#withoutMessage
  }

  close(): void {
    this.#rows.return?.()
  }

  #passOver(): void {
    this.#withoutMessage++
    this.#next = this.#advance()
  }

  #advance(): Row | null {
    const next = this.#rows.next()
    return next.done === true ? null : next.value
  }
}
