import { useDeferredValue, useState } from 'react'
import type { EntityId, Party } from '../../../main/contract/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { Answer, PartyName } from '../../shared/ui/index.ts'
import { shellWords } from '../../shared/wording/shell.ts'
import { LensChip } from './LensChip.tsx'

const words = shellWords.lens.people
const FOUND_LIMIT = 40

/** Names of the people in the lens, in the order of the lens. */
function useParties(entities: readonly EntityId[]): readonly Party[] {
  const parties = useQuery('people.parties', { entities }, { isEnabled: entities.length > 0 })
  return entities.length === 0 ? [] : (parties.data ?? [])
}

export function PeopleChip() {
  const { filter } = useLens()
  const parties = useParties(filter.people)
  const first = parties[0]?.name ?? filter.people[0]
  const value = first === undefined ? null : filter.people.length === 1 ? first : `${first} +${filter.people.length - 1}`
  return <LensChip part="people" value={value} content={() => <PeopleForm chosen={parties} />} />
}

/** Shown only while the lens holds the rows of one edge. */
export function PairChip() {
  const { filter } = useLens()
  const parties = useParties(filter.pair ?? [])
  if (filter.pair === null) return null
  const [a, b] = filter.pair
  return <LensChip part="pair" value={shellWords.lens.pair(parties[0]?.name ?? a, parties[1]?.name ?? b)} />
}

function PeopleForm({ chosen }: { readonly chosen: readonly Party[] }) {
  const { filter } = useLens()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text)
  const found = useQuery('people.find', { text: wanted, limit: FOUND_LIMIT })
  return (
    <div className="chip-form">
      <input
        className="bp6-input"
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={words.find}
        aria-label={words.find}
        autoFocus
      />
      {filter.people.length > 1 && <p className="is-small is-quiet">{words.anyOf}</p>}
      <div className="chip-list">
        {chosen.map((party) => (
          <PersonOption key={party.entity} party={party} />
        ))}
        <Answer query={found}>
          {(parties) => {
            const others = parties.filter(({ entity }) => !filter.people.includes(entity))
            return others.length === 0 && chosen.length === 0 ? (
              <p className="is-quiet">{words.none}</p>
            ) : (
              <>
                {others.map((party) => (
                  <PersonOption key={party.entity} party={party} />
                ))}
              </>
            )
          }}
        </Answer>
      </div>
    </div>
  )
}

function PersonOption({ party }: { readonly party: Party }) {
  const { filter, togglePerson } = useLens()
  return (
    <label className="chip-option">
      <input type="checkbox" checked={filter.people.includes(party.entity)} onChange={() => togglePerson(party.entity)} />
      <PartyName party={party} />
      {party.name !== party.identifier && <span className="is-faint is-small is-clipped">{party.identifier}</span>}
    </label>
  )
}
