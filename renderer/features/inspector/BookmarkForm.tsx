import { Button } from '@blueprintjs/core'
import { StarEmptyIcon, StarIcon } from '@blueprintjs/icons'
import { useRef } from 'react'
import type { ExhibitId, RecordDetail } from '../../../main/contract/index.ts'
import { ExhibitFields } from '../../shared/exhibit/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { useView } from '../../shared/lens/index.ts'
import { useCall, useQuery } from '../../shared/query/index.ts'
import { FailedState, UtcTime } from '../../shared/ui/index.ts'
import { exhibitWords } from '../../shared/wording/exhibits.ts'
import { inspectorWords } from '../../shared/wording/inspector.ts'

const words = inspectorWords.bookmark

/** Puts a field on the screen first when the record was not bookmarked yet, then into the focus. */
function focusSoon(field: { readonly current: HTMLElement | null }): void {
  requestAnimationFrame(() => requestAnimationFrame(() => field.current?.focus()))
}

/** Star, number and words of the record as an exhibit. */
export function BookmarkForm({ detail: { line, bookmark } }: { readonly detail: RecordDetail }) {
  const id: ExhibitId = `r${line.key}`
  const set = useCall('bookmark.set')
  const remove = useCall('bookmark.remove')
  const change = useCall('evidence.change')
  const { data: exhibit } = useQuery('evidence.get', { id }, { isEnabled: bookmark !== null, keepPrevious: false })
  const note = useRef<HTMLTextAreaElement>(null)
  const tags = useRef<HTMLInputElement>(null)
  const add = async (): Promise<void> => {
    if (bookmark === null) await set.run({ key: line.key, note: '', tags: [] })
  }
  const toggle = (): void => void (bookmark === null ? add() : remove.run({ key: line.key }))
  const { group, bookmark: bookmarkKey, note: noteKey, tag } = inspectorWords.keys
  // The list of exhibits has the fields and these keys for itself: there they may be meant for many.
  const isElsewhere = useView().view !== 'evidence'
  useKeys(
    isElsewhere
      ? [
          { keys: 'b', words: bookmarkKey, group, run: toggle },
          { keys: 'n', words: noteKey, group, run: () => void add().then(() => focusSoon(note)) },
          { keys: 't', words: tag, group, run: () => void add().then(() => focusSoon(tags)) },
        ]
      : [],
  )
  const failure = set.failure ?? remove.failure ?? change.failure
  return (
    <section className="inspector-section">
      <div className="bookmark-head">
        <Button
          size="small"
          icon={bookmark === null ? <StarEmptyIcon /> : <StarIcon />}
          active={bookmark !== null}
          onClick={toggle}
          data-testid="bookmark-toggle"
        >
          {bookmark === null ? words.add : words.remove}
        </Button>
        {bookmark !== null && (
          <span className="is-faint is-small">
            {exhibit !== undefined && exhibit !== null && `${exhibitWords.number(exhibit.number)}, `}
            {words.by(bookmark.by)}, <UtcTime utcMs={bookmark.createdAtMs} />
          </span>
        )}
      </div>
      {isElsewhere && bookmark !== null && exhibit !== undefined && exhibit !== null && (
        <ExhibitFields
          exhibit={exhibit}
          note={note}
          tags={tags}
          hasContext={line.threadId !== null}
          onChange={(changed) => void change.run({ ids: [id], change: changed })}
        />
      )}
      {failure !== null && <FailedState failure={failure} />}
    </section>
  )
}
