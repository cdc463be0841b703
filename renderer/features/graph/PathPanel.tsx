import { Button } from '@blueprintjs/core'
import { CrossIcon } from '@blueprintjs/icons'
import type { EntityId, GraphAnswer, Party } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { PartyName } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import { edgeKey, pathEdges } from './graphModel.ts'

const words = graphWords.path

export interface PathPanelProps {
  readonly answer: GraphAnswer
  readonly from: EntityId
  readonly to: EntityId
  readonly path: readonly EntityId[] | null
  readonly onEdge: (key: string) => void
  readonly close: () => void
}

/** A chain of contacts between two, step by step. */
export function PathPanel({ answer, from, to, path, onEdge, close }: PathPanelProps) {
  const parties = new Map(answer.nodes.map(({ party }) => [party.entity, party]))
  const partyAt = (index: number): Party | null => parties.get(path?.[index] ?? from) ?? null
  const name = (entity: EntityId): string => parties.get(entity)?.name ?? entity
  return (
    <section
      className="graph-panel"
      aria-label={words.title(name(from), name(to))}
      data-testid="path-panel"
      data-steps={path === null ? '' : path.length - 1}
    >
      <header>
        <h2>{words.title(name(from), name(to))}</h2>
        <Button size="small" variant="minimal" icon={<CrossIcon size={14} />} aria-label={graphWords.node.close} onClick={close} />
      </header>
      <div className="graph-panel-part">
        <p>{path === null ? words.none : words.steps(path.length - 1)}</p>
        {path !== null && <p className="is-faint is-small">{words.caution}</p>}
      </div>
      <ol className="graph-contacts">
        {(path === null ? [] : pathEdges(answer.edges, path)).map((edge, index) => (
          <li key={edgeKey(edge)}>
            <button type="button" onClick={() => onEdge(edgeKey(edge))}>
              <span className="graph-pair">
                <PartyName party={partyAt(index)} />
                <span className="is-quiet">{graphWords.edge.and}</span>
                <PartyName party={partyAt(index + 1)} />
              </span>
              <span className="is-figures is-quiet">{formatCount(edge.records)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
