import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import { useCall, useImport } from '../../shared/query/index.ts'
import { CredentialFields, credentialsOf, FailedState, Modal, NOTHING_TYPED, PathField } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'
import { commonWords } from '../../shared/wording/common.ts'

const words = caseWords.add

export interface AddExtractionDialogProps {
  /** Name of a file that was dropped; its path is not told to a page. */
  readonly droppedName: string | null
  readonly close: () => void
}

export function AddExtractionDialog({ droppedName, close }: AddExtractionDialogProps) {
  const [path, setPath] = useState('')
  const [label, setLabel] = useState('')
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const start = useCall('import.start')
  const isBusy = useImport()?.isRunning === true
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const result = await start.run({ path, label: label.trim(), ...credentialsOf(typed) })
    if (result.ok) close()
  }
  return (
    <Modal close={close} title={words.title} className="add-dialog">
      <form onSubmit={(event) => void onSubmit(event)}>
        <DialogBody className="ui-fields">
          <p className="is-quiet">{droppedName === null ? words.text : words.dropHint(droppedName)}</p>
          <PathField label={words.path} value={path} onChange={setPath} purposes={['extraction-folder', 'extraction-file']} hasAutoFocus />
          <label className="ui-field">
            {words.label}
            <input
              className="bp6-input"
              dir="auto"
              value={label}
              placeholder={words.labelPlaceholder}
              onChange={(event) => setLabel(event.target.value)}
            />
          </label>
          <details className="add-credentials">
            <summary>{words.credentials}</summary>
            <div className="ui-password">
              <p className="is-quiet is-small">{words.credentialsText}</p>
              <CredentialFields typed={typed} onChange={setTyped} />
            </div>
          </details>
          {isBusy && <p className="case-problem">{words.busy}</p>}
          {start.failure !== null && <FailedState failure={start.failure} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button type="submit" intent="primary" loading={start.isRunning} disabled={path.trim() === '' || isBusy}>
                {words.start}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}
