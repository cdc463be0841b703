/** The lens for all views, kept in step with the hash of the address. */
import { createContext, useContext, useEffect, useMemo, useReducer, useRef, type Dispatch, type ReactNode } from 'react'
import type { EntityId, Lens } from '../../../main/contract/index.ts'
import type { ViewId } from '../views.ts'
import { fromHash, toHash } from './lensLink.ts'
import { isWholeCase, togglePerson, type LensPart } from './lensParts.ts'
import { initialLensState, lensReducer, type LensAction, type LensSnapshot, type LensState } from './lensReducer.ts'

const StateContext = createContext<LensState | null>(null)
const DispatchContext = createContext<Dispatch<LensAction> | null>(null)

export function LensProvider({ children }: { readonly children: ReactNode }) {
  const [state, dispatch] = useReducer(lensReducer, null, () => initialLensState(fromHash(window.location.hash) ?? {}))
  const hash = toHash(state)
  const writtenHash = useRef('')
  useEffect(() => {
    writtenHash.current = hash
    if (window.location.hash !== hash) window.history.replaceState(window.history.state, '', hash)
  }, [hash])
  useEffect(() => {
    const onHashChange = (): void => {
      const snapshot = window.location.hash === writtenHash.current ? null : fromHash(window.location.hash)
      if (snapshot !== null) dispatch({ type: 'load', snapshot })
    }
    window.addEventListener('hashchange', onHashChange)
    return () => window.removeEventListener('hashchange', onHashChange)
  }, [])
  return (
    <DispatchContext value={dispatch}>
      <StateContext value={state}>{children}</StateContext>
    </DispatchContext>
  )
}

function useLensState(): LensState {
  const state = useContext(StateContext)
  if (state === null) throw new Error('LensProvider is missing')
  return state
}

function useDispatch(): Dispatch<LensAction> {
  const dispatch = useContext(DispatchContext)
  if (dispatch === null) throw new Error('LensProvider is missing')
  return dispatch
}

export interface LensApi {
  readonly filter: Lens
  /** Set parts, the newest at the end. */
  readonly parts: readonly LensPart[]
  /** True when nothing is narrowed. */
  readonly isEmpty: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** One undo step: `change({ fromMs, toMs })`. */
  readonly change: (patch: Partial<Lens>) => void
  readonly clear: () => void
  readonly clearPart: (part: LensPart) => void
  readonly clearLast: () => void
  readonly togglePerson: (entity: EntityId) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Filter, selection and view as one link. */
  readonly hash: string
  readonly load: (snapshot: LensSnapshot) => void
  /** Another case: empty lens, no history. */
  readonly reset: (view: ViewId) => void
}

export function useLens(): LensApi {
  const state = useLensState()
  const dispatch = useDispatch()
  return useMemo(
    () => ({
      filter: state.filter,
      parts: state.parts,
      isEmpty: isWholeCase(state.filter),
      canUndo: state.past.length > 0,
      canRedo: state.future.length > 0,
      change: (patch) => dispatch({ type: 'change', patch }),
      clear: () => dispatch({ type: 'clear' }),
      clearPart: (part) => dispatch({ type: 'clear-part', part }),
      clearLast: () => dispatch({ type: 'clear-last' }),
      togglePerson: (entity) => dispatch({ type: 'change', patch: togglePerson(state.filter, entity) }),
      undo: () => dispatch({ type: 'undo' }),
      redo: () => dispatch({ type: 'redo' }),
      hash: toHash(state),
      load: (snapshot) => dispatch({ type: 'load', snapshot }),
      reset: (view) => dispatch({ type: 'reset', view }),
    }),
    [state, dispatch],
  )
}

/** The selected record, shared by all views and shown by the inspector. */
export function useSelection(): { readonly selectedKey: number | null; readonly select: (key: number | null) => void } {
  const { selectedKey } = useLensState()
  const dispatch = useDispatch()
  return useMemo(() => ({ selectedKey, select: (key) => dispatch({ type: 'select', key }) }), [selectedKey, dispatch])
}

/** The view on the screen, and the way to another one. */
export function useView(): { readonly view: ViewId; readonly show: (view: ViewId) => void } {
  const { view } = useLensState()
  const dispatch = useDispatch()
  return useMemo(() => ({ view, show: (next) => dispatch({ type: 'show', view: next }) }), [view, dispatch])
}
