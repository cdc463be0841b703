/**
 * Many path patterns against many paths: an image has 90,000 files and the program some hundred parsers. Each pattern is filed under one
 * part that a path must have (its name, a folder, an ending) and only what lies under the parts of a path is matched.
 */
import { pathMatcher } from './matchPath.ts'

interface Wanted<T> {
  readonly order: number
  readonly value: T
  readonly matches: (path: string) => boolean
}

export class PathIndex<T> {
  /** By a whole folder or file name. */
  readonly #byPart = new Map<string, Wanted<T>[]>()
  /** By what follows the last dot. */
  readonly #byEnding = new Map<string, Wanted<T>[]>()
  readonly #others: Wanted<T>[] = []

  constructor(values: readonly T[], globsOf: (value: T) => readonly string[]) {
    values.forEach((value, order) => {
      for (const glob of globsOf(value)) this.#placeFor(glob.toLowerCase()).push({ order, value, matches: pathMatcher([glob]) })
    })
  }

  #placeFor(glob: string): Wanted<T>[] {
    // The last one is the rarest: a name rather than `data` or `Library`.
    const part = glob.split('/').findLast((each) => each !== '' && !each.includes('*'))
    if (part !== undefined) return placeIn(this.#byPart, part)
    const ending = /\.([^.*/]+)$/.exec(glob)?.[1]
    return ending === undefined ? this.#others : placeIn(this.#byEnding, ending)
  }

  /** Values with a pattern that finds one of the paths, in their order, each once. */
  at(...paths: readonly (string | undefined)[]): T[] {
    const found: Wanted<T>[] = []
    const collect = (path: string, wanted: readonly Wanted<T>[] | undefined): void => {
      for (const each of wanted ?? []) if (each.matches(path)) found.push(each)
    }
    for (const path of paths) {
      if (path === undefined) continue
      const lower = path.toLowerCase()
      for (const part of lower.split('/')) collect(path, this.#byPart.get(part))
      if (this.#byEnding.size > 0) collect(path, this.#byEnding.get(lower.slice(lower.lastIndexOf('.') + 1)))
      collect(path, this.#others)
    }
    if (found.length < 2) return found.map(({ value }) => value)
    return [...new Set(found.toSorted((a, b) => a.order - b.order).map(({ value }) => value))]
  }
}

function placeIn<T>(places: Map<string, T[]>, key: string): T[] {
  const place = places.get(key) ?? []
  places.set(key, place)
  return place
}
