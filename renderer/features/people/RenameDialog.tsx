import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import type { PersonInfo } from '../../../main/contract/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { FailedState } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { peopleWords } from '../../shared/wording/people.ts'

const words = peopleWords.dialogs

/** Name and note of a person. */
export function RenameDialog({ person, close }: { readonly person: PersonInfo; readonly close: () => void }) {
  const [name, setName] = useState(person.name)
  const [note, setNote] = useState(person.note)
  const rename = useCall('people.rename')
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if ((await rename.run({ personId: person.id, name: name.trim(), note })).ok) close()
  }
  return (
    <Dialog isOpen onClose={close} title={peopleWords.person.rename} transitionDuration={0}>
      <form onSubmit={(event) => void save(event)}>
        <DialogBody>
          <div className="ui-fields">
            <label className="ui-field">
              {words.name}
              <input className="bp6-input" dir="auto" required autoFocus value={name} onChange={(event) => setName(event.target.value)} />
            </label>
            <label className="ui-field">
              {words.note}
              <textarea
                className="bp6-input"
                dir="auto"
                rows={4}
                value={note}
                placeholder={words.notePlaceholder}
                onChange={(event) => setNote(event.target.value)}
              />
            </label>
            {rename.failure !== null && <FailedState failure={rename.failure} />}
          </div>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button type="submit" intent="primary" disabled={name.trim() === ''} loading={rename.isRunning}>
                {commonWords.save}
              </Button>
            </>
          }
        />
      </form>
    </Dialog>
  )
}
