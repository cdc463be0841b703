/** One edge: the vector of its kinds, and the records that it stands for. */
import { Button } from '@blueprintjs/core'
import { BookmarkIcon, CrossIcon, FilterIcon } from '@blueprintjs/icons'
import { useMemo } from 'react'
import type { GraphEdge, Party } from '../../../main/contract/index.ts'
import { useAddExhibit } from '../../shared/exhibit/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { PartyName, UtcTime } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import { EdgeRowList } from './EdgeRowList.tsx'

const words = graphWords.edge

export interface EdgePanelProps {
  readonly edge: GraphEdge
  readonly a: Party
  readonly b: Party
  readonly includeGroups: boolean
  readonly close: () => void
}

export function EdgePanel({ edge, a, b, includeGroups, close }: EdgePanelProps) {
  const { filter, change } = useLens()
  const { add, isRunning } = useAddExhibit()
  const lens = useMemo(() => ({ ...filter, pair: [edge.a, edge.b] as const }), [filter, edge.a, edge.b])
  return (
    <section className="graph-panel" aria-label={words.title(a.name, b.name)} data-testid="edge-panel" data-records={edge.records}>
      <header>
        <h2 className="graph-pair">
          <PartyName party={a} />
          <span className="is-quiet">{words.and}</span>
          <PartyName party={b} />
        </h2>
        <Button size="small" variant="minimal" icon={<CrossIcon size={14} />} aria-label={graphWords.node.close} onClick={close} />
      </header>
      <div className="graph-panel-part">
        <KindTable edge={edge} a={a} b={b} />
        <dl className="ui-facts">
          <dt>{words.days}</dt>
          <dd className="is-figures">{formatCount(edge.activeDays)}</dd>
          <dt>{words.first}</dt>
          <dd>
            <UtcTime utcMs={edge.firstMs} />
          </dd>
          <dt>{words.last}</dt>
          <dd>
            <UtcTime utcMs={edge.lastMs} />
          </dd>
        </dl>
        {edge.groupRecords > 0 && <p className="is-quiet is-small">{words.groupPart(formatCount(edge.groupRecords))}</p>}
        {a.isDeviceOwner && b.isDeviceOwner && <p className="is-quiet is-small">{words.bothExamined}</p>}
        {!includeGroups && <p className="is-faint is-small">{words.groupLeftOut}</p>}
        <Button size="small" icon={<FilterIcon size={14} />} title={words.asLensHint} onClick={() => change({ pair: [edge.a, edge.b] })}>
          {words.asLens}
        </Button>
        <Button
          size="small"
          icon={<BookmarkIcon size={14} />}
          title={words.keepHint}
          loading={isRunning}
          onClick={() => void add({ kind: 'edge', pair: [edge.a, edge.b], lens: filter }, words.label(a.name, b.name))}
        >
          {words.keep}
        </Button>
      </div>
      <h3 className="graph-panel-title">{words.rows}</h3>
      <EdgeRowList lens={lens} />
    </section>
  )
}

function KindTable({ edge, a, b }: { readonly edge: GraphEdge; readonly a: Party; readonly b: Party }) {
  const hasUnknown = edge.kinds.some(({ unknownDirection }) => unknownDirection > 0)
  const number = (count: number) => <td className="is-number">{count === 0 ? <span className="is-faint">0</span> : formatCount(count)}</td>
  return (
    <table className="graph-kinds">
      <thead>
        <tr>
          <th scope="col">{words.kind}</th>
          <th scope="col" className="is-number">
            <bdi>{words.to(b.name)}</bdi>
          </th>
          <th scope="col" className="is-number">
            <bdi>{words.to(a.name)}</bdi>
          </th>
          {hasUnknown && (
            <th scope="col" className="is-number">
              {words.unknown}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {edge.kinds.map(({ label, aToB, bToA, unknownDirection }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {number(aToB)}
            {number(bToA)}
            {hasUnknown && number(unknownDirection)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
