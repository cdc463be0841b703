/** Where the analyst put the nodes, kept on this machine for each case. */
export interface SavedPlace {
  readonly x: number
  readonly y: number
}

export type Places = ReadonlyMap<string, SavedPlace>

const storageKey = (casePath: string): string => `corroborate.graph.${casePath}`

/** Reads what was stored; anything that is no place is left out. */
export function parsePlaces(text: string | null): Places {
  const places = new Map<string, SavedPlace>()
  let value: unknown
  try {
    value = JSON.parse(text ?? '{}')
  } catch {
    return places
  }
  if (value === null || typeof value !== 'object') return places
  for (const [id, place] of Object.entries(value)) if (isPlace(place)) places.set(id, { x: place.x, y: place.y })
  return places
}

function isPlace(value: unknown): value is SavedPlace {
  return value !== null && typeof value === 'object' && 'x' in value && 'y' in value && Number.isFinite(value.x) && Number.isFinite(value.y)
}

export function readPlaces(casePath: string): Places {
  return parsePlaces(window.localStorage.getItem(storageKey(casePath)))
}

export function writePlaces(casePath: string, places: Places): void {
  if (places.size === 0) window.localStorage.removeItem(storageKey(casePath))
  else window.localStorage.setItem(storageKey(casePath), JSON.stringify(Object.fromEntries(places)))
}
