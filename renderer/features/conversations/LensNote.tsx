import { Button } from '@blueprintjs/core'
import { formatCount } from '../../shared/format/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'
import type { ListEntry } from './threadGroups.ts'

const words = conversationWords.head

export interface LensNoteProps {
  readonly entry: ListEntry
  readonly isWhole: boolean
  readonly setIsWhole: (isWhole: boolean) => void
  readonly isCounted: boolean
}

/** Says that the lens hides a part of the conversation, how much of it, and how to see the rest. */
export function LensNote({ entry, isWhole, setIsWhole, isCounted }: LensNoteProps) {
  const { inLens, messages } = entry.type === 'pair' ? entry.pair : entry.thread
  const isNumbered = entry.type === 'thread' && isCounted
  const narrowed = isNumbered ? words.lensNote(formatCount(inLens), formatCount(messages)) : words.pairLensNote
  const whole = isNumbered ? words.wholeNote(formatCount(inLens)) : words.pairWholeNote
  return (
    <div className={styles.lensNote} role="status" data-testid="lens-note">
      <span className="is-figures">{isWhole ? whole : narrowed}</span>
      {(isWhole || !isNumbered || inLens < messages) && (
        <Button size="small" variant="minimal" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? words.lensOnly : words.showWhole}
        </Button>
      )}
    </div>
  )
}
