import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import { useCall } from '../../shared/query/index.ts'
import { FailedState, Modal, PathField } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { hashSetWords as words } from '../../shared/wording/hashSets.ts'

export interface AddHashSetDialogProps {
  readonly close: () => void
  /** Told how many files could not be compared. */
  readonly added: (notCompared: number) => void
}

export function AddHashSetDialog({ close, added }: AddHashSetDialogProps) {
  const [path, setPath] = useState('')
  const [name, setName] = useState('')
  const add = useCall('hashset.add')
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const result = await add.run({ path: path.trim(), name: name.trim() })
    if (!result.ok) return
    added(result.value.notCompared)
    close()
  }
  return (
    <Modal close={close} title={words.add}>
      <form onSubmit={(event) => void onSubmit(event)}>
        <DialogBody className="ui-fields">
          <p className="is-quiet">{words.addText}</p>
          <PathField label={words.path} value={path} onChange={setPath} purposes={['extraction-file']} hasAutoFocus />
          <label className="ui-field">
            {words.name}
            <input
              className="bp6-input"
              value={name}
              placeholder={words.namePlaceholder}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          {add.failure !== null && <FailedState failure={add.failure} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button type="submit" intent="primary" loading={add.isRunning} disabled={path.trim() === ''}>
                {words.start}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}
