import { StarEmptyIcon, StarIcon } from '@blueprintjs/icons'
import { memo } from 'react'
import type { RecordLine } from '../../../main/contract/index.ts'
import { KindIcon, PartyList, PartyName, RecordText, StateBadge, TimeText } from '../../shared/ui/index.ts'

export interface RecordRowProps {
  readonly line: RecordLine
  readonly isSelected: boolean
  readonly isBookmarked: boolean
  readonly sourceLabel: string
  readonly topPx: number
  readonly onSelect: (key: number) => void
  readonly onOpen: (line: RecordLine) => void
}

/** One record on one line. */
export const RecordRow = memo(function RecordRow({ line, isSelected, isBookmarked, sourceLabel, topPx, onSelect, onOpen }: RecordRowProps) {
  return (
    <div
      id={`record-${line.key}`}
      role="row"
      aria-selected={isSelected}
      className="tl-row"
      data-key={line.key}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={() => onSelect(line.key)}
      onDoubleClick={() => onOpen(line)}
    >
      <span role="gridcell" className="tl-star" data-on={isBookmarked}>
        {isBookmarked ? <StarIcon size={13} /> : <StarEmptyIcon size={13} />}
      </span>
      <span role="gridcell">
        <KindIcon kind={line.kind} />
      </span>
      <span role="gridcell">
        <TimeText time={line.time} />
      </span>
      <span role="gridcell">
        <Parties line={line} />
      </span>
      <span role="gridcell">
        <RecordText line={line} />
      </span>
      <span role="gridcell" className="is-quiet is-clipped" title={sourceLabel}>
        {sourceLabel}
      </span>
      <span role="gridcell">
        <StateBadge state={line.state} />
      </span>
    </div>
  )
})

function Parties({ line }: { readonly line: RecordLine }) {
  if (line.from === null && line.to.length === 0) return <span className="is-faint">{line.service}</span>
  return (
    <span className="tl-parties">
      {line.from !== null && <PartyName party={line.from} hasDevice={false} />}
      {line.to.length > 0 && (
        <>
          <span className="tl-arrow">→</span>
          <PartyList parties={line.to} limit={1} hasDevice={false} />
        </>
      )}
    </span>
  )
}
