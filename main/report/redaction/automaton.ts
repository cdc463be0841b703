/** Finds every occurrence of many terms in one pass over a text (Aho and Corasick, 1975). */

interface State {
  readonly next: Map<string, State>
  fallback: State | null
  /** Lengths of the terms that end here, with their numbers. */
  readonly ends: { readonly length: number; readonly term: number }[]
}

export interface Occurrence {
  readonly start: number
  readonly end: number
  readonly term: number
}

const newState = (): State => ({ next: new Map(), fallback: null, ends: [] })

export class Automaton {
  readonly #root = newState()

  constructor(terms: readonly string[]) {
    terms.forEach((term, number) => this.#add(term, number))
    this.#link()
  }

  #add(term: string, number: number): void {
    if (term === '') return
    let state = this.#root
    for (let index = 0; index < term.length; index++) {
      const character = term.charAt(index)
      let next = state.next.get(character)
      if (next === undefined) state.next.set(character, (next = newState()))
      state = next
    }
    state.ends.push({ length: term.length, term: number })
  }

  /** Breadth first: the fallback of a state is nearer to the root and is linked already. */
  #link(): void {
    const queue: State[] = []
    for (const state of this.#root.next.values()) {
      state.fallback = this.#root
      queue.push(state)
    }
    for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
      for (const [character, next] of state.next) {
        let fallback = state.fallback
        while (fallback !== null && !fallback.next.has(character)) fallback = fallback.fallback
        next.fallback = fallback?.next.get(character) ?? this.#root
        next.ends.push(...next.fallback.ends)
        queue.push(next)
      }
    }
  }

  *find(text: string): Generator<Occurrence> {
    let state = this.#root
    for (let index = 0; index < text.length; index++) {
      const character = text.charAt(index)
      let at: State | null = state
      while (at !== null && !at.next.has(character)) at = at.fallback
      state = at?.next.get(character) ?? this.#root
      for (const { length, term } of state.ends) yield { start: index + 1 - length, end: index + 1, term }
    }
  }
}
