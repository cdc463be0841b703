/** The state that all views share, and its history. Pure. */
import type { Lens } from '../../../main/contract/index.ts'
import type { ViewId } from '../views.ts'
import { WHOLE_CASE, isSameLens, orderParts, withoutPart, type LensPart } from './lensParts.ts'

/** Serialisable: a link or a named lens holds exactly this. */
export interface LensSnapshot {
  readonly filter: Lens
  readonly selectedKey: number | null
  readonly view: ViewId
}

interface Step {
  readonly filter: Lens
  readonly parts: readonly LensPart[]
}

export interface LensState extends LensSnapshot {
  /** Set parts, the newest at the end. */
  readonly parts: readonly LensPart[]
  readonly past: readonly Step[]
  readonly future: readonly Step[]
}

export type LensAction =
  | { readonly type: 'change'; readonly patch: Partial<Lens> }
  | { readonly type: 'clear' }
  | { readonly type: 'clear-part'; readonly part: LensPart }
  | { readonly type: 'clear-last' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'select'; readonly key: number | null }
  | { readonly type: 'show'; readonly view: ViewId }
  | { readonly type: 'load'; readonly snapshot: LensSnapshot }
  | { readonly type: 'reset'; readonly view: ViewId }

const KEPT_STEPS = 200

export function initialLensState(snapshot: Partial<LensSnapshot> = {}): LensState {
  const filter = snapshot.filter ?? WHOLE_CASE
  return {
    filter,
    selectedKey: snapshot.selectedKey ?? null,
    view: snapshot.view ?? 'case',
    parts: orderParts([], WHOLE_CASE, filter),
    past: [],
    future: [],
  }
}

/** One undo step, unless nothing differs. */
function changed(state: LensState, filter: Lens): LensState {
  if (isSameLens(state.filter, filter)) return state
  return {
    ...state,
    filter,
    parts: orderParts(state.parts, state.filter, filter),
    past: [...state.past, { filter: state.filter, parts: state.parts }].slice(-KEPT_STEPS),
    future: [],
  }
}

function undone(state: LensState): LensState {
  const step = state.past.at(-1)
  if (step === undefined) return state
  const future = [...state.future, { filter: state.filter, parts: state.parts }]
  return { ...state, ...step, past: state.past.slice(0, -1), future }
}

function redone(state: LensState): LensState {
  const step = state.future.at(-1)
  if (step === undefined) return state
  const past = [...state.past, { filter: state.filter, parts: state.parts }]
  return { ...state, ...step, past, future: state.future.slice(0, -1) }
}

function withoutLastPart(state: LensState): LensState {
  const part = state.parts.at(-1)
  return part === undefined ? state : changed(state, withoutPart(state.filter, part))
}

export function lensReducer(state: LensState, action: LensAction): LensState {
  switch (action.type) {
    case 'change':
      return changed(state, { ...state.filter, ...action.patch })
    case 'clear':
      return changed(state, WHOLE_CASE)
    case 'clear-part':
      return changed(state, withoutPart(state.filter, action.part))
    case 'clear-last':
      return withoutLastPart(state)
    case 'undo':
      return undone(state)
    case 'redo':
      return redone(state)
    case 'select':
      return state.selectedKey === action.key ? state : { ...state, selectedKey: action.key }
    case 'show':
      return state.view === action.view ? state : { ...state, view: action.view }
    case 'load':
      return { ...changed(state, action.snapshot.filter), selectedKey: action.snapshot.selectedKey, view: action.snapshot.view }
    case 'reset':
      return initialLensState({ view: action.view })
  }
}
