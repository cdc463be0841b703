/** The search and those before it, in memory only: what was looked for can be as sensitive as what was found. */
interface Remembered {
  readonly casePath: string
  readonly text: string
  readonly recent: readonly string[]
}

const KEPT_SEARCHES = 12
let kept: Remembered = { casePath: '', text: '', recent: [] }

export function rememberedSearch(casePath: string): Remembered {
  return kept.casePath === casePath ? kept : { casePath, text: '', recent: [] }
}

export function rememberText(casePath: string, text: string): void {
  kept = { ...rememberedSearch(casePath), text }
}

/** Puts a search in front of the list; called when it was used, not at each letter. */
export function rememberSearch(casePath: string, text: string): void {
  const before = rememberedSearch(casePath)
  const typed = text.trim()
  if (typed !== '') kept = { ...before, recent: [typed, ...before.recent.filter((other) => other !== typed)].slice(0, KEPT_SEARCHES) }
}
