import { Button } from '@blueprintjs/core'
import { StarEmptyIcon, StarIcon } from '@blueprintjs/icons'
import { useRef, useState } from 'react'
import type { Bookmark, RecordDetail } from '../../../main/contract/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { FailedState, UtcTime } from '../../shared/ui/index.ts'
import { inspectorWords } from '../../shared/wording/inspector.ts'
import { parseTags } from './tags.ts'

const words = inspectorWords.bookmark

/** Puts a field on the screen first when the record was not bookmarked yet, then into the focus. */
function focusSoon(field: { readonly current: HTMLElement | null }): void {
  requestAnimationFrame(() => requestAnimationFrame(() => field.current?.focus()))
}

/** Star, note and tags of the record; written when a field is left. */
export function BookmarkForm({ detail: { line, bookmark } }: { readonly detail: RecordDetail }) {
  const set = useCall('bookmark.set')
  const remove = useCall('bookmark.remove')
  const note = useRef<HTMLTextAreaElement>(null)
  const tags = useRef<HTMLInputElement>(null)
  const add = async (): Promise<void> => {
    if (bookmark === null) await set.run({ key: line.key, note: '', tags: [] })
  }
  const toggle = (): void => void (bookmark === null ? add() : remove.run({ key: line.key }))
  const { group, bookmark: bookmarkKey, note: noteKey, tag } = inspectorWords.keys
  useKeys([
    { keys: 'b', words: bookmarkKey, group, run: toggle },
    { keys: 'n', words: noteKey, group, run: () => void add().then(() => focusSoon(note)) },
    { keys: 't', words: tag, group, run: () => void add().then(() => focusSoon(tags)) },
  ])
  const failure = set.failure ?? remove.failure
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
            {words.by(bookmark.by)}, <UtcTime utcMs={bookmark.createdAtMs} />
          </span>
        )}
      </div>
      {bookmark !== null && (
        <BookmarkFields
          key={`${bookmark.note} ${bookmark.tags.join(',')}`}
          bookmark={bookmark}
          note={note}
          tags={tags}
          onSave={(changed) => void set.run({ key: line.key, ...changed })}
        />
      )}
      {failure !== null && <FailedState failure={failure} />}
    </section>
  )
}

interface BookmarkFieldsProps {
  readonly bookmark: Bookmark
  readonly note: React.RefObject<HTMLTextAreaElement | null>
  readonly tags: React.RefObject<HTMLInputElement | null>
  readonly onSave: (changed: { readonly note: string; readonly tags: readonly string[] }) => void
}

function BookmarkFields({ bookmark, note, tags, onSave }: BookmarkFieldsProps) {
  const [noteText, setNoteText] = useState(bookmark.note)
  const [tagText, setTagText] = useState(bookmark.tags.join(', '))
  const save = (): void => {
    const changed = { note: noteText, tags: parseTags(tagText) }
    if (changed.note !== bookmark.note || changed.tags.join() !== bookmark.tags.join()) onSave(changed)
  }
  return (
    <div className="bookmark-fields">
      <textarea
        ref={note}
        className="bp6-input"
        dir="auto"
        rows={2}
        value={noteText}
        placeholder={words.notePlaceholder}
        aria-label={words.note}
        onChange={(event) => setNoteText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || (event.key === 'Enter' && event.ctrlKey)) event.currentTarget.blur()
        }}
      />
      <input
        ref={tags}
        className="bp6-input"
        dir="auto"
        value={tagText}
        placeholder={words.tags}
        aria-label={words.tags}
        onChange={(event) => setTagText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur()
        }}
      />
    </div>
  )
}
