/** The list with what is chosen in it, the bar for many, and the keys. */
import { useRef, useState } from 'react'
import type { ExhibitId, ListedExhibit } from '../../../main/contract/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { BulkBar } from './BulkBar.tsx'
import { NumbersDialog, TagsDialog } from './BulkDialogs.tsx'
import { ExhibitList } from './ExhibitList.tsx'
import { stepOf } from './exhibitModel.ts'
import { ExhibitRow } from './ExhibitRow.tsx'
import { useChosen } from './useChosen.ts'
import type { EvidenceActions } from './useEvidenceActions.ts'
import { useExhibitKeys } from './useExhibitKeys.ts'
import { useOpenExhibit } from './useOpenExhibit.ts'

export interface ExhibitWorkspaceProps {
  readonly items: readonly ListedExhibit[]
  readonly shown: readonly ListedExhibit[]
  readonly canArrange: boolean
  readonly actions: EvidenceActions
}

export function ExhibitWorkspace({ items, shown, canArrange, actions }: ExhibitWorkspaceProps) {
  const choice = useChosen(shown.map(({ id }) => id))
  const { select } = useSelection()
  const [previewId, setPreviewId] = useState<ExhibitId | null>(null)
  const [dialog, setDialog] = useState<'tags' | 'numbers' | null>(null)
  const scrollTo = useRef<((id: ExhibitId) => void) | null>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const tags = useRef<HTMLInputElement>(null)
  const open = useOpenExhibit()
  const chosen = shown.filter(({ id }) => choice.chosen.has(id))
  const acted = shown.filter(({ id }) => choice.acted.includes(id))
  /** The inspector shows the record of a record. */
  const look = (id: ExhibitId | null): void => {
    const target = shown.find((exhibit) => exhibit.id === id)?.target
    if (target?.kind === 'record') select(target.key)
    if (id !== null) scrollTo.current?.(id)
  }
  const preview = (id: ExhibitId | null): void => setPreviewId(id === previewId ? null : id)
  useExhibitKeys({
    step: (by) => look(choice.step(by)),
    extend: (by) => look(choice.extend(by)),
    move: (direction) => {
      if (canArrange)
        actions.arrange(
          stepOf(
            items.map(({ id }) => id),
            new Set(choice.acted),
            direction,
          ),
        )
    },
    preview: () => preview(choice.currentId),
    toggle: () => {
      if (choice.currentId !== null) choice.toggle(choice.currentId)
    },
    chooseAll: choice.chooseAll,
    chooseNone: choice.chooseNone,
    note: () => note.current?.focus(),
    tag: () => (choice.chosen.size > 0 ? setDialog('tags') : tags.current?.focus()),
    remove: () => actions.remove(choice.acted),
    undo: () => void actions.undo(),
  })
  return (
    <>
      {chosen.length > 0 && (
        <BulkBar
          chosen={chosen}
          change={(change) => void actions.change(choice.acted, change)}
          addElement={(element) => void actions.change(choice.acted, { addElements: [element] })}
          openTags={() => setDialog('tags')}
          openNumbers={() => setDialog('numbers')}
          remove={() => actions.remove(choice.acted)}
          clear={choice.chooseNone}
        />
      )}
      <ExhibitList
        items={shown}
        chosen={choice.chosen}
        canArrange={canArrange}
        arrange={actions.arrange}
        scrollTo={scrollTo}
        row={(exhibit, card, drag) => (
          <ExhibitRow
            exhibit={exhibit}
            card={card}
            isCurrent={exhibit.id === choice.currentId}
            isChosen={choice.chosen.has(exhibit.id)}
            isPreviewed={exhibit.id === previewId}
            canArrange={canArrange}
            note={note}
            tags={tags}
            actions={{
              ...drag,
              go: (id) => {
                choice.go(id)
                look(id)
              },
              toggle: choice.toggle,
              extendTo: choice.extendTo,
              preview,
              open,
              change: (id, change) => void actions.change([id], change),
              remove: (id) => actions.remove([id]),
            }}
          />
        )}
      />
      {dialog === 'tags' && (
        <TagsDialog
          chosen={acted}
          failure={actions.failure}
          change={(change) => actions.change(choice.acted, change)}
          close={() => setDialog(null)}
        />
      )}
      {dialog === 'numbers' && (
        <NumbersDialog
          chosen={acted}
          failure={actions.failure}
          number={(prefix, first) => actions.number(choice.acted, prefix, first)}
          close={() => setDialog(null)}
        />
      )}
    </>
  )
}
