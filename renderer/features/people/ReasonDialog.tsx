import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { Failure } from '../../../main/contract/index.ts'
import { FailedState } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { peopleWords } from '../../shared/wording/people.ts'

const words = peopleWords.dialogs

export interface ReasonDialogProps {
  readonly title: string
  readonly action: string
  readonly children?: ReactNode
  readonly failure: Failure | null
  readonly isRunning: boolean
  /** False keeps the action from being done. */
  readonly isReady?: boolean
  readonly close: () => void
  readonly onReason: (reason: string) => void
}

/** Asks for the reason of a change to people; none is made without. */
export function ReasonDialog({ title, action, children, failure, isRunning, isReady = true, close, onReason }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onReason(reason.trim())
  }
  return (
    <Dialog isOpen onClose={close} title={title} transitionDuration={0}>
      <form onSubmit={submit}>
        <DialogBody>
          <div className="ui-fields">
            {children}
            <label className="ui-field">
              {words.reason}
              <textarea
                className="bp6-input"
                rows={3}
                dir="auto"
                required
                autoFocus
                value={reason}
                placeholder={words.reasonPlaceholder}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
            {failure !== null && <FailedState failure={failure} />}
          </div>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button type="submit" intent="primary" disabled={reason.trim() === '' || !isReady} loading={isRunning}>
                {action}
              </Button>
            </>
          }
        />
      </form>
    </Dialog>
  )
}
