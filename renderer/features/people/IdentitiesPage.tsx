import { Button, Checkbox } from '@blueprintjs/core'
import { PersonIcon } from '@blueprintjs/icons'
import { useDeferredValue, useState } from 'react'
import type { IdentityInfo, PersonInfo } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { EmptyState, FailedState, LoadingState } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { CreatePersonDialog } from './CreatePersonDialog.tsx'
import { IdentityDetail } from './IdentityDetail.tsx'
import { IdentityTable } from './IdentityTable.tsx'
import styles from './people.module.css'
import type { PeoplePage } from './remembered.ts'
import { useIdentities } from './useIdentities.ts'

const words = peopleWords.identities

export interface IdentitiesPageProps {
  readonly persons: readonly PersonInfo[]
  readonly show: (page: PeoplePage) => void
}

/** All identifiers of the case; persons are made of them by hand here. */
export function IdentitiesPage({ persons, show }: IdentitiesPageProps) {
  const [text, setText] = useState('')
  const [unassignedOnly, setUnassignedOnly] = useState(false)
  const [chosen, setChosen] = useState<ReadonlyMap<number, IdentityInfo>>(new Map())
  const [openId, setOpenId] = useState<number | null>(null)
  const [isCreating, setIsCreating] = useState(false)
  const identities = useIdentities(useDeferredValue(text.trim()), unassignedOnly)
  const toggle = (identity: IdentityInfo): void => {
    const next = new Map(chosen)
    if (!next.delete(identity.id)) next.set(identity.id, identity)
    setChosen(next)
  }
  const { items, failure, hasMore } = identities
  const open = items?.find(({ id }) => id === openId) ?? null
  return (
    <div className={styles.page}>
      <header className="ui-toolbar">
        <h2>{words.title}</h2>
        <input
          className={`bp6-input ${styles.toolbarFilter}`}
          dir="auto"
          value={text}
          placeholder={words.filter}
          aria-label={words.filter}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <Checkbox
          className={styles.check ?? ''}
          checked={unassignedOnly}
          onChange={(event) => setUnassignedOnly(event.currentTarget.checked)}
          label={words.unassignedOnly}
        />
        {items !== undefined && <span className="is-small is-faint is-figures">{words.loaded(formatCount(items.length), hasMore)}</span>}
        <span className="ui-toolbar-space" />
        {chosen.size > 0 && (
          <>
            <span className="is-small is-quiet">{words.selected(chosen.size)}</span>
            <Button size="small" variant="minimal" onClick={() => setChosen(new Map())}>
              {words.clear}
            </Button>
            <Button size="small" intent="primary" icon={<PersonIcon size={13} />} onClick={() => setIsCreating(true)}>
              {words.create}
            </Button>
          </>
        )}
      </header>
      {failure !== null && <FailedState failure={failure} onRetry={identities.reload} />}
      {items === undefined && failure === null && <LoadingState />}
      {items?.length === 0 &&
        failure === null &&
        (text === '' && !unassignedOnly ? (
          <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
        ) : (
          <EmptyState title={words.noneTitle}>{words.noneText}</EmptyState>
        ))}
      {items !== undefined && items.length > 0 && (
        <IdentityTable
          items={items}
          loadMore={identities.loadMore}
          persons={persons}
          chosen={chosen}
          toggle={toggle}
          openId={openId}
          setOpenId={setOpenId}
        />
      )}
      {open !== null && <IdentityDetail identity={open} persons={persons} show={show} close={() => setOpenId(null)} />}
      {isCreating && (
        <CreatePersonDialog
          identities={[...chosen.values()]}
          close={() => setIsCreating(false)}
          onCreated={(id) => {
            setChosen(new Map())
            show({ type: 'person', id })
          }}
        />
      )}
    </div>
  )
}
