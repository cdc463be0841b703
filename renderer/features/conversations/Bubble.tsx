import type { RecordLine } from '../../../main/contract/index.ts'
import { EvidenceText } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { textWithoutPlaceholders } from '../../shared/format/index.ts'
import { Attachments } from './Attachments.tsx'
import { BubbleFoot } from './BubbleFoot.tsx'
import styles from './conversations.module.css'
import type { ConversationLineProps } from './lineProps.ts'
import { EarlierTexts } from './EarlierTexts.tsx'
import { LocationCard } from './LocationCard.tsx'
import { Reactions } from './Reactions.tsx'
import { ReplyQuote } from './ReplyQuote.tsx'
import { SenderName } from './SenderName.tsx'

const words = conversationWords.message

/** A message: who, what, when, and what became of it. */
export function Bubble({
  item,
  isSelected,
  isBookmarked,
  isUnfolded,
  onSelect,
  onJump,
  groupTitle,
  isPair,
  selectedKey,
}: ConversationLineProps & { readonly isSelected: boolean }) {
  const { line, side, isFirstOfRun } = item
  const { message } = line
  return (
    <article className={styles.bubble} data-side={side} data-state={line.state} data-selected={isSelected}>
      {(isFirstOfRun || side === 'middle') && <SenderName party={line.from} groupTitle={groupTitle} />}
      {side === 'middle' && <p className={styles.unknownSide}>{words.directionUnknown}</p>}
      {message !== null && <ReplyQuote message={message} onJump={onJump} />}
      <MessageBody line={line} />
      {message !== null && message.attachments.length > 0 && <Attachments recordKey={line.key} attachments={message.attachments} />}
      {message !== null && <UnsentMark facts={message.facts} />}
      {message !== null && message.earlierTexts.length > 0 && (
        <EarlierTexts texts={message.earlierTexts} isOpenFromOutside={isUnfolded} onSelect={onSelect} />
      )}
      <BubbleFoot line={line} isBookmarked={isBookmarked} isPair={isPair} />
      {message !== null && message.reactions.length > 0 && (
        <Reactions reactions={message.reactions} selectedKey={selectedKey} onSelect={onSelect} />
      )}
    </article>
  )
}

/** The text as it is stored; where there is none, what stands for it. */
function MessageBody({ line }: { readonly line: RecordLine }) {
  const { message, position } = line
  if (message === null) return <EvidenceText as="div" text={line.text} className={styles.text ?? ''} />
  const { kind, attachments, facts } = message
  const text = attachments.length > 0 ? textWithoutPlaceholders(line.text) : line.text
  if (kind === 'location' || position !== null) return <LocationCard line={line} />
  const isNamed = kind === 'contact' || kind === 'call' || kind === 'poll' || kind === 'sticker' || kind === 'other'
  const contactName = facts['contact name']
  const isBare = text === '' && attachments.length === 0 && !isNamed && facts['unsent'] === undefined
  return (
    <>
      {isNamed && <span className={styles.kindName}>{facts['message type'] ?? words.kind[kind]}</span>}
      {text !== '' && <EvidenceText as="div" text={text} className={styles.text ?? ''} />}
      {contactName !== undefined && <EvidenceText as="div" text={contactName} className={styles.text ?? ''} />}
      {isBare && <p className={styles.noText}>{words.noText}</p>}
    </>
  )
}

function UnsentMark({ facts }: { readonly facts: Readonly<Record<string, string>> }) {
  const { unsent, 'unsent parts': parts } = facts
  if (unsent === undefined && parts === undefined) return null
  return <p className={styles.unsent}>{unsent === undefined ? words.unsentParts(parts ?? '') : words.unsent}</p>
}
