/** The keys in force as the list shows them: in groups, keys that do the same on one line. Pure. */
import type { KeyBinding } from '../shared/keys/index.ts'
import type { ViewId } from '../shared/views.ts'
import { inspectorWords } from '../shared/wording/inspector.ts'

export type ListedKey = Pick<KeyBinding, 'keys' | 'words' | 'group'>

export interface KeyLine {
  /** One or more that do the same. */
  readonly keys: readonly string[]
  readonly words: string
}

export interface KeyGroup {
  readonly title: string
  readonly lines: readonly KeyLine[]
  /** True for keys that wait until a record is selected. */
  readonly isWaiting: boolean
}

const { group: RECORD_GROUP, ...recordKeys } = inspectorWords.keys

/** What the inspector listens to once it shows a record. The list of exhibits has the first three for itself. */
const EXHIBIT_KEYS: readonly ListedKey[] = [
  { keys: 'b', words: recordKeys.bookmark, group: RECORD_GROUP },
  { keys: 'n', words: recordKeys.note, group: RECORD_GROUP },
  { keys: 't', words: recordKeys.tag, group: RECORD_GROUP },
]
const PARTY_KEYS: readonly ListedKey[] = [
  { keys: 'f', words: recordKeys.filter, group: RECORD_GROUP },
  { keys: 'r', words: recordKeys.role, group: RECORD_GROUP },
]

export function keyGroups(inForce: readonly ListedKey[], view: ViewId): readonly KeyGroup[] {
  const groups = [...Map.groupBy(inForce, ({ group }) => group)].map(([title, own]) => ({ title, lines: linesOf(own), isWaiting: false }))
  if (groups.some(({ title }) => title === RECORD_GROUP)) return groups
  const waiting = view === 'evidence' ? PARTY_KEYS : [...EXHIBIT_KEYS, ...PARTY_KEYS]
  return [...groups, { title: RECORD_GROUP, lines: linesOf(waiting), isWaiting: true }]
}

function linesOf(bindings: readonly ListedKey[]): readonly KeyLine[] {
  return [...Map.groupBy(bindings, ({ words }) => words)].map(([words, same]) => ({ keys: same.map(({ keys }) => keys), words }))
}
