import { useState } from 'react'
import type { IdentityInfo, PersonInfo } from '../../../main/contract/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { EvidenceText } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { AliasTable, DeviceTable } from './personTables.tsx'
import { AttachDialog } from './AttachDialog.tsx'
import styles from './people.module.css'
import { PersonHead } from './PersonHead.tsx'
import { PersonIdentities } from './PersonIdentities.tsx'
import { shownName } from './personFacts.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { RoleDialog } from './RoleDialog.tsx'

const words = peopleWords.person

type Dialogue = { readonly type: 'role' | 'rename' | 'attach' } | { readonly type: 'detach'; readonly identity: IdentityInfo }

/** One person: role with its reason, names, identifiers per device, identities with why they belong together. */
export function PersonPage({ person, persons }: { readonly person: PersonInfo; readonly persons: readonly PersonInfo[] }) {
  const [dialogue, setDialogue] = useState<Dialogue | null>(null)
  const { togglePerson } = useLens()
  const close = (): void => setDialogue(null)
  const { group, filter, role } = peopleWords.keys
  useKeys([
    { keys: 'f', words: filter, group, run: () => togglePerson(`p${person.id}`) },
    { keys: 'r', words: role, group, run: () => setDialogue({ type: 'role' }) },
  ])
  return (
    <div className={styles.page}>
      <PersonHead person={person} onRole={() => setDialogue({ type: 'role' })} onRename={() => setDialogue({ type: 'rename' })} />
      <div className={styles.personBody}>
        {person.note !== '' && (
          <p className={styles.note}>
            <span className="is-quiet">{words.note}: </span>
            <EvidenceText text={person.note} />
          </p>
        )}
        <PersonIdentities
          person={person}
          onAttach={() => setDialogue({ type: 'attach' })}
          onDetach={(identity) => setDialogue({ type: 'detach', identity })}
        />
        <AliasTable identities={person.identities} />
        <DeviceTable identities={person.identities} />
      </div>
      {dialogue?.type === 'role' && <RoleDialog person={person} close={close} />}
      {dialogue?.type === 'rename' && <RenameDialog person={person} close={close} />}
      {dialogue?.type === 'attach' && <AttachDialog person={person} persons={persons} close={close} />}
      {dialogue?.type === 'detach' && <DetachDialog person={person} identity={dialogue.identity} close={close} />}
    </div>
  )
}

function DetachDialog({
  person,
  identity,
  close,
}: {
  readonly person: PersonInfo
  readonly identity: IdentityInfo
  readonly close: () => void
}) {
  const detach = useCall('people.detach')
  const run = async (reason: string): Promise<void> => {
    if ((await detach.run({ identityId: identity.id, reason })).ok) close()
  }
  const texts = peopleWords.dialogs
  return (
    <ReasonDialog
      title={texts.detachTitle}
      action={texts.detach}
      failure={detach.failure}
      isRunning={detach.isRunning}
      close={close}
      onReason={(reason) => void run(reason)}
    >
      <p>{texts.detachText(identity.names.length > 0 ? `${shownName(identity)} (${identity.value})` : identity.value, person.name)}</p>
    </ReasonDialog>
  )
}
