import { DuplicateIcon, StarIcon } from '@blueprintjs/icons'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { StateBadge, TimeText } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'

const words = conversationWords.message

/** Time with zone, delivery status in the words of the row, state, star; app and phone where several are mixed. */
export function BubbleFoot({
  line,
  isBookmarked,
  isPair,
}: {
  readonly line: RecordLine
  readonly isBookmarked: boolean
  readonly isPair: boolean
}) {
  const sourceLabel = useSourceLabel()
  const status = line.message?.status ?? null
  const otherPhones = line.message?.otherPhones ?? 0
  return (
    <footer className={styles.foot}>
      {isBookmarked && (
        <span className={styles.star} role="img" aria-label={words.star} title={words.star}>
          <StarIcon size={12} />
        </span>
      )}
      <StateBadge state={line.state} />
      {otherPhones > 0 && (
        <span className={styles.copies} role="img" aria-label={words.otherPhones(otherPhones)} title={words.otherPhones(otherPhones)}>
          <DuplicateIcon size={11} /> {otherPhones}
        </span>
      )}
      {isPair && <span className="is-clipped">{[line.service, sourceLabel(line.sourceId)].filter(Boolean).join(' · ')}</span>}
      {status !== null && <bdi>{status}</bdi>}
      <TimeText time={line.time} hasDate={line.time.utcMs === null} />
    </footer>
  )
}
