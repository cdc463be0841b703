/** Value lists that the contract gives as types. `satisfies` and the exhaustive records keep them whole. */
import type { PositionClass, RecordKind, RecordState, Role } from '../../../main/contract/index.ts'
import type { ViewId } from '../views.ts'

/** The keys of a record that must name every member, in the order written. */
function allOf<T extends string>(members: Readonly<Record<T, true>>): readonly T[] {
  return Object.keys(members) as T[]
}

export const RECORD_KINDS: readonly RecordKind[] = allOf<RecordKind>({
  message: true,
  call: true,
  location: true,
  media: true,
  web: true,
  payment: true,
  interaction: true,
  note: true,
  'calendar-event': true,
  'app-use': true,
  network: true,
  'account-event': true,
  'device-event': true,
  contact: true,
  account: true,
  'identity-link': true,
})

export const RECORD_STATES: readonly RecordState[] = allOf<RecordState>({
  live: true,
  'deleted-flagged': true,
  recovered: true,
  superseded: true,
  'edited-previous': true,
  inferred: true,
})

export const ROLE_LIST: readonly Role[] = allOf<Role>({
  victim: true,
  suspect: true,
  recruiter: true,
  driver: true,
  buyer: true,
  witness: true,
  associate: true,
  unknown: true,
})

export const POSITION_CLASSES: readonly PositionClass[] = allOf<PositionClass>({
  'device-fix': true,
  visit: true,
  network: true,
  photo: true,
  searched: true,
  'shared-by-other': true,
  'other-device': true,
  mentioned: true,
})

export const VIEW_IDS: readonly ViewId[] = allOf<ViewId>({
  case: true,
  timeline: true,
  conversations: true,
  people: true,
  map: true,
  graph: true,
  search: true,
  evidence: true,
})
