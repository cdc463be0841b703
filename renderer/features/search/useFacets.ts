/** Exact numbers of hits per kind and per source, each without its own limit. */
import { useEffect, useState } from 'react'
import type { Lens, RecordKind } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { RECORD_KINDS } from '../../shared/lens/index.ts'
import { fetchQuery } from '../../shared/query/index.ts'

export interface FacetCounts {
  readonly kinds: ReadonlyMap<RecordKind, number>
  readonly sources: ReadonlyMap<number, number>
}

async function countOf(lens: Lens): Promise<number> {
  const result = await fetchQuery('timeline.count', { lens })
  return result.ok ? result.value.inLens : 0
}

const countAll = async <T>(values: readonly T[], lensOf: (value: T) => Lens): Promise<ReadonlyMap<T, number>> =>
  new Map(await Promise.all(values.map(async (value): Promise<[T, number]> => [value, await countOf(lensOf(value))])))

/**
 * @param lens the search without facets
 * @param kinds chosen kinds, empty for all
 * @param sources chosen sources, empty for all
 */
export function useFacets(lens: Lens, kinds: readonly RecordKind[], sources: readonly number[], isEnabled: boolean): FacetCounts | null {
  const info = useCase()
  const [counts, setCounts] = useState<FacetCounts | null>(null)
  const key = JSON.stringify([lens, kinds, sources, isEnabled, info.sources.map(({ id, status }) => [id, status])])
  useEffect(() => {
    if (!isEnabled) return setCounts(null)
    let isCurrent = true
    const allKinds = lens.kinds.length > 0 ? lens.kinds : RECORD_KINDS
    const allSources = lens.sources.length > 0 ? lens.sources : info.sources.map(({ id }) => id)
    void Promise.all([
      countAll(allKinds, (kind) => ({ ...lens, kinds: [kind], sources: sources.length > 0 ? sources : lens.sources })),
      countAll(allSources, (source) => ({ ...lens, sources: [source], kinds: kinds.length > 0 ? kinds : lens.kinds })),
    ]).then(([byKind, bySource]) => {
      if (isCurrent) setCounts({ kinds: byKind, sources: bySource })
    })
    return () => {
      isCurrent = false
    }
  }, [key])
  return counts
}
