import type { IdentityInfo } from '../../../main/contract/index.ts'
import { useCaseZone, useSourceLabel } from '../../shared/caseContext.tsx'
import { formatCount, formatDay } from '../../shared/format/index.ts'
import { EvidenceText } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import styles from './people.module.css'

const words = peopleWords.identity

export const schemeWords = (scheme: string): string => peopleWords.schemes[scheme] ?? scheme

/** `2026-02-01 – 2026-03-14`, or words. */
export function usePeriod(firstMs: number | null, lastMs: number | null): string {
  const zone = useCaseZone()
  if (firstMs === null || lastMs === null) return peopleWords.person.noPeriod
  const [first, last] = [formatDay(firstMs, zone), formatDay(lastMs, zone)]
  return first === last ? first : `${first} – ${last}`
}

/** Kind and identifier, as one line. */
export function IdentityTitle({ identity }: { readonly identity: IdentityInfo }) {
  return (
    <span className={styles.identityTitle}>
      <span className={styles.scheme}>{schemeWords(identity.scheme)}</span>
      <EvidenceText text={identity.value} className={styles.identifier ?? ''} />
    </span>
  )
}

/** Names, spellings, phones, number of records and their period. */
export function IdentityFacts({ identity, nameLimit = 4 }: { readonly identity: IdentityInfo; readonly nameLimit?: number }) {
  const sourceLabel = useSourceLabel()
  const period = usePeriod(identity.firstMs, identity.lastMs)
  const { names, rawSpellings, sources, records, value } = identity
  const spellings = rawSpellings.filter((raw) => raw !== value)
  return (
    <dl className={styles.facts}>
      <dt>{words.names}</dt>
      <dd>
        {names.length === 0 && <span className="is-faint">{words.noNames}</span>}
        {names.slice(0, nameLimit).map(({ name, where }) => (
          <div key={`${name} ${where}`}>
            <EvidenceText text={name} /> <span className="is-faint is-small">{where}</span>
          </div>
        ))}
        {names.length > nameLimit && <span className="is-faint">+{names.length - nameLimit}</span>}
      </dd>
      {spellings.length > 0 && (
        <>
          <dt>{words.spellings}</dt>
          <dd>
            <span className={styles.spellings}>
              {spellings.map((raw) => (
                <EvidenceText key={raw} text={raw} className="is-fixed" />
              ))}
            </span>
          </dd>
        </>
      )}
      {sources.length > 0 && (
        <>
          <dt>{words.sources}</dt>
          <dd>{sources.map(sourceLabel).join(', ')}</dd>
        </>
      )}
      <dt>{words.records}</dt>
      <dd className="is-figures">{peopleWords.person.records(formatCount(records), period)}</dd>
    </dl>
  )
}
