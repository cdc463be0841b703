import { Button } from '@blueprintjs/core'
import { CrossIcon } from '@blueprintjs/icons'
import type { EntityId, IdentityInfo, PersonInfo } from '../../../main/contract/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { EvidenceText, UtcTime } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { IdentityFacts, IdentityTitle } from './IdentityFacts.tsx'
import styles from './people.module.css'
import type { PeoplePage } from './remembered.ts'

const words = peopleWords.identity

export interface IdentityDetailProps {
  readonly identity: IdentityInfo
  readonly persons: readonly PersonInfo[]
  readonly show: (page: PeoplePage) => void
  readonly close: () => void
}

/** Everything about one identity, below the table. */
export function IdentityDetail({ identity, persons, show, close }: IdentityDetailProps) {
  const { change } = useLens()
  const { personId, link, id } = identity
  const person = persons.find((each) => each.id === personId)
  const entity: EntityId = personId === null ? `i${id}` : `p${personId}`
  return (
    <section className={styles.detail}>
      <header className={styles.detailHead}>
        <IdentityTitle identity={identity} />
        <span className="ui-toolbar-space" />
        {person !== undefined && (
          <Button size="small" onClick={() => show({ type: 'person', id: person.id })}>
            {words.showPerson}
          </Button>
        )}
        <Button size="small" onClick={() => change({ people: [entity] })}>
          {personId === null ? words.showRecords : peopleWords.person.filterLens}
        </Button>
        <Button size="small" variant="minimal" icon={<CrossIcon />} aria-label={words.close} title={words.close} onClick={close} />
      </header>
      <div className={styles.detailBody}>
        <IdentityFacts identity={identity} nameLimit={50} />
        <p>
          {person === undefined ? (
            <span className="is-faint">{words.noPerson}</span>
          ) : (
            <>
              {words.person}: <bdi>{person.name}</bdi>
            </>
          )}
        </p>
        {link !== null && (
          <p className="is-small is-quiet">
            <EvidenceText text={words.link(link.reason)} />; {words.linkedBy(link.by)} <UtcTime utcMs={link.atMs} />
          </p>
        )}
      </div>
    </section>
  )
}
