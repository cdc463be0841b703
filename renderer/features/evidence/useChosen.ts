/** Which exhibit is looked at, and which are chosen for what is done to many. */
import { useState } from 'react'
import type { ExhibitId } from '../../../main/contract/index.ts'
import { rangeOf } from './exhibitModel.ts'

export interface Chosen {
  readonly currentId: ExhibitId | null
  readonly chosen: ReadonlySet<ExhibitId>
  /** Chosen ones that are shown, else the current one. */
  readonly acted: readonly ExhibitId[]
  readonly go: (id: ExhibitId) => void
  readonly step: (by: number) => ExhibitId | null
  readonly toggle: (id: ExhibitId) => void
  /** From the last one that was chosen by itself to this one. */
  readonly extendTo: (id: ExhibitId) => void
  readonly extend: (by: number) => ExhibitId | null
  readonly chooseAll: () => void
  readonly chooseNone: () => void
}

export function useChosen(ids: readonly ExhibitId[]): Chosen {
  const [wantedId, setCurrentId] = useState<ExhibitId | null>(null)
  const [anchorId, setAnchorId] = useState<ExhibitId | null>(null)
  const [lastIndex, setLastIndex] = useState(0)
  const [all, setChosen] = useState<ReadonlySet<ExhibitId>>(new Set())
  // What was removed makes place for the one after it.
  const index = wantedId === null ? -1 : ids.includes(wantedId) ? ids.indexOf(wantedId) : Math.min(lastIndex, ids.length - 1)
  const currentId = ids[index] ?? null
  const chosen = new Set(ids.filter((id) => all.has(id)))
  const go = (id: ExhibitId): void => {
    setCurrentId(id)
    setLastIndex(ids.indexOf(id))
  }
  const at = (by: number): ExhibitId | null => ids[Math.max(0, Math.min(ids.length - 1, index + by))] ?? null
  const extendTo = (id: ExhibitId): void => {
    const from = anchorId ?? currentId ?? id
    setChosen(new Set([...chosen, ...rangeOf(ids, from, id)]))
    if (anchorId === null) setAnchorId(from)
    go(id)
  }
  return {
    currentId,
    chosen,
    acted: chosen.size > 0 ? ids.filter((id) => chosen.has(id)) : currentId === null ? [] : [currentId],
    go,
    step: (by) => {
      const id = at(by)
      if (id !== null) go(id)
      return id
    },
    toggle: (id) => {
      const next = new Set(chosen)
      if (!next.delete(id)) next.add(id)
      setChosen(next)
      setAnchorId(id)
      go(id)
    },
    extendTo,
    extend: (by) => {
      const id = at(by)
      if (id !== null) extendTo(id)
      return id
    },
    chooseAll: () => setChosen(new Set(ids)),
    chooseNone: () => {
      setChosen(new Set())
      setAnchorId(null)
    },
  }
}
