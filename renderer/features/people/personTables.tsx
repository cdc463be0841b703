/** What the records call a person, and by which identifiers each device knows the person. */
import type { IdentityInfo } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { EvidenceText } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import { IdentityTitle } from './IdentityFacts.tsx'
import styles from './people.module.css'
import { aliases, identifiersPerDevice } from './personFacts.ts'

const words = peopleWords.person

export function AliasTable({ identities }: { readonly identities: readonly IdentityInfo[] }) {
  const found = aliases(identities)
  return (
    <section className={styles.section}>
      <h3>{words.aliases}</h3>
      {found.length === 0 && <p className="is-quiet">{words.noAliases}</p>}
      {found.length > 0 && (
        <table className="ui-table">
          <thead>
            <tr>
              <th scope="col">{words.aliasName}</th>
              <th scope="col">{words.aliasWhere}</th>
              <th scope="col">{words.aliasIdentity}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ name, where, identifiers }) => (
              <tr key={`${name} ${where}`}>
                <td>
                  <EvidenceText text={name} />
                </td>
                <td className="is-quiet">{where}</td>
                <td>
                  <EvidenceText text={identifiers.join(', ')} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

export function DeviceTable({ identities }: { readonly identities: readonly IdentityInfo[] }) {
  const sourceLabel = useSourceLabel()
  const devices = identifiersPerDevice(identities)
  return (
    <section className={styles.section}>
      <h3>{words.devices}</h3>
      {devices.length === 0 && <p className="is-quiet">{words.noDevices}</p>}
      {devices.length > 0 && (
        <table className="ui-table">
          <thead>
            <tr>
              <th scope="col">{words.device}</th>
              <th scope="col">{words.deviceIdentifiers}</th>
            </tr>
          </thead>
          <tbody>
            {devices.map(({ sourceId, identities: seen }) => (
              <tr key={sourceId}>
                <td>{sourceLabel(sourceId)}</td>
                <td>
                  <span className={styles.seen}>
                    {seen.map((identity) => (
                      <IdentityTitle key={identity.id} identity={identity} />
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
