import { Button } from '@blueprintjs/core'
import { PlusIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import type { EntityId, PrivilegeCategory, PrivilegedContact } from '../../../../main/contract/index.ts'
import { useCall } from '../../../shared/query/index.ts'
import { categoryWords, scopeWords } from '../../../shared/wording/scope.ts'
import { PeopleField } from './PeopleField.tsx'
import { PrivilegeCard } from './PrivilegeCard.tsx'
import { ReasonForm } from './ReasonForm.tsx'

const words = scopeWords.privilege
const CATEGORIES = Object.keys(categoryWords) as readonly PrivilegeCategory[]

export function PrivilegeList({ contacts }: { readonly contacts: readonly PrivilegedContact[] }) {
  const [isAdding, setIsAdding] = useState(false)
  return (
    <section className="scope-list" aria-label={words.tab}>
      <p className="is-quiet">{words.intro}</p>
      {contacts.length === 0 && !isAdding && <p>{words.none}</p>}
      {contacts.map((contact) => (
        <PrivilegeCard key={contact.id} contact={contact} />
      ))}
      {isAdding ? (
        <AddForm close={() => setIsAdding(false)} />
      ) : (
        <span>
          <Button size="small" icon={<PlusIcon size={13} />} onClick={() => setIsAdding(true)}>
            {words.add}
          </Button>
        </span>
      )}
    </section>
  )
}

function AddForm({ close }: { readonly close: () => void }) {
  const [chosen, setChosen] = useState<readonly EntityId[]>([])
  const [category, setCategory] = useState<PrivilegeCategory>('lawyer')
  const quarantine = useCall('scope.quarantine')
  const run = async (reason: string): Promise<void> => {
    const [entity] = chosen
    if (entity !== undefined && (await quarantine.run({ entity, category, reason })).ok) close()
  }
  return (
    <ReasonForm
      title={words.addTitle}
      action={words.quarantine}
      failure={quarantine.failure}
      isRunning={quarantine.isRunning}
      isReady={chosen.length > 0}
      close={close}
      onReason={(reason) => void run(reason)}
    >
      <PeopleField label={words.who} chosen={chosen} onChange={setChosen} isSingle />
      <label className="ui-field">
        {words.category}
        <select value={category} onChange={(event) => setCategory(CATEGORIES.find((each) => each === event.target.value) ?? 'other')}>
          {CATEGORIES.map((each) => (
            <option key={each} value={each}>
              {categoryWords[each]}
            </option>
          ))}
        </select>
      </label>
    </ReasonForm>
  )
}
