import { Button } from '@blueprintjs/core'
import { EditIcon, FilterIcon, MobilePhoneIcon } from '@blueprintjs/icons'
import type { EntityId, PersonInfo } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { EvidenceText, KeyHint, RoleBadge, UtcTime } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { roleWords } from '../../shared/wording/signs.ts'
import { usePeriod } from './IdentityFacts.tsx'
import styles from './people.module.css'
import { spanOf } from './personFacts.ts'

const words = peopleWords.person

export interface PersonHeadProps {
  readonly person: PersonInfo
  readonly onRole: () => void
  readonly onRename: () => void
}

export function PersonHead({ person, onRole, onRename }: PersonHeadProps) {
  const { filter, togglePerson } = useLens()
  const { name, role, isDeviceOwner, records, identities, id } = person
  const entity: EntityId = `p${id}`
  const span = spanOf(identities)
  const period = usePeriod(span?.firstMs ?? null, span?.lastMs ?? null)
  return (
    <header className={styles.personHead}>
      <div className={styles.personTitle}>
        <RoleBadge role={role?.role ?? null} size={24} isDashed={!isDeviceOwner} />
        <h2 dir="auto">{name}</h2>
        {isDeviceOwner && <MobilePhoneIcon size={13} title={words.deviceOwner} />}
        <span className="ui-toolbar-space" />
        <Button size="small" variant="minimal" icon={<EditIcon size={13} />} onClick={onRename}>
          {words.rename}
        </Button>
        <Button size="small" icon={<FilterIcon size={13} />} onClick={() => togglePerson(entity)}>
          {filter.people.includes(entity) ? words.unfilterLens : words.filterLens} <KeyHint keys="f" />
        </Button>
      </div>
      <p className="is-small is-quiet is-figures">
        {isDeviceOwner && `${words.deviceOwner} · `}
        {peopleWords.nav.recordCount(formatCount(records), records === 1)}, {period}
      </p>
      <div className={styles.roleLine}>
        {role === null ? (
          <span className="is-quiet">{words.noRole}</span>
        ) : (
          <span>
            <span className="is-quiet">{words.role}:</span> <strong>{roleWords[role.role]}</strong>.{' '}
            <EvidenceText text={words.roleReason(role.reason)} />{' '}
            <span className="is-small is-quiet">
              ({words.assignedBy(role.by)} <UtcTime utcMs={role.atMs} />)
            </span>
          </span>
        )}
        <Button size="small" onClick={onRole}>
          {role === null ? words.assignRole : words.changeRole} <KeyHint keys="r" />
        </Button>
      </div>
    </header>
  )
}
