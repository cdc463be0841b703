/** The search and those before it, in memory only: what was looked for can be as sensitive as what was found. */
import type { RecordKind } from '../../../main/contract/index.ts'

/** What is searched, as it stands when the view is left, so that coming back shows the same hits. */
export interface SearchState {
  readonly text: string
  readonly isWhole: boolean
  /** Chosen kinds and sources; empty for all. */
  readonly kinds: readonly RecordKind[]
  readonly sources: readonly number[]
}

const KEPT_SEARCHES = 12
const NO_SEARCH: SearchState = { text: '', isWhole: false, kinds: [], sources: [] }
let kept: { readonly casePath: string; readonly state: SearchState; readonly recent: readonly string[] } = {
  casePath: '',
  state: NO_SEARCH,
  recent: [],
}

function of(casePath: string): typeof kept {
  return kept.casePath === casePath ? kept : { casePath, state: NO_SEARCH, recent: [] }
}

export const rememberedState = (casePath: string): SearchState => of(casePath).state
export const recentSearches = (casePath: string): readonly string[] => of(casePath).recent

export function rememberState(casePath: string, state: SearchState): void {
  kept = { ...of(casePath), state }
}

/** Puts a search in front of the list; called when it was used, not at each letter. */
export function rememberSearch(casePath: string, text: string): void {
  const before = of(casePath)
  const typed = text.trim()
  if (typed !== '') kept = { ...before, recent: [typed, ...before.recent.filter((other) => other !== typed)].slice(0, KEPT_SEARCHES) }
}
