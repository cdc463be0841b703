import { useKeys } from '../../shared/keys/index.ts'
import { exhibitListWords } from '../../shared/wording/exhibitList.ts'

const words = exhibitListWords.keys

export interface ExhibitKeyActions {
  readonly step: (by: number) => void
  readonly extend: (by: number) => void
  readonly move: (direction: -1 | 1) => void
  readonly preview: () => void
  readonly toggle: () => void
  readonly chooseAll: () => void
  readonly chooseNone: () => void
  readonly note: () => void
  readonly tag: () => void
  readonly remove: () => void
  readonly undo: () => void
}

/** Keys of the list. They stand before those of the shell: here Ctrl+Z takes a change to exhibits back. */
export function useExhibitKeys(actions: ExhibitKeyActions): void {
  const { group } = words
  useKeys([
    { keys: 'j', words: words.next, group, run: () => actions.step(1) },
    { keys: 'k', words: words.previous, group, run: () => actions.step(-1) },
    { keys: 'ArrowDown', words: words.next, group, run: () => actions.step(1) },
    { keys: 'ArrowUp', words: words.previous, group, run: () => actions.step(-1) },
    { keys: 'Enter', words: words.preview, group, run: actions.preview },
    { keys: ' ', words: words.choose, group, run: actions.toggle },
    { keys: 'Shift+ArrowDown', words: words.extendDown, group, run: () => actions.extend(1) },
    { keys: 'Shift+ArrowUp', words: words.extendUp, group, run: () => actions.extend(-1) },
    { keys: 'Ctrl+A', words: words.all, group, run: actions.chooseAll },
    { keys: 'Escape', words: words.none, group, run: actions.chooseNone },
    { keys: 'Alt+ArrowUp', words: words.up, group, run: () => actions.move(-1) },
    { keys: 'Alt+ArrowDown', words: words.down, group, run: () => actions.move(1) },
    { keys: 'n', words: words.note, group, run: actions.note },
    { keys: 't', words: words.tag, group, run: actions.tag },
    { keys: 'b', words: words.remove, group, run: actions.remove },
    { keys: 'Ctrl+Z', words: words.undo, group, run: actions.undo },
  ])
}
