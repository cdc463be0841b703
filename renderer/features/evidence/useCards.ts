/** The cards of the exhibits on the screen. */
import { useRef } from 'react'
import type { ExhibitCard, ExhibitId, Failure } from '../../../main/contract/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { cardWindow } from './exhibitModel.ts'

export interface Cards {
  /** Undefined until it is known; an older one until the new one comes. */
  readonly of: (id: ExhibitId) => ExhibitCard | undefined
  readonly failure: Failure | null
  readonly reload: () => void
}

export function useCards(ids: readonly ExhibitId[], first: number, last: number): Cards {
  const [from, to] = cardWindow(first, last, ids.length)
  const query = useQuery('evidence.cards', { ids: ids.slice(from, to) }, { isEnabled: ids.length > 0 })
  const known = useRef(new Map<ExhibitId, ExhibitCard>())
  for (const card of query.data ?? []) known.current.set(card.id, card)
  return { of: (id) => known.current.get(id), failure: query.failure, reload: query.reload }
}
