/** The drawing or the table, with toolbar, legend and the panel of what is chosen. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { EntityId, GraphAnswer, Role } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { formatCount } from '../../shared/format/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { fetchQuery } from '../../shared/query/index.ts'
import { useTheme } from '../../shared/theme/index.ts'
import { LoadingState, notify, SplitPane } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import { EdgeTable } from './EdgeTable.tsx'
import type { GraphHandle } from './GraphCanvas.tsx'
import { GraphLegend } from './GraphLegend.tsx'
import { drawingOf, groupOf } from './graphModel.ts'
import { ChosenPanel } from './ChosenPanel.tsx'
import { GraphToolbar, type GraphOptions } from './GraphToolbar.tsx'
import type { Places } from './savedPlaces.ts'
import { useKeeping } from './useKeeping.ts'
import { usePlaces } from './usePlaces.ts'
import { useGraphSelection } from './useGraphSelection.ts'

const GraphCanvas = lazy(async () => ({ default: (await import('./GraphCanvas.tsx')).GraphCanvas }))

export interface GraphWorkspaceProps {
  readonly answer: GraphAnswer
  readonly options: GraphOptions
  readonly change: (patch: Partial<GraphOptions>) => void
  readonly focus: EntityId | null
  readonly focusOn: (entity: EntityId | null) => void
  /** Where an exhibit has everybody stand; null when none asked. */
  readonly askedPlaces: Places | null
}

export function GraphWorkspace({ answer, options, change, focus, focusOn, askedPlaces }: GraphWorkspaceProps) {
  const theme = useTheme()
  const { path: casePath } = useCase()
  const selection = useGraphSelection(answer)
  const { choice, chooseNode } = selection
  const { places, move, isPinned, togglePin } = usePlaces(casePath, answer.nodes, askedPlaces)
  const [openGroups, setOpenGroups] = useState<ReadonlySet<number>>(new Set())
  const [handle, setHandle] = useState<GraphHandle | null>(null)
  const drawing = useMemo(
    () => drawingOf(answer, { isCollapsed: options.isCollapsed, openGroups, places }),
    [answer, options.isCollapsed, openGroups, places],
  )
  useFitOnNewPeople(handle, answer, options.isCollapsed)
  const keepView = useKeeping({ handle, answer, options, places, theme })
  const roles = useMemo(() => new Set(answer.nodes.map(({ party }): Role => party.role ?? 'unknown')), [answer.nodes])
  const nameOf = (entity: EntityId): string => answer.nodes.find(({ party }) => party.entity === entity)?.party.name ?? entity
  const { group } = graphWords.keys
  useKeys([
    { keys: '0', words: graphWords.keys.fit, group, run: () => handle?.fit() },
    { keys: 't', words: graphWords.keys.table, group, run: () => change({ isTable: !options.isTable }) },
    ...(choice.kind === 'none' ? [] : [{ keys: 'Escape', words: graphWords.keys.end, group, run: selection.clear }]),
  ])
  const find = async (text: string): Promise<void> => {
    const wanted = text.toLowerCase()
    const known = answer.nodes.find(
      ({ party }) => party.name.toLowerCase().includes(wanted) || party.identifier.toLowerCase().includes(wanted),
    )
    if (known !== undefined) {
      chooseNode(known.party.entity)
      handle?.show(known.party.entity)
      return
    }
    const found = await fetchQuery('people.find', { text, limit: 1 })
    const [party] = found.ok ? found.value : []
    if (party === undefined) notify(graphWords.nobody(text))
    else focusOn(party.entity)
  }
  const openGroup = (id: string): void => {
    const community = groupOf(id)
    if (community !== null) setOpenGroups(new Set([...openGroups, community]))
    else if (/^[pi]/.test(id)) focusOn(id as EntityId)
  }
  const main = (
    <div className="graph-ground">
      {options.isTable ? (
        <EdgeTable
          answer={answer}
          selectedEdge={choice.kind === 'edge' ? choice.key : null}
          onEdge={selection.chooseEdge}
          onNode={chooseNode}
        />
      ) : (
        <>
          <div className="graph-sheet">
            <Suspense fallback={<LoadingState words={graphWords.loading} />}>
              <GraphCanvas
                drawing={drawing}
                theme={theme}
                label={graphWords.canvas}
                selectedNode={choice.kind === 'node' ? choice.id : null}
                selectedEdge={choice.kind === 'edge' ? choice.key : null}
                marked={selection.marked}
                countText={formatCount}
                onReady={setHandle}
                onNode={chooseNode}
                onOpen={openGroup}
                onMoved={move}
                onEdge={(id) => (/g\d/.test(id) ? notify(graphWords.groupEdge) : selection.chooseEdge(id))}
              />
            </Suspense>
            <p className="graph-status" role="status">
              {graphWords.shown(
                formatCount(answer.nodes.length),
                formatCount(answer.totalNodes),
                formatCount(answer.edges.length),
                formatCount(answer.totalEdges),
              )}
            </p>
          </div>
          <GraphLegend roles={roles} hasGroups={options.includeGroups} isCollapsed={options.isCollapsed} />
        </>
      )}
      {choice.kind === 'path' && choice.to === null && (
        <p className="graph-hint" role="status">
          {graphWords.path.choosing(nameOf(choice.from))}
        </p>
      )}
    </div>
  )
  const panel = (
    <ChosenPanel answer={answer} selection={selection} includeGroups={options.includeGroups} focusOn={focusOn} openGroup={openGroup} />
  )
  const hasPanel = choice.kind !== 'none' && !(choice.kind === 'path' && choice.to === null)
  return (
    <>
      <GraphToolbar
        options={options}
        change={change}
        answer={answer}
        isPinned={isPinned}
        togglePin={togglePin}
        fit={() => handle?.fit()}
        find={(text) => void find(text)}
        focus={answer.nodes.find(({ party }) => party.entity === focus)?.party ?? null}
        endFocus={() => focusOn(null)}
        keepView={() => void keepView()}
      />
      <div className="graph-body">
        {hasPanel ? (
          <SplitPane main={main} side={panel} initialPx={320} minPx={260} label={graphWords.panelBar} storageKey="graph" />
        ) : (
          main
        )}
      </div>
    </>
  )
}

/** Fits when the people on the drawing have changed much, not at every move of the brush. */
function useFitOnNewPeople(handle: GraphHandle | null, answer: GraphAnswer, isCollapsed: boolean): void {
  const fitted = useRef<{ handle: GraphHandle | null; ids: ReadonlySet<string>; isCollapsed: boolean }>({
    handle: null,
    ids: new Set(),
    isCollapsed: false,
  })
  useEffect(() => {
    if (handle === null) return
    const before = fitted.current
    const isSame =
      before.handle === handle && before.isCollapsed === isCollapsed && answer.nodes.every(({ party }) => before.ids.has(party.entity))
    if (isSame) return
    fitted.current = { handle, ids: new Set(answer.nodes.map(({ party }) => party.entity)), isCollapsed }
    // After the canvas has taken over the new nodes.
    const asked = requestAnimationFrame(() => handle.fit())
    return () => cancelAnimationFrame(asked)
  }, [handle, answer, isCollapsed])
}
