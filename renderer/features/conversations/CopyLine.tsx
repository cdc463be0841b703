import { DuplicateIcon } from '@blueprintjs/icons'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { formatDuration } from '../../shared/format/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'
import type { CopyOf } from './conversationItems.ts'

const words = conversationWords.message

/** The other phone's copy of a message, folded to one line. It stays a record of its own. */
export function CopyLine({ line, copyOf, onShow }: { readonly line: RecordLine; readonly copyOf: CopyOf; readonly onShow: () => void }) {
  const sourceLabel = useSourceLabel()
  const difference = copyOf.laterMs < 1000 ? words.copySameTime : words.copyLater(formatDuration(copyOf.laterMs))
  return (
    <button type="button" className={styles.copy} onClick={onShow}>
      <DuplicateIcon size={11} /> {(line.kind === 'call' ? words.copyCallOn : words.copyOn)(sourceLabel(line.sourceId), difference)}
    </button>
  )
}
