import { StarEmptyIcon, StarIcon } from '@blueprintjs/icons'
import { memo, useCallback } from 'react'
import type { Party, RecordLine } from '../../../main/contract/index.ts'
import { describeLine, KindIcon, PartyList, PartyName, StateBadge, TimeText } from '../../shared/ui/index.ts'
import { searchWords as words } from '../../shared/wording/search.ts'
import { excerptOf, pieces } from './excerpt.ts'
import styles from './search.module.css'
import { digitRanges } from './searchNumbers.ts'
import { mergeRanges, termRanges, type parseTerms, type TextRange } from './searchTerms.ts'

export interface HitRowProps {
  readonly line: RecordLine
  readonly topPx: number
  readonly terms: ReturnType<typeof parseTerms>
  /** Digits of a number that was searched, or null. */
  readonly digits: string | null
  readonly isSelected: boolean
  readonly isBookmarked: boolean
  readonly sourceLabel: string
  readonly onSelect: () => void
  readonly onOpen: () => void
}

/** One hit: when, who and where on the first line, the text around the hit below. */
export const HitRow = memo(function HitRow({
  line,
  topPx,
  terms,
  digits,
  isSelected,
  isBookmarked,
  sourceLabel,
  onSelect,
  onOpen,
}: HitRowProps) {
  const rangesOf = useCallback(
    (text: string): readonly TextRange[] =>
      mergeRanges([...termRanges(text, terms), ...(digits === null ? [] : digitRanges(text, digits))]),
    [terms, digits],
  )
  return (
    <div
      id={`hit-${line.key}`}
      role="option"
      aria-selected={isSelected}
      className={styles.hit}
      data-key={line.key}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={onSelect}
      onDoubleClick={onOpen}
    >
      <div className={styles.hitHead}>
        <span
          className={styles.star}
          data-on={isBookmarked}
          {...(isBookmarked ? { role: 'img', 'aria-label': words.bookmarked, title: words.bookmarked } : { 'aria-hidden': true })}
        >
          {isBookmarked ? <StarIcon size={13} /> : <StarEmptyIcon size={13} />}
        </span>
        <KindIcon kind={line.kind} />
        <TimeText time={line.time} />
        <HitParties line={line} />
        <StateBadge state={line.state} />
        <span className={styles.place}>{[line.service, sourceLabel].filter(Boolean).join(' · ')}</span>
      </div>
      <HitText line={line} rangesOf={rangesOf} />
    </div>
  )
})

function HitParties({ line: { from, to } }: { readonly line: RecordLine }) {
  if (from === null && to.length === 0) return null
  return (
    <span className={styles.parties}>
      {from !== null && <PartyName party={from} hasDevice={false} />}
      {to.length > 0 && (
        <>
          <span className="is-faint">→</span>
          <PartyList parties={to} limit={2} hasDevice={false} />
        </>
      )}
    </span>
  )
}

interface HitTextProps {
  readonly line: RecordLine
  readonly rangesOf: (text: string) => readonly TextRange[]
}

/** Where the hit is: the text, else a file name, a name or an identifier, else a field that the row does not show. */
const HitText = memo(function HitText({ line, rangesOf }: HitTextProps) {
  const inText = rangesOf(line.text)
  const parties = [line.from, ...line.to].filter((party): party is Party => party !== null)
  const elsewhere = [
    ...(line.message?.attachments.map(({ name }) => name) ?? []),
    ...parties.flatMap(({ name, identifier }) => [identifier, name]),
  ]
  const found = inText.length > 0 ? null : elsewhere.find((text) => rangesOf(text).length > 0)
  const isHidden = found === undefined
  const description = describeLine(line)
  return (
    <div className={styles.hitText}>
      {line.text !== '' && <Marked text={line.text} ranges={inText} />}
      {typeof found === 'string' && (
        <span className={styles.elsewhere}>
          <Marked text={found} ranges={rangesOf(found)} />
        </span>
      )}
      {line.text === '' && description !== '' && <span className="is-quiet">{description}</span>}
      {isHidden && <span className="is-faint is-small">{words.otherField}</span>}
    </div>
  )
})

function Marked({ text, ranges }: { readonly text: string; readonly ranges: readonly TextRange[] }) {
  const excerpt = excerptOf(text, ranges)
  return (
    <bdi dir="auto" className={styles.marked}>
      {excerpt.isCutBefore && '… '}
      {pieces(excerpt.text, excerpt.ranges).map((piece, index) =>
        piece.isHit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
      )}
      {excerpt.isCutAfter && ' …'}
    </bdi>
  )
}
