/** The contacts as a table: all that the drawing holds, for the keyboard and for those who hear the page. */
import { useMemo, useState } from 'react'
import type { EntityId, GraphAnswer, GraphEdge, GraphNode } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { formatCount, formatUtcMs } from '../../shared/format/index.ts'
import { PartyName } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import { edgeKey, sortEdges, type EdgeColumn } from './graphModel.ts'

const words = graphWords.table
const COLUMNS: readonly { readonly column: EdgeColumn; readonly title: string; readonly isNumber: boolean }[] = [
  { column: 'records', title: words.records, isNumber: true },
  { column: 'days', title: words.days, isNumber: true },
  { column: 'first', title: words.first, isNumber: false },
  { column: 'last', title: words.last, isNumber: false },
]

export interface EdgeTableProps {
  readonly answer: GraphAnswer
  readonly selectedEdge: string | null
  readonly onEdge: (key: string) => void
  readonly onNode: (entity: EntityId) => void
}

export function EdgeTable({ answer, selectedEdge, onEdge, onNode }: EdgeTableProps) {
  const zone = useCaseZone()
  const [column, setColumn] = useState<EdgeColumn>('records')
  const nodes = useMemo(() => new Map(answer.nodes.map((node) => [node.party.entity, node])), [answer.nodes])
  const edges = useMemo(
    () => sortEdges(answer.edges, column, (entity) => nodes.get(entity)?.party.name ?? entity),
    [answer.edges, column, nodes],
  )
  const time = (utcMs: number | null): string => (utcMs === null ? '' : formatUtcMs(utcMs, zone))
  return (
    <div className="graph-table-frame">
      <table className="graph-table" aria-label={words.label} data-testid="graph-table">
        <thead>
          <tr>
            <SortHead column="name" title={`${words.a} / ${words.b}`} current={column} set={setColumn} span={2} />
            {COLUMNS.map(({ column: name, title }) => (
              <SortHead key={name} column={name} title={title} current={column} set={setColumn} />
            ))}
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <tr
              key={edgeKey(edge)}
              data-edge={edgeKey(edge)}
              aria-selected={edgeKey(edge) === selectedEdge}
              onClick={() => onEdge(edgeKey(edge))}
            >
              <td>
                <End node={nodes.get(edge.a)} onNode={onNode} />
              </td>
              <td>
                <End node={nodes.get(edge.b)} onNode={onNode} />
              </td>
              <td className="is-number">
                <RecordsButton edge={edge} onEdge={onEdge} />
              </td>
              <td className="is-number">{formatCount(edge.activeDays)}</td>
              <td className="is-figures">{time(edge.firstMs)}</td>
              <td className="is-figures">{time(edge.lastMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SortHead({
  column,
  title,
  current,
  set,
  span = 1,
}: {
  readonly column: EdgeColumn
  readonly title: string
  readonly current: EdgeColumn
  readonly set: (column: EdgeColumn) => void
  readonly span?: number
}) {
  const isCurrent = column === current
  return (
    <th
      scope="col"
      colSpan={span}
      aria-sort={isCurrent ? (column === 'name' || column === 'first' ? 'ascending' : 'descending') : 'none'}
      className={column === 'records' || column === 'days' ? 'is-number' : ''}
    >
      <button type="button" onClick={() => set(column)} title={words.sortBy(title)}>
        {title}
        {isCurrent && <span aria-hidden="true"> ▾</span>}
      </button>
    </th>
  )
}

function End({ node, onNode }: { readonly node: GraphNode | undefined; readonly onNode: (entity: EntityId) => void }) {
  if (node === undefined) return null
  return (
    <button
      type="button"
      className="graph-link"
      onClick={(event) => {
        event.stopPropagation()
        onNode(node.party.entity)
      }}
    >
      <PartyName party={node.party} />
    </button>
  )
}

function RecordsButton({ edge, onEdge }: { readonly edge: GraphEdge; readonly onEdge: (key: string) => void }) {
  return (
    <button
      type="button"
      className="graph-link"
      onClick={(event) => {
        event.stopPropagation()
        onEdge(edgeKey(edge))
      }}
    >
      {formatCount(edge.records)}
      {edge.groupRecords > 0 && (
        <span className="is-faint">
          {' '}
          ({formatCount(edge.groupRecords)} {words.group})
        </span>
      )}
    </button>
  )
}
