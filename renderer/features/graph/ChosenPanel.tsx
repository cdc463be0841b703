import { Button } from '@blueprintjs/core'
import type { EntityId, GraphAnswer } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { PartyName } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import { EdgePanel } from './EdgePanel.tsx'
import { groupOf } from './graphModel.ts'
import { NodePanel } from './NodePanel.tsx'
import { PathPanel } from './PathPanel.tsx'
import type { GraphSelection } from './useGraphSelection.ts'

export interface ChosenPanelProps {
  readonly answer: GraphAnswer
  readonly selection: GraphSelection
  readonly includeGroups: boolean
  readonly focusOn: (entity: EntityId) => void
  readonly openGroup: (id: string) => void
}

/** The panel of what is chosen. Nothing when the lens has since taken it out of the graph. */
export function ChosenPanel({ answer, selection, includeGroups, focusOn, openGroup }: ChosenPanelProps) {
  const { choice, node, edge, clear, chooseEdge, startPath } = selection
  if (edge !== undefined) {
    const [a, b] = [edge.a, edge.b].map((entity) => answer.nodes.find(({ party }) => party.entity === entity)?.party)
    return a === undefined || b === undefined ? null : <EdgePanel edge={edge} a={a} b={b} includeGroups={includeGroups} close={clear} />
  }
  if (node !== undefined)
    return <NodePanel node={node} answer={answer} onEdge={chooseEdge} onFocus={focusOn} onPath={startPath} close={clear} />
  if (choice.kind === 'path' && choice.to !== null)
    return <PathPanel answer={answer} from={choice.from} to={choice.to} path={selection.path} onEdge={chooseEdge} close={clear} />
  const community = choice.kind === 'node' ? groupOf(choice.id) : null
  if (community !== null && choice.kind === 'node') {
    const members = answer.nodes.filter((one) => one.community === community)
    return (
      <section className="graph-panel">
        <header>
          <h2>{graphWords.node.group(formatCount(members.length))}</h2>
        </header>
        <div className="graph-panel-part">
          <p className="is-quiet">{graphWords.node.groupText}</p>
          <Button size="small" onClick={() => openGroup(choice.id)}>
            {graphWords.node.groupOpen}
          </Button>
        </div>
        <ul className="graph-contacts">
          {members.map(({ party }) => (
            <li key={party.entity} className="graph-member">
              <PartyName party={party} />
            </li>
          ))}
        </ul>
      </section>
    )
  }
  return (
    <section className="graph-panel">
      <div className="graph-panel-part is-faint">{graphWords.gone}</div>
    </section>
  )
}
