/** Words of exhibits, wherever they are shown: what they are, which way they cut, what a reader must know of them. */
import type {
  ContextWindow,
  ExhibitKind,
  ExhibitWarningCode,
  OffenceElement,
  Stance,
  StatementReference,
} from '../../../main/contract/index.ts'

export const exhibitKindWords: Readonly<Record<ExhibitKind, string>> = {
  record: 'record',
  slice: 'part of a conversation',
  place: 'place',
  stay: 'stay',
  edge: 'contact of two',
  'map-view': 'view of the map',
  'graph-view': 'view of the graph',
}

export const elementWords: Readonly<Record<OffenceElement, { readonly name: string; readonly text: string }>> = {
  act: { name: 'Act', text: 'What was done: recruiting, transporting, transferring, harbouring, receiving' },
  means: { name: 'Means', text: 'How: force, threat, deception, abuse of a position, payments' },
  purpose: { name: 'Purpose', text: 'What for: exploitation' },
}

export const stanceWords: Readonly<Record<Stance, { readonly name: string; readonly short: string }>> = {
  supports: { name: 'Supports the case', short: 'supports' },
  'undermines-or-assists-defence': { name: 'Undermines the case or assists the defence', short: 'undermines / assists defence' },
  neutral: { name: 'Neutral', short: 'neutral' },
  context: { name: 'Context', short: 'context' },
}

export const relationWords: Readonly<Record<StatementReference['relation'], string>> = {
  corroborates: 'corroborates',
  contradicts: 'contradicts',
}

export const contextWords: Readonly<Record<ContextWindow, string>> = {
  ten: 'ten messages before and ten after',
  day: 'the whole day (time zone of the case)',
}

const records = (count: string, isOne: boolean): string => (isOne ? '1 record' : `${count} records`)
const messages = (count: string, isOne: boolean): string => (isOne ? '1 message' : `${count} messages`)

/** What a reader must know; each is one short sentence. */
export const warningWords: Readonly<Record<ExhibitWarningCode, (count: string, isOne: boolean) => string>> = {
  'outside-scope': (count, isOne) => `${records(count, isOne)} outside the legal scope: counted, not shown`,
  privileged: (count, isOne) => `${records(count, isOne)} of a privileged contact: counted, not shown`,
  'context-outside-scope': (count, isOne) => `${messages(count, isOne)} of the context outside the legal scope`,
  'context-privileged': (count, isOne) => `${messages(count, isOne)} of the context of a privileged contact`,
  'no-context': () => 'stands in no conversation: no context can be shown',
  'not-live': (count, isOne) =>
    isOne
      ? 'no live record: its state says how it is known'
      : `${count} records that are not live: deleted, recovered, earlier or inferred`,
  'earlier-texts': (count, isOne) => (isOne ? 'edited: 1 earlier text' : `edited: ${count} earlier texts`),
  'attachment-missing': (count, isOne) => `${isOne ? '1 attachment' : `${count} attachments`} not in the extraction`,
  'reply-outside': (count, isOne) => `answers ${messages(count, isOne)} outside the context`,
  'nothing-there': () => 'no record lies in it any more',
}

export const exhibitWords = {
  note: 'Note',
  notePlaceholder: 'Why this matters',
  tags: 'Tags, separated by commas',
  label: 'Name of the exhibit',
  elements: 'Element of the offence',
  stance: 'Stance',
  noStance: 'not assessed',
  context: 'Context shown around it',
  statements: 'Statements',
  statementText: 'Statement and paragraph',
  statementPlaceholder: 'Statement of V1, 3 March, paragraph 12',
  relation: 'What it does to the statement',
  addStatement: 'Add a statement',
  removeStatement: 'Take this statement off',
  number: (number: string) => `Exhibit ${number}`,
  added: (number: string) => `Kept as exhibit ${number}. It stands in Evidence.`,
} as const

export const hiddenGapWords = (outsideScope: string, privileged: string, total: number): string => {
  const parts = [
    ...(outsideScope === '0' ? [] : [`${outsideScope} outside the legal scope`]),
    ...(privileged === '0' ? [] : [`${privileged} of a privileged contact`]),
  ]
  return `${parts.join(' and ')} ${total === 1 ? 'is' : 'are'} not shown`
}
