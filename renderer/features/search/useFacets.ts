/** Exact numbers of hits per kind and per source, each without its own limit. */
import { useEffect, useMemo, useState } from 'react'
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
  const { sources: caseSources } = useCase()
  const [changes, setChanges] = useState(0)
  useContractEvent('case.changed', () => setChanges((count) => count + 1))
  const request = useMemo(() => ({ lens, kinds, sources, caseSources, changes }), [lens, kinds, sources, caseSources, changes])
  const [counted, setCounted] = useState<{ readonly of: typeof request; readonly counts: FacetCounts } | null>(null)
  useEffect(() => {
    if (!isEnabled) return
    let isCurrent = true
    void countFacets(
      request.lens,
      request.kinds,
      request.sources,
      request.caseSources.map(({ id }) => id),
    ).then((counts) => {
      if (isCurrent) setCounted({ of: request, counts })
    })
    return () => {
      isCurrent = false
    }
  }, [request, isEnabled])
  return counted === null || !isEnabled ? null : { counts: counted.counts, isStale: counted.of !== request }
}

async function countFacets(
  lens: Lens,
  kinds: readonly RecordKind[],
  sources: readonly number[],
  caseSources: readonly number[],
): Promise<FacetCounts> {
  const allKinds = lens.kinds.length > 0 ? lens.kinds : RECORD_KINDS
  const allSources = lens.sources.length > 0 ? lens.sources : caseSources
  const [byKind, bySource] = await Promise.all([
    countAll(allKinds, (kind) => ({ ...lens, kinds: [kind], sources: sources.length > 0 ? sources : lens.sources })),
    countAll(allSources, (source) => ({ ...lens, sources: [source], kinds: kinds.length > 0 ? kinds : lens.kinds })),
  ])
  return { kinds: byKind, sources: bySource }
}
