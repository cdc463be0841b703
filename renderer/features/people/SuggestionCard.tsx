import { Button } from '@blueprintjs/core'
import type { IdentityInfo, MergeSuggestion, PersonInfo } from '../../../main/contract/index.ts'
import { EvidenceText, KeyHint, RoleBadge } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { EvidenceRows } from './EvidenceRows.tsx'
import { IdentityFacts, IdentityTitle } from './IdentityFacts.tsx'
import styles from './people.module.css'

const words = peopleWords.suggestions

export interface SuggestionCardProps {
  readonly suggestion: MergeSuggestion
  readonly persons: readonly PersonInfo[]
  readonly isCurrent: boolean
  readonly isBusy: boolean
  readonly onChoose: () => void
  readonly onAccept: () => void
  readonly onReject: () => void
}

const BECAUSE = { open: words.because, accepted: words.acceptedBecause, rejected: words.rejectedBecause } as const

/** Two identities side by side, why they may be one person, and what that rests on. */
export function SuggestionCard({ suggestion, persons, isCurrent, isBusy, onChoose, onAccept, onReject }: SuggestionCardProps) {
  const { a, b, strength, reasons, evidenceKeys, status } = suggestion
  return (
    <article
      className={styles.suggestion}
      data-current={isCurrent}
      data-suggestion={suggestion.id}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => {
        if (!isCurrent) onChoose()
      }}
    >
      <header className={styles.suggestionHead}>
        <span className="is-quiet">{BECAUSE[status]}</span>
        <span className={styles.strength} data-strength={strength} title={strength === 'strong' ? words.strongTitle : words.weakTitle}>
          {strength === 'strong' ? words.strong : words.weak}
        </span>
      </header>
      <ul className={styles.reasons}>
        {reasons.map((reason) => (
          <li key={reason}>
            <EvidenceText text={reason} />
          </li>
        ))}
      </ul>
      <div className={styles.sides}>
        <Side identity={a} persons={persons} />
        <Side identity={b} persons={persons} />
      </div>
      {isCurrent && <EvidenceRows keys={evidenceKeys} />}
      {status === 'open' && (
        <div className={styles.suggestionActions}>
          <Button
            size="small"
            intent={isCurrent ? 'primary' : 'none'}
            disabled={isBusy}
            onClick={(event) => {
              event.stopPropagation()
              onAccept()
            }}
          >
            {words.accept} {isCurrent && <KeyHint keys="a" />}
          </Button>
          <Button
            size="small"
            disabled={isBusy}
            onClick={(event) => {
              event.stopPropagation()
              onReject()
            }}
          >
            {words.reject} {isCurrent && <KeyHint keys="x" />}
          </Button>
        </div>
      )}
    </article>
  )
}

function Side({ identity, persons }: { readonly identity: IdentityInfo; readonly persons: readonly PersonInfo[] }) {
  const person = persons.find(({ id }) => id === identity.personId)
  return (
    <section className={styles.side}>
      <IdentityTitle identity={identity} />
      {person !== undefined && (
        <span className={styles.sidePerson}>
          <RoleBadge role={person.role?.role ?? null} size={15} isDashed={!person.isDeviceOwner} />
          <bdi>{person.name}</bdi>
        </span>
      )}
      <IdentityFacts identity={identity} nameLimit={3} />
    </section>
  )
}
