import { useState } from 'react'
import type { MessageLine } from '../../../main/contract/index.ts'
import { EvidenceText, UtcTime } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { stateWords } from '../../shared/wording/signs.ts'
import styles from './conversations.module.css'

const words = conversationWords.message

export interface EarlierTextsProps {
  readonly texts: MessageLine['earlierTexts']
  /** Unfolded by the keyboard. */
  readonly isOpenFromOutside: boolean
  readonly onSelect: (key: number) => void
}

/** The texts that an edited message had before, oldest first; folded until asked for. */
export function EarlierTexts({ texts, isOpenFromOutside, onSelect }: EarlierTextsProps) {
  const [isOpenHere, setIsOpenHere] = useState(false)
  const isOpen = isOpenHere !== isOpenFromOutside
  return (
    <div className={styles.earlier}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={isOpen}
        onClick={(event) => {
          event.stopPropagation()
          setIsOpenHere(!isOpenHere)
        }}
      >
        {isOpen ? '▾' : '▸'} {words.earlier(texts.length)}
      </button>
      {isOpen &&
        texts.map(({ key, text, utcMs }) => (
          <button
            key={key}
            type="button"
            className={styles.earlierText}
            title={stateWords['edited-previous'].long}
            onClick={(event) => {
              event.stopPropagation()
              onSelect(key)
            }}
          >
            <EvidenceText text={text === '' ? words.noText : text} />
            {utcMs === null ? (
              <span className="is-faint is-small">{words.earlierNoTime}</span>
            ) : (
              <span className="is-small is-quiet">
                <UtcTime utcMs={utcMs} />
              </span>
            )}
          </button>
        ))}
    </div>
  )
}
