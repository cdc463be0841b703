import { useMemo, useState } from 'react'
import type { GraphNode } from '../../../main/contract/index.ts'
import { readPlaces, writePlaces, type Places } from './savedPlaces.ts'

export interface PlacesApi {
  readonly places: Places
  /** True while places are kept on this machine. */
  readonly isPinned: boolean
  readonly move: (id: string, x: number, y: number) => void
  /** Keeps where everybody stands now, or goes back to the computed layout. */
  readonly togglePin: () => void
}

/** Places given by hand: for this session, or kept for the case once pinned. `asked` are those of an exhibit, shown first and not kept. */
export function usePlaces(casePath: string, nodes: readonly GraphNode[], asked: Places | null): PlacesApi {
  const saved = useMemo(() => readPlaces(casePath), [casePath])
  const [places, setPlaces] = useState<Places>(asked ?? saved)
  const [isPinned, setIsPinned] = useState(saved.size > 0)
  const set = (next: Places, isKept: boolean): void => {
    setPlaces(next)
    if (isKept) writePlaces(casePath, next)
  }
  return {
    places,
    isPinned,
    move: (id, x, y) => set(new Map([...places, [id, { x, y }]]), isPinned),
    togglePin: () => {
      if (isPinned) {
        set(new Map(), true)
        setIsPinned(false)
        return
      }
      const now = nodes.map(({ party, x, y }) => [party.entity, places.get(party.entity) ?? { x, y }] as const)
      set(new Map([...places, ...now]), true)
      setIsPinned(true)
    },
  }
}
