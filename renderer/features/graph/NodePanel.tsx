/** One person or identity of the graph, and what can be done with it. */
import { Button } from '@blueprintjs/core'
import { CrossIcon } from '@blueprintjs/icons'
import type { EntityId, GraphAnswer, GraphNode } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { PartyName, RoleBadge } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import { edgeKey } from './graphModel.ts'

const words = graphWords.node

export interface NodePanelProps {
  readonly node: GraphNode
  readonly answer: GraphAnswer
  readonly onEdge: (key: string) => void
  readonly onFocus: (entity: EntityId) => void
  readonly onPath: (entity: EntityId) => void
  readonly close: () => void
}

export function NodePanel({ node, answer, onEdge, onFocus, onPath, close }: NodePanelProps) {
  const { filter, togglePerson } = useLens()
  const { party } = node
  const isInLens = filter.people.includes(party.entity)
  const parties = new Map(answer.nodes.map((other) => [other.party.entity, other.party]))
  const contacts = answer.edges
    .filter(({ a, b }) => a === party.entity || b === party.entity)
    .toSorted((left, right) => right.records - left.records)
  return (
    <section className="graph-panel" aria-label={party.name} data-testid="node-panel">
      <header>
        <h2>
          <PartyName party={party} />
        </h2>
        <Button size="small" variant="minimal" icon={<CrossIcon size={14} />} aria-label={words.close} onClick={close} />
      </header>
      <div className="graph-panel-part">
        <dl className="ui-facts">
          <dt>{words.identifier}</dt>
          <dd className="is-fixed">
            <bdi>{party.identifier}</bdi>
          </dd>
          <dt>{words.kind}</dt>
          <dd>{node.isPerson ? words.person : words.identity}</dd>
          <dt>{words.role}</dt>
          <dd>
            <RoleBadge role={party.role} isDashed={!node.isExamined} hasLabel />
          </dd>
          <dt>{words.examined}</dt>
          <dd>{node.isExamined ? words.isExamined : words.notExamined}</dd>
          <dt>{words.records}</dt>
          <dd className="is-figures">{formatCount(node.records)}</dd>
        </dl>
        <div className="graph-actions">
          <Button size="small" onClick={() => togglePerson(party.entity)}>
            {isInLens ? words.filterOff : words.filter}
          </Button>
          <Button size="small" onClick={() => onFocus(party.entity)}>
            {words.show}
          </Button>
          <Button size="small" title={words.pathHint} onClick={() => onPath(party.entity)}>
            {words.path}
          </Button>
        </div>
      </div>
      <h3 className="graph-panel-title">
        {words.contacts} ({formatCount(contacts.length)})
      </h3>
      <ul className="graph-contacts">
        {contacts.map((edge) => (
          <li key={edgeKey(edge)}>
            <button type="button" onClick={() => onEdge(edgeKey(edge))}>
              <PartyName party={parties.get(edge.a === party.entity ? edge.b : edge.a) ?? null} />
              <span className="is-figures is-quiet">{formatCount(edge.records)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
