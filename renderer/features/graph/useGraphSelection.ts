/** What is chosen in the graph: a node, an edge, or a path between two nodes. */
import { useMemo, useState } from 'react'
import type { EntityId, GraphAnswer, GraphEdge, GraphNode } from '../../../main/contract/index.ts'
import { edgeKey, findPath, pathEdges } from './graphModel.ts'

export type Choice =
  | { readonly kind: 'none' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly key: string }
  /** `to` is null while the other end is being chosen. */
  | { readonly kind: 'path'; readonly from: EntityId; readonly to: EntityId | null }

export interface GraphSelection {
  readonly choice: Choice
  readonly node: GraphNode | undefined
  readonly edge: GraphEdge | undefined
  readonly path: readonly EntityId[] | null
  /** Nodes and edges of the path. */
  readonly marked: ReadonlySet<string>
  readonly chooseNode: (id: string | null) => void
  readonly chooseEdge: (key: string) => void
  readonly startPath: (from: EntityId) => void
  readonly clear: () => void
}

const NONE: Choice = { kind: 'none' }

export function useGraphSelection(answer: GraphAnswer): GraphSelection {
  const [choice, setChoice] = useState<Choice>(NONE)
  const node = choice.kind === 'node' ? answer.nodes.find(({ party }) => party.entity === choice.id) : undefined
  const edge = choice.kind === 'edge' ? answer.edges.find((one) => edgeKey(one) === choice.key) : undefined
  const { path, marked } = useMemo(() => {
    if (choice.kind !== 'path') return { path: null, marked: new Set<string>() }
    const found = choice.to === null ? null : findPath(answer.edges, choice.from, choice.to)
    return {
      path: found,
      marked: new Set<string>(
        found === null ? [choice.from, choice.to ?? choice.from] : [...found, ...pathEdges(answer.edges, found).map(edgeKey)],
      ),
    }
  }, [answer.edges, choice])
  return {
    choice,
    node,
    edge,
    path,
    // While the other end is being chosen nothing shall be faded.
    marked: choice.kind === 'path' && choice.to === null ? NOTHING : marked,
    chooseNode: (id) => {
      const isEnd = choice.kind === 'path' && choice.to === null
      if (isEnd && id !== null && id !== choice.from && isEntity(id)) setChoice({ ...choice, to: id })
      else if (!isEnd) setChoice(id === null ? NONE : { kind: 'node', id })
    },
    chooseEdge: (key) => setChoice({ kind: 'edge', key }),
    startPath: (from) => setChoice({ kind: 'path', from, to: null }),
    clear: () => setChoice(NONE),
  }
}

const NOTHING: ReadonlySet<string> = new Set()
const isEntity = (id: string): id is EntityId => /^[pi]\d+$/.test(id)
