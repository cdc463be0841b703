import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import type { Party, Role } from '../../../main/contract/index.ts'
import { ROLE_LIST } from '../../shared/lens/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { FailedState, Modal, RoleBadge } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { inspectorWords } from '../../shared/wording/inspector.ts'

const words = inspectorWords.role

/** Assigns a role, with its reason. An identifier without person becomes a person first, and the dialog says so. */
export function RoleDialog({ party, close }: { readonly party: Party; readonly close: () => void }) {
  const [role, setRole] = useState<Role>(party.role ?? 'unknown')
  const [reason, setReason] = useState('')
  const create = useCall('people.create')
  const setRoleCall = useCall('people.setRole')
  const isIdentity = party.entity.startsWith('i')
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const id = Number(party.entity.slice(1))
    const person = isIdentity ? await create.run({ name: party.name, identityIds: [id], reason }) : { ok: true as const, value: { id } }
    if (!person.ok) return
    const result = await setRoleCall.run({ personId: person.value.id, role, reason })
    if (result.ok) close()
  }
  const failure = create.failure ?? setRoleCall.failure
  return (
    <Modal close={close} title={words.title(party.name)} className="role-dialog">
      <form onSubmit={(event) => void save(event)}>
        <DialogBody>
          <fieldset className="role-choice">
            <legend>{words.role}</legend>
            {ROLE_LIST.map((each) => (
              <label key={each}>
                <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
                <RoleBadge role={each} hasLabel />
              </label>
            ))}
          </fieldset>
          <label className="role-reason">
            {words.reason}
            <textarea
              className="bp6-input"
              rows={3}
              dir="auto"
              required
              value={reason}
              placeholder={words.reasonPlaceholder}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          {isIdentity && <p className="is-small is-quiet">{words.makesPerson}</p>}
          {failure !== null && <FailedState failure={failure} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button type="submit" intent="primary" disabled={reason.trim() === ''} loading={create.isRunning || setRoleCall.isRunning}>
                {words.save}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}
