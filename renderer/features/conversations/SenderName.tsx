import type { Party } from '../../../main/contract/index.ts'
import { PartyName } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'

const words = conversationWords.message

/** Name over a bubble; the owner of the examined phone is named like everybody else. */
export function SenderName({ party, groupTitle }: { readonly party: Party | null; readonly groupTitle: string | null }) {
  return (
    <span className={styles.sender}>
      {party === null ? <span className="is-faint">{words.sender}</span> : <PartyName party={party} />}
      {groupTitle !== null && <bdi className="is-faint">{words.inGroup(groupTitle)}</bdi>}
    </span>
  )
}
