/** Words of the package for the values of the record model. */
import type { CoverageStatus, OffenceElement, RecordKind, RecordState, Role, Stance } from '../../contract/index.ts'

export const KIND_WORDS: Readonly<Record<RecordKind, { readonly one: string; readonly many: string; readonly meaning: string }>> = {
  message: { one: 'Message', many: 'messages', meaning: 'Something written or sent in an app or by SMS, as one row of its database.' },
  call: { one: 'Call', many: 'calls', meaning: 'A telephone or video call, answered or not.' },
  location: { one: 'Position', many: 'positions', meaning: 'A position with its time. Its kind says who or what stated it.' },
  media: {
    one: 'Picture or film',
    many: 'pictures and films',
    meaning: 'A picture or film file of the phone, with what the file claims about itself.',
  },
  web: { one: 'Web record', many: 'web records', meaning: 'A page visited, searched for or downloaded.' },
  payment: { one: 'Payment', many: 'payments', meaning: 'Money that moved, or was asked for, as an app or wallet stored it.' },
  interaction: {
    one: 'Interaction',
    many: 'interactions',
    meaning: "A contact that the phone's software noted (who with, by which app), without what was said.",
  },
  note: { one: 'Note', many: 'notes', meaning: 'A text that somebody wrote for themselves.' },
  'calendar-event': {
    one: 'Calendar entry',
    many: 'calendar entries',
    meaning: 'An appointment. That it is entered does not mean that it took place.',
  },
  'app-use': {
    one: 'Use of an app',
    many: 'uses of apps',
    meaning: 'The phone noted that an app was installed, used or showed something.',
  },
  network: { one: 'Network', many: 'networks', meaning: 'The phone noted a Wi-Fi, cell or Bluetooth network.' },
  'account-event': {
    one: 'Account event',
    many: 'account events',
    meaning: 'Something that happened to an account: signed in, changed, added.',
  },
  'device-event': {
    one: 'Device event',
    many: 'device events',
    meaning: 'Something that the phone noted about itself: switched on, unlocked, charged.',
  },
  contact: { one: 'Contact', many: 'contacts', meaning: 'A card of the address book or of an app.' },
  account: { one: 'Account', many: 'accounts', meaning: 'An account that is set up on the phone.' },
  'identity-link': {
    one: 'Link of identifiers',
    many: 'links of identifiers',
    meaning: 'A row by which a store says that two identifiers belong together.',
  },
}

export const STATE_WORDS: Readonly<Record<RecordState, { readonly badge: string; readonly meaning: string }>> = {
  live: { badge: 'live', meaning: "A current row of the app's database: the app would still have shown it when the extraction was made." },
  'deleted-flagged': {
    badge: 'marked deleted',
    meaning: 'The row is still in the database, but the app itself had marked it as deleted. The app would not have shown it.',
  },
  recovered: {
    badge: 'recovered',
    meaning:
      'Found in space that the database had already given up. It can be incomplete, and its place in a conversation can be uncertain.',
  },
  superseded: {
    badge: 'superseded',
    meaning: "Found only in an older copy of the row, in the database's log. A newer version replaced it.",
  },
  'edited-previous': { badge: 'earlier text', meaning: 'The text of a message before somebody edited it.' },
  inferred: {
    badge: 'inferred',
    meaning: "Concluded by the phone's software (or by this program) from other data. It was not observed as such.",
  },
}

export const COVERAGE_WORDS: Readonly<Record<CoverageStatus, { readonly badge: string; readonly meaning: string }>> = {
  parsed: { badge: 'read', meaning: 'Read from beginning to end. Rows that gave no record are counted as skipped, with the reason.' },
  'partly-parsed': {
    badge: 'read in part',
    meaning: 'Damage or a crash stopped the reading. What stood before the damage is in the case.',
  },
  'not-parsed': {
    badge: 'present, not read',
    meaning: 'The file is in the extraction, but this version of the program cannot read it. Its content is unknown.',
  },
  unreadable: { badge: 'unreadable', meaning: 'The file is in the extraction, but could not be opened.' },
  missing: { badge: 'listed, but missing', meaning: 'The extraction lists the file, but does not contain it.' },
  'not-expected': {
    badge: 'not in this kind of extraction',
    meaning: 'This way of extracting a phone normally leaves the file out. It may exist on the phone.',
  },
  absent: {
    badge: 'not found',
    meaning: 'The extraction could contain the file, but does not: the app was probably not in use, or the file was removed.',
  },
}

export interface RoleSign {
  readonly letter: string
  readonly fill: string
  readonly ink: string
  readonly edge: string
  /** Outline in a box of 20 by 20. */
  readonly path: string
}

/** Letter, shape and Okabe-Ito colour, the same as in the program: colour never stands alone. */
export const ROLE_SIGNS: Readonly<Record<Role, RoleSign>> = {
  victim: { letter: 'V', fill: '#0072b2', ink: '#ffffff', edge: '#0072b2', path: 'M10 1a9 9 0 1 1 0 18a9 9 0 1 1 0-18z' },
  suspect: { letter: 'S', fill: '#d55e00', ink: '#000000', edge: '#b04d00', path: 'M2.5 2.5h15v15h-15z' },
  recruiter: { letter: 'R', fill: '#cc79a7', ink: '#000000', edge: '#a24c7d', path: 'M10 0.5L19.5 10L10 19.5L0.5 10z' },
  driver: { letter: 'D', fill: '#e69f00', ink: '#000000', edge: '#9a6a00', path: 'M10 1L19.5 18.5H0.5z' },
  buyer: { letter: 'B', fill: '#f0e442', ink: '#000000', edge: '#857c00', path: 'M0.5 1.5H19.5L10 19z' },
  witness: { letter: 'W', fill: '#009e73', ink: '#000000', edge: '#007f5c', path: 'M5.5 2h9L19.3 10l-4.8 8h-9L0.7 10z' },
  associate: {
    letter: 'A',
    fill: '#56b4e9',
    ink: '#000000',
    edge: '#2a7fb0',
    path: 'M10 0.3l3 6.2l6.7 0.9l-4.9 4.7l1.2 6.8L10 15.7l-6 3.2l1.2-6.8L0.3 7.4L7 6.5z',
  },
  unknown: { letter: '?', fill: '#c3c9d1', ink: '#000000', edge: '#667080', path: 'M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14z' },
}

export const count = (value: number): string => value.toLocaleString('en')
export const counted = (value: number, one: string, many: string): string => `${count(value)} ${value === 1 ? one : many}`

/** `Video call, answered, 62 seconds`. */
export function callText({
  answered,
  durationSeconds,
  isVideo,
}: {
  readonly answered: boolean | null
  readonly durationSeconds: number | null
  readonly isVideo: boolean | null
}): string {
  const outcome = answered === null ? 'whether it was answered is not stored' : answered ? 'answered' : 'not answered'
  const length = durationSeconds === null ? '' : `, ${counted(Math.round(durationSeconds), 'second', 'seconds')}`
  return `${isVideo === true ? 'Video call' : 'Call'}, ${outcome}${length}`
}

export const paymentText = ({ amount, currency }: { readonly amount: string | null; readonly currency: string | null }): string =>
  amount === null ? 'amount not stored' : `${amount} ${currency ?? '(currency not stored)'}`

/** The model's word as a person would say it: `in-focus` -> `in focus`. */
export const activityText = (activity: string): string => activity.replaceAll('-', ' ')

/** The elements of the offence (Palermo Protocol, article 3), as a person marked them. */
export const ELEMENT_WORDS: Readonly<Record<OffenceElement, string>> = {
  act: 'the act (recruiting, transporting, harbouring, receiving)',
  means: 'the means (force, threat, deception, abuse of a position)',
  purpose: 'the purpose (exploitation)',
}

export const STANCE_WORDS: Readonly<Record<Stance, string>> = {
  supports: 'supports the allegation',
  'undermines-or-assists-defence': 'undermines the allegation or assists the defence',
  neutral: 'neutral',
  context: 'context',
}

const SOURCE_KINDS: Readonly<Record<string, string>> = {
  'itunes-backup': 'iTunes backup',
  'android-backup': 'Android backup (adb)',
  'whatsapp-backup': 'WhatsApp backup',
  ufdr: 'report of another program (UFDR)',
  document: 'exported file',
  folder: 'file-system folder',
  zip: 'zip archive',
  tar: 'tar archive',
  database: 'single database',
  'loose-files': 'exported files',
}

/** What an extraction was packed in; one that is not listed is named as the program names it. */
export const sourceKind = (kind: string): string => SOURCE_KINDS[kind] ?? kind
