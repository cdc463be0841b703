import './graph.css'
import { GraphIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import { takeAskedView } from '../../shared/exhibit/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { TimeBrush } from '../../shared/timeBrush/index.ts'
import { EmptyState, FailedState, LoadingState } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import type { EntityId } from '../../../main/contract/index.ts'
import { GraphWorkspace } from './GraphWorkspace.tsx'
import type { GraphOptions } from './GraphToolbar.tsx'
import { readView } from './keptView.ts'
import type { Places } from './savedPlaces.ts'
import { useContactBars, useGraph } from './useGraph.ts'

/** Kept for the session, so that leaving the view and coming back changes nothing. */
const kept: { options: GraphOptions; focus: EntityId | null } = {
  options: { limit: 60, includeGroups: true, isCollapsed: false, isTable: false },
  focus: null,
}

/** Options of the exhibit that is to be shown; gives its places, or null. */
function takeAsked(): Places | null {
  const asked = takeAskedView('graph')
  if (asked === null) return null
  const { options, places } = readView(asked, kept.options)
  kept.options = options
  kept.focus = null
  return places
}

/** Who contacted whom: the strongest entities of the lens and the contact between them; every edge opens its records. */
export function GraphView() {
  // Before the options are read: an exhibit may have asked for its view.
  const [askedPlaces] = useState(takeAsked)
  const [options, setOptions] = useState(kept.options)
  const [focus, setFocus] = useState(kept.focus)
  const graph = useGraph({ limit: options.limit, includeGroups: options.includeGroups, focus })
  const change = (patch: Partial<GraphOptions>): void => {
    kept.options = { ...kept.options, ...patch }
    setOptions(kept.options)
  }
  const focusOn = (entity: EntityId | null): void => {
    kept.focus = entity
    setFocus(entity)
  }
  const { data } = graph
  return (
    <div
      className="graph-view"
      data-testid="graph-view"
      data-nodes={data?.nodes.length ?? ''}
      data-edges={data?.edges.length ?? ''}
      data-stale={graph.isStale}
      aria-label={graphWords.view}
    >
      {data === undefined ? (
        graph.failure === null ? (
          <LoadingState words={graphWords.loading} />
        ) : (
          <FailedState failure={graph.failure} onRetry={graph.reload} />
        )
      ) : data.edges.length === 0 && focus === null ? (
        <NoContacts isWithoutGroups={!options.includeGroups} showGroups={() => change({ includeGroups: true })} />
      ) : (
        <GraphWorkspace answer={data} options={options} change={change} focus={focus} focusOn={focusOn} askedPlaces={askedPlaces} />
      )}
      <ContactBrush />
    </div>
  )
}

/** Says why nothing is drawn, with the one button that may change it. */
function NoContacts({ isWithoutGroups, showGroups }: { readonly isWithoutGroups: boolean; readonly showGroups: () => void }) {
  const { isEmpty, clear } = useLens()
  const words = isEmpty
    ? { title: graphWords.noneTitle, text: graphWords.noneText }
    : { title: graphWords.emptyTitle, text: graphWords.emptyText }
  const button = (label: string, onClick: () => void) => (
    <button type="button" className="bp6-button" onClick={onClick}>
      {label}
    </button>
  )
  const icon = <GraphIcon size={32} />
  if (isWithoutGroups)
    return (
      <EmptyState icon={icon} title={graphWords.emptyTitle} action={button(graphWords.withGroups, showGroups)}>
        {graphWords.withoutGroupsText}
      </EmptyState>
    )
  return (
    <EmptyState icon={icon} title={words.title} action={isEmpty ? undefined : button(graphWords.clearLens, clear)}>
      {words.text}
    </EmptyState>
  )
}

function ContactBrush() {
  const { filter, change } = useLens()
  const { bars, barMs, domain } = useContactBars()
  return (
    <div className="graph-brush">
      {domain === null ? (
        <span className="is-faint">{graphWords.brush.none}</span>
      ) : (
        <TimeBrush
          bars={bars}
          barMs={barMs}
          domain={domain}
          fromMs={filter.fromMs}
          toMs={filter.toMs}
          onChange={(fromMs, toMs) => change({ fromMs, toMs })}
          unit={graphWords.brush.unit}
        />
      )}
    </div>
  )
}
