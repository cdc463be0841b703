/** Exact numbers of hits per kind and per source, each without its own limit. */
import { useEffect, useState } from 'react'
import type { Lens, RecordKind } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { RECORD_KINDS } from '../../shared/lens/index.ts'
import { fetchQuery, useContractEvent } from '../../shared/query/index.ts'

/** A number, or null where it could not be counted: unknown is not none. */
export type FacetCount = number | null

export interface FacetCounts {
  readonly kinds: ReadonlyMap<RecordKind, FacetCount>
  readonly sources: ReadonlyMap<number, FacetCount>
}

export interface Facets {
  readonly counts: FacetCounts
  /** True while the numbers belong to an earlier search. */
  readonly isStale: boolean
}

async function countOf(lens: Lens): Promise<FacetCount> {
  const result = await fetchQuery('timeline.count', { lens })
  return result.ok ? result.value.inLens : null
}

const countAll = async <T>(values: readonly T[], lensOf: (value: T) => Lens): Promise<ReadonlyMap<T, FacetCount>> =>
  new Map(await Promise.all(values.map(async (value): Promise<[T, FacetCount]> => [value, await countOf(lensOf(value))])))

/**
 * @param lens the search without facets
 * @param kinds chosen kinds, empty for all
 * @param sources chosen sources, empty for all
 */
export function useFacets(lens: Lens, kinds: readonly RecordKind[], sources: readonly number[], isEnabled: boolean): Facets | null {
  const info = useCase()
  const [counted, setCounted] = useState<{ readonly key: string; readonly counts: FacetCounts } | null>(null)
  const [changes, setChanges] = useState(0)
  useContractEvent('case.changed', () => setChanges((count) => count + 1))
  const key = JSON.stringify([lens, kinds, sources, isEnabled, info.sources.map(({ id, status }) => [id, status]), changes])
  useEffect(() => {
    if (!isEnabled) return setCounted(null)
    let isCurrent = true
    const allKinds = lens.kinds.length > 0 ? lens.kinds : RECORD_KINDS
    const allSources = lens.sources.length > 0 ? lens.sources : info.sources.map(({ id }) => id)
    void Promise.all([
      countAll(allKinds, (kind) => ({ ...lens, kinds: [kind], sources: sources.length > 0 ? sources : lens.sources })),
      countAll(allSources, (source) => ({ ...lens, sources: [source], kinds: kinds.length > 0 ? kinds : lens.kinds })),
    ]).then(([byKind, bySource]) => {
      if (isCurrent) setCounted({ key, counts: { kinds: byKind, sources: bySource } })
    })
    return () => {
      isCurrent = false
    }
  }, [key])
  return counted === null ? null : { counts: counted.counts, isStale: counted.key !== key }
}
