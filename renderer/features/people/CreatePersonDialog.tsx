import { useState } from 'react'
import type { IdentityInfo } from '../../../main/contract/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { IdentityTitle } from './IdentityFacts.tsx'
import styles from './people.module.css'
import { shownName } from './personFacts.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

const words = peopleWords.dialogs

export interface CreatePersonDialogProps {
  readonly identities: readonly IdentityInfo[]
  readonly close: () => void
  readonly onCreated: (personId: number) => void
}

/** Makes one person of the chosen identities, with name and reason. */
export function CreatePersonDialog({ identities, close, onCreated }: CreatePersonDialogProps) {
  const named = identities.find(({ names }) => names.length > 0) ?? identities[0]
  const [name, setName] = useState(named === undefined ? '' : shownName(named))
  const create = useCall('people.create')
  const save = async (reason: string): Promise<void> => {
    const result = await create.run({ name: name.trim(), identityIds: identities.map(({ id }) => id), reason })
    if (!result.ok) return
    close()
    onCreated(result.value.id)
  }
  return (
    <ReasonDialog
      title={words.createTitle}
      action={words.create}
      failure={create.failure}
      isRunning={create.isRunning}
      isReady={name.trim() !== '' && identities.length > 0}
      close={close}
      onReason={(reason) => void save(reason)}
    >
      <p className="is-quiet">{words.createText}</p>
      <ul className={styles.chosenList}>
        {identities.map((identity) => (
          <li key={identity.id}>
            <IdentityTitle identity={identity} />
          </li>
        ))}
      </ul>
      <label className="ui-field">
        {words.name}
        <input className="bp6-input" dir="auto" required value={name} onChange={(event) => setName(event.target.value)} />
      </label>
    </ReasonDialog>
  )
}
