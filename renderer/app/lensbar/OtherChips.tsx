import { useState, type FormEvent } from 'react'
import { useLens } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { shellWords } from '../../shared/wording/shell.ts'
import { LensChip } from './LensChip.tsx'

/** Shown only while the lens holds one conversation. */
export function ThreadChip() {
  const { threadId } = useLens().filter
  const thread = useQuery('threads.get', { threadId: threadId ?? 0 }, { isEnabled: threadId !== null })
  return threadId === null ? null : <LensChip part="thread" value={thread.data?.title ?? shellWords.lens.thread(threadId)} />
}

/** Shown only while the lens holds an area of the map. */
export function BoxChip() {
  return useLens().filter.box === null ? null : <LensChip part="box" value={shellWords.lens.box} />
}

/** Full text. Taken over with Enter or on leaving the field, so that each search is one undo step. */
export function TextChip() {
  const { filter } = useLens()
  // A new key takes the text of the lens over when something else changed it (undo, link).
  return <TextField key={filter.text} initial={filter.text} />
}

function TextField({ initial }: { readonly initial: string }) {
  const { change } = useLens()
  const [text, setText] = useState(initial)
  const apply = (event?: FormEvent): void => {
    event?.preventDefault()
    if (text.trim() !== initial) change({ text: text.trim() })
  }
  return (
    <form className="chip chip-text" data-set={initial !== ''} data-part="text" onSubmit={apply} role="search">
      <input
        type="search"
        dir="auto"
        value={text}
        placeholder={shellWords.lens.textPlaceholder}
        aria-label={shellWords.lens.textLabel}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => apply()}
      />
    </form>
  )
}
