import { MobileVideoIcon, PhoneIcon } from '@blueprintjs/icons'
import type { RecordLine } from '../../../main/contract/index.ts'
import { describeLine, PartyList } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { BubbleFoot } from './BubbleFoot.tsx'
import styles from './conversations.module.css'
import { SenderName } from './SenderName.tsx'

const words = conversationWords.call

/** A call, with what the row says of its outcome. */
export function CallCard({
  line,
  isBookmarked,
  isPair,
}: {
  readonly line: RecordLine
  readonly isBookmarked: boolean
  readonly isPair: boolean
}) {
  const { call, direction, from, to } = line
  if (call === null) return null
  const isVideo = call.isVideo === true
  const parties = to.filter(({ entity }) => entity !== from?.entity)
  return (
    <div className={styles.call} data-state={line.state} data-missed={call.answered === false}>
      <span className={styles.cardIcon}>{isVideo ? <MobileVideoIcon size={16} /> : <PhoneIcon size={16} />}</span>
      <div className={styles.cardBody}>
        <span className={styles.callHead}>
          <SenderName party={from} groupTitle={null} />
          {parties.length > 0 && (
            <>
              <span className="is-faint">→</span>
              <PartyList parties={parties} limit={3} />
            </>
          )}
        </span>
        <span>
          {words[direction ?? 'unknown']}
          {isVideo ? ` · ${words.video}` : ''} <span className="is-quiet">{describeLine(line)}</span>
        </span>
        <BubbleFoot line={line} isBookmarked={isBookmarked} isPair={isPair} />
      </div>
    </div>
  )
}
