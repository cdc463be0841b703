/** Tags and numbers of many exhibits. */
import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { ExhibitChange, Failure, ListedExhibit } from '../../../main/contract/index.ts'
import { parseTags } from '../../shared/exhibit/index.ts'
import { FailedState, Modal } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { exhibitListWords } from '../../shared/wording/exhibitList.ts'
import { tagsOf } from './exhibitModel.ts'

const words = exhibitListWords.bulk

interface BulkDialogProps {
  readonly title: string
  readonly failure: Failure | null
  readonly isReady: boolean
  readonly close: () => void
  readonly onApply: () => void
  readonly children: ReactNode
}

function BulkDialog({ title, failure, isReady, close, onApply, children }: BulkDialogProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onApply()
  }
  return (
    <Modal close={close} title={title} closesOutside={false}>
      <form onSubmit={submit}>
        <DialogBody className="ui-fields">
          {children}
          {failure !== null && <FailedState failure={failure} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button type="submit" intent="primary" disabled={!isReady}>
                {words.apply}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}

export interface TagsDialogProps {
  readonly chosen: readonly ListedExhibit[]
  readonly failure: Failure | null
  readonly change: (change: ExhibitChange) => Promise<boolean>
  readonly close: () => void
}

export function TagsDialog({ chosen, failure, change, close }: TagsDialogProps) {
  const [text, setText] = useState('')
  const [off, setOff] = useState<ReadonlySet<string>>(new Set())
  const present = tagsOf(chosen)
  const addTags = parseTags(text)
  const apply = async (): Promise<void> => {
    if (await change({ addTags, removeTags: [...off] })) close()
  }
  return (
    <BulkDialog
      title={words.tagsTitle}
      failure={failure}
      isReady={addTags.length > 0 || off.size > 0}
      close={close}
      onApply={() => void apply()}
    >
      <label className="ui-field">
        {words.add}
        <input className="bp6-input" dir="auto" autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      {present.length > 0 && (
        <fieldset className="export-choice">
          <legend>{words.takeOff}</legend>
          {present.map((tag) => (
            <label key={tag}>
              <input
                type="checkbox"
                checked={off.has(tag)}
                onChange={() => {
                  const next = new Set(off)
                  if (!next.delete(tag)) next.add(tag)
                  setOff(next)
                }}
              />
              <bdi>{tag}</bdi>
            </label>
          ))}
        </fieldset>
      )}
    </BulkDialog>
  )
}

export interface NumbersDialogProps {
  readonly chosen: readonly ListedExhibit[]
  readonly failure: Failure | null
  readonly number: (prefix: string, first: number) => Promise<boolean>
  readonly close: () => void
}

export function NumbersDialog({ chosen, failure, number, close }: NumbersDialogProps) {
  const [prefix, setPrefix] = useState('')
  const [firstText, setFirstText] = useState('1')
  const first = /^\d{1,6}$/.test(firstText) ? Number(firstText) : null
  const apply = async (): Promise<void> => {
    if (first !== null && (await number(prefix, first))) close()
  }
  return (
    <BulkDialog title={words.numberTitle} failure={failure} isReady={first !== null} close={close} onApply={() => void apply()}>
      <p className="is-quiet">{words.numberText}</p>
      <label className="ui-field">
        {words.prefix}
        <input className="bp6-input" dir="auto" autoFocus value={prefix} onChange={(event) => setPrefix(event.target.value)} />
      </label>
      <label className="ui-field">
        {words.first}
        <input className="bp6-input" inputMode="numeric" value={firstText} onChange={(event) => setFirstText(event.target.value)} />
      </label>
      {first !== null && (
        <p className="is-figures">{words.example(`${prefix.trim()}${first}`, `${prefix.trim()}${first + chosen.length - 1}`)}</p>
      )}
    </BulkDialog>
  )
}
