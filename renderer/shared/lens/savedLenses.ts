/** Named lenses of this machine, kept by the browser storage as links. */
const STORAGE_KEY = 'corroborate.lenses'

export interface SavedLens {
  readonly name: string
  /** As `toHash` writes it. */
  readonly hash: string
}

/** Reads the stored list; anything that is not one is an empty list. */
export function parseSavedLenses(text: string | null): readonly SavedLens[] {
  if (text === null) return []
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter(isSavedLens) : []
  } catch {
    return []
  }
}

function isSavedLens(value: unknown): value is SavedLens {
  return (
    value !== null &&
    typeof value === 'object' &&
    'name' in value &&
    typeof value.name === 'string' &&
    'hash' in value &&
    typeof value.hash === 'string'
  )
}

export function readSavedLenses(): readonly SavedLens[] {
  return parseSavedLenses(window.localStorage.getItem(STORAGE_KEY))
}

/** Saves under a name; the same name is replaced. Gives the new list. */
export function saveLens(lens: SavedLens): readonly SavedLens[] {
  const list = [...readSavedLenses().filter(({ name }) => name !== lens.name), lens]
  window.localStorage.setItem(STORAGE_KEY, JSON.stringify(list))
  return list
}

export function forgetLens(name: string): readonly SavedLens[] {
  const list = readSavedLenses().filter((lens) => lens.name !== name)
  window.localStorage.setItem(STORAGE_KEY, JSON.stringify(list))
  return list
}
