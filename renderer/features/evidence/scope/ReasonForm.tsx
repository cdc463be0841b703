import { Button } from '@blueprintjs/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { Failure } from '../../../../main/contract/index.ts'
import { FailedState } from '../../../shared/ui/index.ts'
import { commonWords } from '../../../shared/wording/common.ts'
import { scopeWords as words } from '../../../shared/wording/scope.ts'

export interface ReasonFormProps {
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

/** Asks for the reason in place: nothing about scope and privilege is done without one. */
export function ReasonForm({ title, action, children, failure, isRunning, isReady = true, close, onReason }: ReasonFormProps) {
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onReason(reason.trim())
  }
  return (
    <form className="scope-form" aria-label={title} onSubmit={submit}>
      <h3>
        <bdi>{title}</bdi>
      </h3>
      {children}
      <label className="ui-field">
        {words.reason}
        <textarea
          className="bp6-input"
          rows={2}
          dir="auto"
          required
          value={reason}
          placeholder={words.reasonPlaceholder}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {failure !== null && <FailedState failure={failure} />}
      <span className="scope-actions">
        <Button type="submit" size="small" intent="primary" disabled={reason.trim() === '' || !isReady} loading={isRunning}>
          {action}
        </Button>
        <Button size="small" onClick={close}>
          {commonWords.cancel}
        </Button>
      </span>
    </form>
  )
}
