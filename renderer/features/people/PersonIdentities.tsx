import { Button } from '@blueprintjs/core'
import { PlusIcon } from '@blueprintjs/icons'
import type { IdentityInfo, PersonInfo } from '../../../main/contract/index.ts'
import { EvidenceText, UtcTime } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { IdentityFacts, IdentityTitle } from './IdentityFacts.tsx'
import styles from './people.module.css'

const words = peopleWords.person

export interface PersonIdentitiesProps {
  readonly person: PersonInfo
  readonly onAttach: () => void
  readonly onDetach: (identity: IdentityInfo) => void
}

/** The identities of a person, each with the reason for which it belongs here. */
export function PersonIdentities({ person, onAttach, onDetach }: PersonIdentitiesProps) {
  return (
    <section className={styles.section}>
      <header className={styles.sectionHead}>
        <h3>{words.identities}</h3>
        <Button size="small" variant="minimal" icon={<PlusIcon size={13} />} onClick={onAttach}>
          {words.attach}
        </Button>
      </header>
      <div className={styles.identityCards}>
        {person.identities.map((identity) => (
          <article key={identity.id} className={styles.identityCard}>
            <header className={styles.identityHead}>
              <IdentityTitle identity={identity} />
              <Button size="small" variant="minimal" aria-label={words.detachOf(identity.value)} onClick={() => onDetach(identity)}>
                {words.detach}
              </Button>
            </header>
            <IdentityFacts identity={identity} />
            {identity.link !== null && (
              <p className={styles.link}>
                <EvidenceText text={peopleWords.identity.link(identity.link.reason)} />{' '}
                <span className="is-faint">
                  ({peopleWords.identity.linkedBy(identity.link.by)} <UtcTime utcMs={identity.link.atMs} />)
                </span>
              </p>
            )}
          </article>
        ))}
      </div>
    </section>
  )
}
