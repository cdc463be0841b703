/** What the graph asks of the case. */
import { useMemo } from 'react'
import type { EntityId, GraphAnswer, GraphNode, RecordKind } from '../../../main/contract/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { useQuery, type Query } from '../../shared/query/index.ts'
import { barWidthMs, type BrushBar, type BrushDomain } from '../../shared/timeBrush/index.ts'

export interface GraphRequest {
  readonly limit: number
  readonly includeGroups: boolean
  readonly focus: EntityId | null
}

/**
 * The graph of the lens. Places come from the graph of the whole time, where they are known there: narrowing the period must
 * not make everybody jump.
 */
export function useGraph(request: GraphRequest): Query<GraphAnswer> {
  const { filter } = useLens()
  const answer = useQuery('graph.get', { lens: filter, ...request })
  const whole = useQuery('graph.get', { lens: { ...filter, fromMs: null, toMs: null }, ...request })
  const data = useMemo(
    () => (answer.data === undefined ? undefined : withPlaces(answer.data, whole.data?.nodes ?? [])),
    [answer.data, whole.data],
  )
  return { ...answer, data }
}

function withPlaces(answer: GraphAnswer, known: readonly GraphNode[]): GraphAnswer {
  const places = new Map(known.map((node) => [node.party.entity, node]))
  const nodes = answer.nodes.map((node) => {
    const { x, y, community } = places.get(node.party.entity) ?? node
    return { ...node, x, y, community }
  })
  return { ...answer, nodes }
}

const CONTACT_KINDS: readonly RecordKind[] = ['message', 'call']
const BARS = 160

export interface ContactBars {
  readonly bars: readonly BrushBar[]
  readonly barMs: number
  /** Null while nothing is known or no record has a time. */
  readonly domain: BrushDomain | null
}

/** Messages and calls over the whole time of the lens, for the brush. */
export function useContactBars(): ContactBars {
  const { filter } = useLens()
  const chosen = filter.kinds.filter((kind) => CONTACT_KINDS.includes(kind))
  const lens = { ...filter, fromMs: null, toMs: null, kinds: chosen.length > 0 ? chosen : CONTACT_KINDS }
  const count = useQuery('timeline.count', { lens })
  const spanMs = (count.data?.lastMs ?? 0) - (count.data?.firstMs ?? 0)
  const barMs = barWidthMs(spanMs, BARS)
  const histogram = useQuery('timeline.histogram', { lens, barMs }, { isEnabled: count.data !== undefined })
  return useMemo(() => {
    const answer = histogram.data
    const bars = (answer?.bars ?? [])
      .map(({ startMs, counts }) => ({ startMs, count: (counts.message ?? 0) + (counts.call ?? 0) }))
      .filter((bar) => bar.count > 0)
    const [first, last] = [bars[0], bars.at(-1)]
    const width = answer?.barMs ?? barMs
    return { bars, barMs: width, domain: first === undefined || last === undefined ? null : [first.startMs, last.startMs + width] }
  }, [histogram.data, barMs])
}
