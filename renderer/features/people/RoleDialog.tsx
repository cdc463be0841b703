import { useState } from 'react'
import type { PersonInfo, Role } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { formatUtcMs } from '../../shared/format/index.ts'
import { ROLE_LIST } from '../../shared/lens/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { RoleBadge, UtcTime } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { roleWords } from '../../shared/wording/signs.ts'
import styles from './people.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'

const words = peopleWords.dialogs

/** Assigns a role: which, why; who and when are logged and said beforehand. */
export function RoleDialog({ person, close }: { readonly person: PersonInfo; readonly close: () => void }) {
  const zone = useCaseZone()
  const [role, setRole] = useState<Role>(person.role?.role ?? 'unknown')
  const [openedMs] = useState(() => Date.now())
  const setRoleCall = useCall('people.setRole')
  const save = async (reason: string): Promise<void> => {
    if ((await setRoleCall.run({ personId: person.id, role, reason })).ok) close()
  }
  return (
    <ReasonDialog
      title={words.roleTitle(person.name)}
      action={words.setRole}
      failure={setRoleCall.failure}
      isRunning={setRoleCall.isRunning}
      close={close}
      onReason={(reason) => void save(reason)}
    >
      {person.role !== null && (
        <p className="is-quiet">
          {words.currentRole(roleWords[person.role.role], person.role.by)} <UtcTime utcMs={person.role.atMs} />
        </p>
      )}
      <fieldset className={styles.roleChoice}>
        <legend>{words.role}</legend>
        {ROLE_LIST.map((each) => (
          <label key={each}>
            <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
            <RoleBadge role={each} hasLabel />
          </label>
        ))}
      </fieldset>
      <p className="is-small is-quiet">{words.willBeLogged(formatUtcMs(openedMs, zone))}</p>
    </ReasonDialog>
  )
}
