/** The words of exhibits: as they are kept, and as the log says what changed. */
import { type ExhibitChange, type ExhibitWords, OFFENCE_ELEMENTS } from '../../contract/index.ts'

export const cleaned = (tags: readonly string[]): string[] => [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))]

/** Tags and elements after a change; elements in the order of the offence. */
export function changedLists(
  before: Pick<ExhibitWords, 'tags' | 'elements'>,
  change: ExhibitChange,
): Pick<ExhibitWords, 'tags' | 'elements'> {
  const { addTags = [], removeTags = [], addElements = [] } = change
  const elements = [...(change.elements ?? before.elements), ...addElements]
  return {
    tags: [...(change.tags ?? before.tags), ...addTags].filter((tag) => !removeTags.includes(tag)),
    elements: OFFENCE_ELEMENTS.filter((element) => elements.includes(element)),
  }
}

/** In words for the log; only what changes. */
export function describeChange(change: ExhibitChange): string {
  const { note, label, tags, addTags = [], removeTags = [], addElements = [] } = change
  const parts = [
    ...(note === undefined ? [] : [`note: ${note}`]),
    ...(label === undefined ? [] : [`label: ${label}`]),
    ...(tags === undefined ? [] : [`tags: ${tags.join(', ')}`]),
    ...(addTags.length === 0 ? [] : [`tags added: ${addTags.join(', ')}`]),
    ...(removeTags.length === 0 ? [] : [`tags taken off: ${removeTags.join(', ')}`]),
    ...(addElements.length === 0 ? [] : [`elements added: ${addElements.join(', ')}`]),
  ]
  return `${parts.join('; ')}${furtherWords(change)}`.replace(/^; /, '')
}

/** Behind other words of a log entry: each part begins with a semicolon. */
export function furtherWords({ elements, statements, stance, context }: Partial<ExhibitWords>): string {
  return [
    ...(elements === undefined ? [] : [`; elements: ${elements.join(', ') || 'none'}`]),
    ...(statements === undefined
      ? []
      : [`; statements: ${statements.map(({ text, relation }) => `${relation} ${text}`).join(', ') || 'none'}`]),
    ...(stance === undefined ? [] : [`; stance: ${stance ?? 'none'}`]),
    ...(context === undefined ? [] : [`; context: ${context}`]),
  ].join('')
}
