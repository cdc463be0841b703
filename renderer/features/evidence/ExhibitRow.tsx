/** One exhibit of the list: what it is, what it says, what was said of it; the current one with its fields and its preview. */
import { Button } from '@blueprintjs/core'
import { DragHandleVerticalIcon, EyeOpenIcon, ShareIcon, TrashIcon } from '@blueprintjs/icons'
import type { DragEvent, MouseEvent, RefObject } from 'react'
import type { ExhibitCard, ExhibitChange, ExhibitId, ListedExhibit } from '../../../main/contract/index.ts'
import { ExhibitFields } from '../../shared/exhibit/index.ts'
import { EvidenceText, RecordText } from '../../shared/ui/index.ts'
import { exhibitListWords as words } from '../../shared/wording/exhibitList.ts'
import { ExhibitChips } from './ExhibitChips.tsx'
import { ExhibitHead } from './ExhibitHead.tsx'
import { ReaderPreview } from './ReaderPreview.tsx'

export interface RowActions {
  readonly go: (id: ExhibitId) => void
  readonly toggle: (id: ExhibitId) => void
  readonly extendTo: (id: ExhibitId) => void
  readonly preview: (id: ExhibitId) => void
  readonly open: (exhibit: ListedExhibit, threadId: number | null) => void
  readonly change: (id: ExhibitId, change: ExhibitChange) => void
  readonly remove: (id: ExhibitId) => void
  readonly startDrag: (id: ExhibitId, event: DragEvent) => void
  readonly endDrag: () => void
}

export interface ExhibitRowProps {
  readonly exhibit: ListedExhibit
  readonly card: ExhibitCard | undefined
  readonly isCurrent: boolean
  readonly isChosen: boolean
  readonly isPreviewed: boolean
  /** False while the list is filtered: places in it would not be places in the order. */
  readonly canArrange: boolean
  readonly note: RefObject<HTMLTextAreaElement | null>
  readonly tags: RefObject<HTMLInputElement | null>
  readonly actions: RowActions
}

/** The conversation in which it stands: what has one can be shown with its context. */
function threadOf({ target }: ListedExhibit, card: ExhibitCard | undefined): number | null {
  if (target.kind === 'slice') return target.threadId
  return target.kind === 'record' ? (card?.lines[0]?.threadId ?? null) : null
}

export function ExhibitRow({ exhibit, card, isCurrent, isChosen, isPreviewed, canArrange, note, tags, actions }: ExhibitRowProps) {
  const { id, number } = exhibit
  const threadId = threadOf(exhibit, card)
  const choose = (event: MouseEvent): void => {
    // Who marks text in a field or in the preview chooses nothing.
    if (event.target instanceof Element && event.target.closest('.exhibit-edit, .reader-preview') !== null) return
    if (event.shiftKey) actions.extendTo(id)
    else if (event.ctrlKey || event.metaKey) actions.toggle(id)
    else if (!isCurrent) actions.go(id)
  }
  return (
    <article
      id={`exhibit-${id}`}
      className="exhibit"
      data-exhibit-id={id}
      data-selected={isCurrent}
      data-chosen={isChosen}
      aria-current={isCurrent ? 'true' : undefined}
      aria-label={words.number(number)}
      onClick={choose}
    >
      <div className="exhibit-line">
        <button
          type="button"
          className="exhibit-handle"
          draggable={canArrange}
          disabled={!canArrange}
          aria-label={words.drag(number)}
          title={canArrange ? words.drag(number) : words.dragFiltered}
          onDragStart={(event) => actions.startDrag(id, event)}
          onDragEnd={actions.endDrag}
        >
          <DragHandleVerticalIcon size={14} />
        </button>
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={words.choose(number)}
          onChange={() => actions.toggle(id)}
          onClick={(event) => event.stopPropagation()}
        />
        <b className="exhibit-number is-figures" title={words.number(number)}>
          {number}
        </b>
        <span className="exhibit-head">
          <ExhibitHead exhibit={exhibit} card={card} />
        </span>
        <RowButtons exhibit={exhibit} isPreviewed={isPreviewed} actions={actions} open={() => actions.open(exhibit, threadId)} />
      </div>
      <ExhibitTexts card={card} />
      {!isCurrent && exhibit.note !== '' && <EvidenceText as="p" text={exhibit.note} className="exhibit-note" />}
      <ExhibitChips exhibit={exhibit} card={card} />
      {isCurrent && (
        <div className="exhibit-edit">
          <ExhibitFields
            exhibit={exhibit}
            note={note}
            tags={tags}
            hasContext={threadId !== null}
            onChange={(change) => actions.change(id, change)}
          />
        </div>
      )}
      {isPreviewed && <ReaderPreview exhibit={exhibit} />}
    </article>
  )
}

interface RowButtonsProps {
  readonly exhibit: ListedExhibit
  readonly isPreviewed: boolean
  readonly actions: RowActions
  readonly open: () => void
}

function RowButtons({ exhibit: { id }, isPreviewed, actions, open }: RowButtonsProps) {
  const only = (run: () => void) => (event: MouseEvent) => {
    event.stopPropagation()
    run()
  }
  const previewWords = isPreviewed ? words.endPreview : words.preview
  return (
    <span className="exhibit-buttons">
      <Button
        size="small"
        variant="minimal"
        active={isPreviewed}
        icon={<EyeOpenIcon size={13} />}
        aria-label={previewWords}
        aria-pressed={isPreviewed}
        title={previewWords}
        onClick={only(() => actions.preview(id))}
      />
      <Button
        size="small"
        variant="minimal"
        icon={<ShareIcon size={13} />}
        aria-label={words.open}
        title={words.open}
        onClick={only(open)}
      />
      <Button
        size="small"
        variant="minimal"
        icon={<TrashIcon size={13} />}
        aria-label={words.remove}
        title={words.remove}
        onClick={only(() => actions.remove(id))}
      />
    </span>
  )
}

function ExhibitTexts({ card }: { readonly card: ExhibitCard | undefined }) {
  if (card === undefined) return <p className="exhibit-waiting" aria-busy="true" />
  if (card.lines.length === 0 && card.hidden.outsideScope + card.hidden.privileged > 0) return <p className="is-faint">{words.notShown}</p>
  return (
    <>
      {card.lines.map((line) => (
        <RecordText key={line.key} line={line} />
      ))}
    </>
  )
}
