/** Finds every occurrence of many terms in one pass over a text (Aho and Corasick, 1975). */

interface State {
  /** Null where no term goes on: most states are the end of one, and there can be millions. */
  next: Map<string, State> | null
  fallback: State | null
  /** Lengths of the terms that end here, with their numbers. */
  ends: readonly End[]
}

interface End {
  readonly length: number
  readonly term: number
}

export interface Occurrence {
  readonly start: number
  readonly end: number
  readonly term: number
}

const NONE: readonly End[] = []
const newState = (): State => ({ next: null, fallback: null, ends: NONE })

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
      let next = state.next?.get(character)
      if (next === undefined) (state.next ??= new Map()).set(character, (next = newState()))
      state = next
    }
    state.ends = [...state.ends, { length: term.length, term: number }]
  }

  /** Breadth first: the fallback of a state is nearer to the root and is linked already. */
  #link(): void {
    const queue: State[] = []
    for (const state of this.#root.next?.values() ?? []) {
      state.fallback = this.#root
      queue.push(state)
    }
    // Not by shift(): a queue of millions would be moved each time.
    for (let index = 0; index < queue.length; index++) {
      const state = queue[index]
      for (const [character, next] of state?.next ?? []) {
        let fallback = state?.fallback ?? null
        while (fallback !== null && fallback.next?.has(character) !== true) fallback = fallback.fallback
        next.fallback = fallback?.next?.get(character) ?? this.#root
        if (next.fallback.ends.length > 0) next.ends = [...next.ends, ...next.fallback.ends]
        queue.push(next)
      }
    }
  }

  *find(text: string): Generator<Occurrence> {
    let state = this.#root
    for (let index = 0; index < text.length; index++) {
      const character = text.charAt(index)
      let at: State | null = state
      while (at !== null && at.next?.has(character) !== true) at = at.fallback
      state = at?.next?.get(character) ?? this.#root
      for (const { length, term } of state.ends) yield { start: index + 1 - length, end: index + 1, term }
    }
  }
}
