/** Words for the values of the record model. */
import type { PositionClass, RecordKind, RecordState, Role } from '../../../main/contract/index.ts'

export const kindWords: Readonly<Record<RecordKind, { readonly one: string; readonly many: string }>> = {
  message: { one: 'message', many: 'messages' },
  call: { one: 'call', many: 'calls' },
  location: { one: 'position', many: 'positions' },
  media: { one: 'media file', many: 'media files' },
  web: { one: 'web record', many: 'web records' },
  payment: { one: 'payment', many: 'payments' },
  interaction: { one: 'interaction', many: 'interactions' },
  note: { one: 'note', many: 'notes' },
  'calendar-event': { one: 'calendar entry', many: 'calendar entries' },
  'app-use': { one: 'use of an app', many: 'uses of apps' },
  network: { one: 'network', many: 'networks' },
  'account-event': { one: 'account event', many: 'account events' },
  'device-event': { one: 'device event', many: 'device events' },
  contact: { one: 'contact', many: 'contacts' },
  account: { one: 'account', many: 'accounts' },
  'identity-link': { one: 'identity link', many: 'identity links' },
}

export const stateWords: Readonly<Record<RecordState, { readonly short: string; readonly long: string }>> = {
  live: { short: 'live', long: 'A current row of the database.' },
  'deleted-flagged': { short: 'deleted', long: 'The app itself marked this row as deleted.' },
  recovered: { short: 'recovered', long: 'Carved from free or unallocated space of the database.' },
  superseded: { short: 'superseded', long: 'Found only in an older frame of the write-ahead log.' },
  'edited-previous': { short: 'earlier text', long: 'An earlier text of a message that was edited.' },
  inferred: { short: 'inferred', long: 'Derived by the phone or by this program, not stored as an observation.' },
}

export const roleWords: Readonly<Record<Role, string>> = {
  victim: 'victim',
  suspect: 'suspect',
  recruiter: 'recruiter',
  driver: 'driver',
  buyer: 'buyer',
  witness: 'witness',
  associate: 'associate',
  unknown: 'role not assigned',
}

export const positionClassWords: Readonly<Record<PositionClass, string>> = {
  'device-fix': 'device fix',
  visit: 'visit',
  network: 'network',
  photo: 'photo',
  searched: 'searched',
  'shared-by-other': 'shared by another',
  'other-device': 'other device',
  mentioned: 'mentioned',
}

/** Words of the activities that the model names; any other word comes from the record itself. */
export const activityWords: Readonly<Record<string, string>> = {
  'in-focus': 'in the foreground',
  'data-use': 'used data',
  'media-playing': 'played media',
  'signed-in': 'signed in',
  'signed-out': 'signed out',
  'sim-in-use': 'SIM in use',
  'screen-on': 'screen on',
  'screen-off': 'screen off',
  'shut-down': 'shut down',
  'not-charging': 'not charging',
  'set-up': 'set up',
  'time-zone': 'time zone',
}

export const directionWords = { incoming: 'incoming', outgoing: 'outgoing', unknown: 'direction not stored' } as const
