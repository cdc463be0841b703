import { Button, Tag } from '@blueprintjs/core'
import { IdNumberIcon, LightbulbIcon, MobilePhoneIcon, UndoIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import type { PersonInfo } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { ROLE_LIST } from '../../shared/lens/index.ts'
import { RoleBadge } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import styles from './people.module.css'
import { byRole, mentions } from './personFacts.ts'
import type { PeoplePage } from './remembered.ts'

const words = peopleWords.nav

export interface PeopleNavProps {
  readonly persons: readonly PersonInfo[]
  readonly openSuggestions: number
  readonly page: PeoplePage
  readonly show: (page: PeoplePage) => void
  readonly undo: () => void
}

export function PeopleNav({ persons, openSuggestions, page, show, undo }: PeopleNavProps) {
  const [text, setText] = useState('')
  const shown = byRole(persons, ROLE_LIST).filter(({ name, identities }) =>
    mentions(text, [name, ...identities.flatMap(({ value, names }) => [value, ...names.map((each) => each.name)])]),
  )
  return (
    <nav className={styles.nav} aria-label={words.label}>
      <div className={styles.navPages}>
        <button
          type="button"
          className={styles.navItem}
          aria-current={page.type === 'suggestions'}
          onClick={() => show({ type: 'suggestions' })}
        >
          <LightbulbIcon size={14} />
          <span className={styles.navName}>{words.suggestions}</span>
          {openSuggestions > 0 && (
            <Tag minimal round intent="primary" aria-label={words.openSuggestions(formatCount(openSuggestions))}>
              {formatCount(openSuggestions)}
            </Tag>
          )}
        </button>
        <button
          type="button"
          className={styles.navItem}
          aria-current={page.type === 'identities'}
          onClick={() => show({ type: 'identities' })}
        >
          <IdNumberIcon size={14} />
          <span className={styles.navName}>{words.identities}</span>
        </button>
      </div>
      <div className={styles.navHead}>
        <h3>
          {words.persons} <span className="is-faint is-figures">{formatCount(persons.length)}</span>
        </h3>
        <Button size="small" variant="minimal" icon={<UndoIcon size={13} />} title={`${words.undoTitle} (u)`} onClick={undo}>
          {words.undo}
        </Button>
      </div>
      <input
        className={`bp6-input ${styles.navFilter}`}
        dir="auto"
        value={text}
        placeholder={words.filter}
        aria-label={words.filter}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.navList}>
        {persons.length === 0 && <p className={styles.navNone}>{words.none}</p>}
        {persons.length > 0 && shown.length === 0 && <p className={styles.navNone}>{words.noneFound}</p>}
        {shown.map((person) => (
          <PersonItem
            key={person.id}
            person={person}
            isOpen={page.type === 'person' && page.id === person.id}
            onOpen={() => show({ type: 'person', id: person.id })}
          />
        ))}
      </div>
    </nav>
  )
}

function PersonItem({ person, isOpen, onOpen }: { readonly person: PersonInfo; readonly isOpen: boolean; readonly onOpen: () => void }) {
  const { name, role, identities, records, isDeviceOwner } = person
  return (
    <button type="button" className={styles.personItem} aria-current={isOpen} onClick={onOpen} data-person={person.id}>
      <RoleBadge role={role?.role ?? null} size={18} isDashed={!isDeviceOwner} />
      <span className={styles.personName}>
        <bdi className="is-clipped">{name}</bdi>
        {isDeviceOwner && <MobilePhoneIcon size={12} title={commonWords.examinedDevice} />}
      </span>
      <span className={styles.personCounts}>
        {words.counts(
          words.identityCount(formatCount(identities.length), identities.length === 1),
          words.recordCount(formatCount(records), records === 1),
        )}
      </span>
    </button>
  )
}
