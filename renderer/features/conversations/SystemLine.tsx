import { Button } from '@blueprintjs/core'
import { StarIcon } from '@blueprintjs/icons'
import type { RecordLine } from '../../../main/contract/index.ts'
import { EvidenceText, StateBadge, TimeText } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'

const words = conversationWords.message

export interface SystemLineProps {
  readonly line: RecordLine
  readonly isBookmarked: boolean
  readonly onJump: (key: number) => void
}

/** What the app noted by itself, and reactions whose message is not on the screen: a line in the middle. */
export function SystemLine({ line, isBookmarked, onJump }: SystemLineProps) {
  const { message, from, text, state, time } = line
  const reaction = message?.reaction ?? null
  const who = from?.name ?? words.sender
  return (
    <div className={styles.system} data-state={state}>
      {isBookmarked && (
        <span className={styles.star} role="img" aria-label={words.star}>
          <StarIcon size={12} />
        </span>
      )}
      {reaction === null ? (
        <SystemText line={line} />
      ) : (
        <span>
          {reaction.action === 'removed' ? words.reactionRemoved(who, reaction.label) : words.reactionTo(who, reaction.label)}
          {text !== '' && (
            <>
              {' '}
              <EvidenceText text={text} className="is-faint" />
            </>
          )}
        </span>
      )}
      {reaction !== null && reaction.targetKey !== null && (
        <Button
          size="small"
          variant="minimal"
          className={styles.inlineButton ?? ''}
          onClick={(event) => {
            event.stopPropagation()
            if (reaction.targetKey !== null) onJump(reaction.targetKey)
          }}
        >
          {words.reactionTarget}
        </Button>
      )}
      <StateBadge state={state} />
      <TimeText time={time} hasDate={time.utcMs === null} />
    </div>
  )
}

/** Event in the app's sense with what it changed; the row's own text where it has one. */
function SystemText({ line: { from, text, message } }: { readonly line: RecordLine }) {
  const facts = message?.facts ?? {}
  const event = facts['event'] ?? (text === '' ? (facts['message type'] ?? words.system) : null)
  const title = facts['new title']
  return (
    <span>
      {from !== null && <bdi className={styles.systemWho}>{from.name}</bdi>}
      {event !== null && <> {event}</>}
      {title !== undefined && (
        <>
          : <EvidenceText text={title} />
        </>
      )}
      {text !== '' && (
        <>
          {' '}
          <EvidenceText text={text} />
        </>
      )}
    </span>
  )
}
