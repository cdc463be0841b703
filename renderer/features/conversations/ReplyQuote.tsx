import type { MessageLine } from '../../../main/contract/index.ts'
import { EvidenceText } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'

const words = conversationWords.message

/** The message that this one replies to; a click goes there. */
export function ReplyQuote({ message, onJump }: { readonly message: MessageLine; readonly onJump: (key: number) => void }) {
  const { replyToKey, replyToText } = message
  if (replyToKey === null) return null
  return (
    <button
      type="button"
      className={styles.quote}
      onClick={(event) => {
        event.stopPropagation()
        onJump(replyToKey)
      }}
    >
      <span className={styles.quoteLabel}>{words.repliesTo}</span>
      {replyToText === null || replyToText === '' ? (
        <span className="is-faint">{words.replyNotStored}</span>
      ) : (
        <EvidenceText text={replyToText} className={styles.quoteText ?? ''} />
      )}
    </button>
  )
}
