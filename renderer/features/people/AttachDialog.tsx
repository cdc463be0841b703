import { useDeferredValue, useState } from 'react'
import type { IdentityInfo, PersonInfo } from '../../../main/contract/index.ts'
import { useCall, useQuery } from '../../shared/query/index.ts'
import { Answer } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { IdentityTitle } from './IdentityFacts.tsx'
import styles from './people.module.css'
import { shownName } from './personFacts.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

const words = peopleWords.dialogs
const FOUND_LIMIT = 30

/** Adds an identity to a person by hand. */
export function AttachDialog({
  person,
  persons,
  close,
}: {
  readonly person: PersonInfo
  readonly persons: readonly PersonInfo[]
  readonly close: () => void
}) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<IdentityInfo | null>(null)
  const found = useQuery('people.identities', {
    text: useDeferredValue(text.trim()),
    unassignedOnly: false,
    cursor: null,
    limit: FOUND_LIMIT,
  })
  const attach = useCall('people.attach')
  const save = async (reason: string): Promise<void> => {
    if (chosen !== null && (await attach.run({ personId: person.id, identityId: chosen.id, reason })).ok) close()
  }
  return (
    <ReasonDialog
      title={words.attachTitle(person.name)}
      action={words.attach}
      failure={attach.failure}
      isRunning={attach.isRunning}
      isReady={chosen !== null}
      close={close}
      onReason={(reason) => void save(reason)}
    >
      <label className="ui-field">
        {words.attachFind}
        <input className="bp6-input" dir="auto" value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <div className={styles.attachList}>
        <Answer query={found}>
          {({ items }) => (
            <>
              {items
                .filter(({ personId }) => personId !== person.id)
                .map((identity) => {
                  const owner = persons.find(({ id }) => id === identity.personId)
                  return (
                    <label key={identity.id} className={styles.attachItem}>
                      <input type="radio" name="identity" checked={chosen?.id === identity.id} onChange={() => setChosen(identity)} />
                      <IdentityTitle identity={identity} />
                      {identity.names.length > 0 && <bdi className="is-quiet is-clipped">{shownName(identity)}</bdi>}
                      {owner !== undefined && <span className="is-small is-faint">{words.attachMoves(owner.name)}</span>}
                    </label>
                  )
                })}
            </>
          )}
        </Answer>
      </div>
    </ReasonDialog>
  )
}
