/** The explicit, alphabetical list of all parsers. A parser that is not in it does not exist for the program. */
import type { Parser } from './model/index.ts'

export const PARSERS: readonly Parser[] = []
