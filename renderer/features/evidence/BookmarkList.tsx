import { Button } from '@blueprintjs/core'
import { TrashIcon } from '@blueprintjs/icons'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { useKeys } from '../../shared/keys/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { EvidenceText, FailedState, KindIcon, PartyList, PartyName, RecordText, StateBadge, TimeText } from '../../shared/ui/index.ts'
import { evidenceWords as words } from '../../shared/wording/evidence.ts'
import { timelineWords } from '../../shared/wording/timeline.ts'
import type { BookmarkedLine, BookmarkGroup } from './bookmarkOrder.ts'

export interface BookmarkListProps {
  readonly groups: readonly BookmarkGroup[]
  readonly isByTag: boolean
}

export function BookmarkList({ groups, isByTag }: BookmarkListProps) {
  const { selectedKey, select } = useSelection()
  const keys = groups.flatMap(({ items }) => items.map(({ line }) => line.key))
  const move = (step: number): void => {
    const next = keys[Math.max(0, Math.min(keys.length - 1, keys.indexOf(selectedKey ?? -1) + step))]
    if (next === undefined) return
    select(next)
    document.getElementById(`exhibit-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const { group, next, previous } = timelineWords.keys
  useKeys([
    { keys: 'j', words: next, group, run: () => move(1) },
    { keys: 'k', words: previous, group, run: () => move(-1) },
  ])
  return (
    <div data-testid="bookmark-list" aria-label={words.list} role="region">
      {groups.map(({ tag, items }) => (
        <section key={tag ?? ''}>
          {isByTag && <h3 className="evidence-group">{tag === null ? words.withoutTag : <bdi>{tag}</bdi>}</h3>}
          {items.map((item) => (
            <Exhibit key={item.line.key} item={item} isSelected={item.line.key === selectedKey} onSelect={select} />
          ))}
        </section>
      ))}
    </div>
  )
}

interface ExhibitProps {
  readonly item: BookmarkedLine
  readonly isSelected: boolean
  readonly onSelect: (key: number) => void
}

function Exhibit({ item: { bookmark, line }, isSelected, onSelect }: ExhibitProps) {
  const remove = useCall('bookmark.remove')
  const sourceLabel = useSourceLabel()
  return (
    <article id={`exhibit-${line.key}`} className="exhibit" data-selected={isSelected} onClick={() => onSelect(line.key)}>
      <div className="exhibit-line">
        <KindIcon kind={line.kind} />
        <TimeText time={line.time} />
        {line.from !== null && <PartyName party={line.from} />}
        {line.to.length > 0 && (
          <>
            <span className="is-faint">→</span>
            <PartyList parties={line.to} />
          </>
        )}
        <StateBadge state={line.state} />
        <span className="ui-toolbar-space" />
        <button type="button" className="exhibit-id is-fixed" title={line.id} aria-current={isSelected} onClick={() => onSelect(line.key)}>
          {line.id}
        </button>
        <Button
          size="small"
          variant="minimal"
          icon={<TrashIcon size={13} />}
          aria-label={words.remove}
          title={words.remove}
          loading={remove.isRunning}
          onClick={(event: React.MouseEvent) => {
            event.stopPropagation()
            void remove.run({ key: line.key })
          }}
        />
      </div>
      <RecordText line={line} />
      {bookmark.note === '' ? (
        <p className="exhibit-note is-faint">{words.noNote}</p>
      ) : (
        <EvidenceText as="p" text={bookmark.note} className="exhibit-note" />
      )}
      <p className="exhibit-foot is-faint is-small">
        {bookmark.tags.map((tag) => (
          <bdi key={tag} className="exhibit-tag">
            {tag}
          </bdi>
        ))}
        <span>{words.addedBy(bookmark.by)}</span>
        <bdi>{sourceLabel(line.sourceId)}</bdi>
      </p>
      {remove.failure !== null && <FailedState failure={remove.failure} />}
    </article>
  )
}
