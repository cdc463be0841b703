import { memo, useState } from 'react'
import { partKeys, isCentred } from './conversationItems.ts'
import { Bubble } from './Bubble.tsx'
import { CallCard } from './CallCard.tsx'
import type { ConversationLineProps } from './lineProps.ts'
import styles from './conversations.module.css'
import { CopyLine } from './CopyLine.tsx'
import { SystemLine } from './SystemLine.tsx'

/** One record of a conversation on its side: bubble, call, line in the middle, or the other phone's copy. */
export const ConversationLine = memo(function ConversationLine(props: ConversationLineProps) {
  const {
    item: { line, side, copyOf },
    selectedKey,
    onSelect,
    onJump,
  } = props
  const [isCopyShown, setIsCopyShown] = useState(false)
  const isSelected = line.key === selectedKey || (selectedKey !== null && partKeys(line).includes(selectedKey))
  const isFolded = copyOf !== null && !isCopyShown && !isSelected
  return (
    <div
      role="group"
      className={styles.line}
      data-side={isCentred(line) ? 'middle' : side}
      data-key={line.key}
      data-selected={isSelected}
      aria-current={isSelected ? 'true' : undefined}
      onClick={() => onSelect(line.key)}
    >
      {isFolded && <CopyLine line={line} copyOf={copyOf} onShow={() => setIsCopyShown(true)} />}
      {!isFolded && isCentred(line) && <SystemLine line={line} isBookmarked={props.isBookmarked} onJump={onJump} />}
      {!isFolded && line.call !== null && <CallCard line={line} isBookmarked={props.isBookmarked} isPair={props.isPair} />}
      {!isFolded && !isCentred(line) && line.call === null && <Bubble {...props} isSelected={isSelected} />}
    </div>
  )
})
