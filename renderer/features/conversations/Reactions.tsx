import type { MessageLine } from '../../../main/contract/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'

const words = conversationWords.message

export interface ReactionsProps {
  readonly reactions: MessageLine['reactions']
  readonly selectedKey: number | null
  readonly onSelect: (key: number) => void
}

/** Reactions with who put them. Each is a record of its own and opens in the inspector. */
export function Reactions({ reactions, selectedKey, onSelect }: ReactionsProps) {
  return (
    <div className={styles.reactions}>
      {reactions.map(({ key, label, by }) => (
        <button
          key={key}
          type="button"
          className={styles.reaction}
          data-selected={key === selectedKey}
          title={words.reactionBy(label, by)}
          onClick={(event) => {
            event.stopPropagation()
            onSelect(key)
          }}
        >
          <span>{label}</span> <bdi>{by}</bdi>
        </button>
      ))}
    </div>
  )
}
