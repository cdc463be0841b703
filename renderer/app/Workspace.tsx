/** The frame around the views, as ui.md draws it. */
import { useEffect, useState } from 'react'
import { ScopeDialog } from '../features/evidence/index.ts'
import { Inspector } from '../features/inspector/index.ts'
import { onOpenInspector } from '../shared/inspectorPane.ts'
import { useKeys, type KeyBinding } from '../shared/keys/index.ts'
import { useLens, useView } from '../shared/lens/index.ts'
import { onOpenScope } from '../shared/scopePane.ts'
import { SplitPane } from '../shared/ui/index.ts'
import { shellWords } from '../shared/wording/shell.ts'
import { KeyList } from './KeyList.tsx'
import { LensBar } from './lensbar/LensBar.tsx'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { StatusBar } from './StatusBar.tsx'
import { ViewBoundary } from './ViewBoundary.tsx'
import { VIEWS } from './views.ts'

const INSPECTOR_STORAGE = 'corroborate.inspector'

/** The search view's own field takes the focus once it is on the screen. */
function focusSearch(): void {
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus())
}

interface ShellActions {
  readonly toggleInspector: () => void
  readonly showPalette: () => void
  readonly showKeys: () => void
}

function useShellKeys({ toggleInspector, showPalette, showKeys }: ShellActions): void {
  const lens = useLens()
  const { show } = useView()
  const words = shellWords.keys
  const group = words.groups.everywhere
  const views = VIEWS.slice(0, 9).map(({ id, title }, index): KeyBinding => ({
    keys: String(index + 1),
    words: words.view(title),
    group,
    run: () => show(id),
  }))
  const goSearching = (): void => {
    show('search')
    focusSearch()
  }
  useKeys([
    ...views,
    { keys: '/', words: words.search, group, run: goSearching },
    { keys: 'Ctrl+K', words: words.palette, group, run: showPalette, isGlobal: true },
    { keys: 'Ctrl+Z', words: words.undo, group, run: lens.undo },
    { keys: 'Ctrl+Shift+Z', words: words.redo, group, run: lens.redo },
    { keys: 'Backspace', words: words.clearLast, group, run: lens.clearLast },
    { keys: 'i', words: words.inspector, group, run: toggleInspector },
    { keys: '?', words: words.list, group, run: showKeys },
  ])
}

export function Workspace() {
  const [hasInspector, setHasInspector] = useState(() => window.localStorage.getItem(INSPECTOR_STORAGE) !== 'closed')
  const [overlay, setOverlay] = useState<'palette' | 'keys' | 'scope' | null>(null)
  const setInspector = (isOpen: boolean): void => {
    setHasInspector(isOpen)
    window.localStorage.setItem(INSPECTOR_STORAGE, isOpen ? 'open' : 'closed')
  }
  useEffect(() => onOpenInspector(() => setInspector(true)), [])
  useEffect(() => onOpenScope(() => setOverlay('scope')), [])
  const close = (): void => setOverlay(null)
  const showKeys = (): void => setOverlay('keys')
  useShellKeys({ toggleInspector: () => setInspector(!hasInspector), showPalette: () => setOverlay('palette'), showKeys })
  return (
    <div className="workspace">
      <Rail />
      <div className="workspace-body">
        <header>
          <LensBar />
        </header>
        <div className="workspace-panes">
          {hasInspector ? (
            <SplitPane
              main={<CurrentView />}
              initialPx={360}
              minPx={280}
              maxPx={720}
              label={shellWords.inspector.bar}
              storageKey="inspector"
              side={
                <ViewBoundary title={shellWords.inspector.toggle}>
                  <Inspector close={() => setInspector(false)} />
                </ViewBoundary>
              }
            />
          ) : (
            <CurrentView />
          )}
        </div>
      </div>
      <StatusBar />
      <Palette isOpen={overlay === 'palette'} close={close} showKeys={showKeys} />
      <KeyList isOpen={overlay === 'keys'} close={close} />
      {overlay === 'scope' && <ScopeDialog close={close} />}
    </div>
  )
}

function CurrentView() {
  const { view } = useView()
  const definition = VIEWS.find(({ id }) => id === view) ?? VIEWS[0]
  if (definition === undefined) return null
  const { id, title, Component } = definition
  return (
    <main className="view" data-view={id} aria-label={title}>
      <ViewBoundary key={id} title={title}>
        <Component />
      </ViewBoundary>
    </main>
  )
}
