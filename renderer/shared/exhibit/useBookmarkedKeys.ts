import { useMemo } from 'react'
import { useQuery } from '../query/index.ts'

/** Records that wear a star. */
export function useBookmarkedKeys(): ReadonlySet<number> {
  const { data } = useQuery('evidence.list', {})
  return useMemo(() => new Set((data ?? []).flatMap(({ target }) => (target.kind === 'record' ? [target.key] : []))), [data])
}
