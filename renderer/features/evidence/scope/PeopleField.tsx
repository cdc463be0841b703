import { Button } from '@blueprintjs/core'
import { CrossIcon } from '@blueprintjs/icons'
import { useDeferredValue, useState } from 'react'
import type { EntityId } from '../../../../main/contract/index.ts'
import { useQuery } from '../../../shared/query/index.ts'
import { PartyName } from '../../../shared/ui/index.ts'
import { scopeWords } from '../../../shared/wording/scope.ts'

const words = scopeWords.form
const FOUND_LIMIT = 8

export interface PeopleFieldProps {
  readonly label: string
  readonly chosen: readonly EntityId[]
  readonly onChange: (chosen: readonly EntityId[]) => void
  /** One only: choosing another takes its place. */
  readonly isSingle?: boolean
}

/** Chooses people by name or number. */
export function PeopleField({ label, chosen, onChange, isSingle = false }: PeopleFieldProps) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const parties = useQuery('people.parties', { entities: chosen }, { isEnabled: chosen.length > 0 })
  const found = useQuery('people.find', { text: wanted, limit: FOUND_LIMIT }, { isEnabled: wanted !== '' })
  const others = wanted === '' ? [] : (found.data ?? []).filter(({ entity }) => !chosen.includes(entity))
  return (
    <div className="scope-people" role="group" aria-label={label}>
      {chosen.length > 0 &&
        (parties.data ?? [])
          .filter(({ entity }) => chosen.includes(entity))
          .map((party) => (
            <span key={party.entity} className="scope-person">
              <PartyName party={party} />
              <Button
                size="small"
                variant="minimal"
                icon={<CrossIcon size={11} />}
                aria-label={words.takeOff(party.name)}
                onClick={() => onChange(chosen.filter((entity) => entity !== party.entity))}
              />
            </span>
          ))}
      <input
        className="bp6-input"
        type="search"
        dir="auto"
        value={text}
        placeholder={words.find}
        aria-label={`${label}: ${words.find}`}
        onChange={(event) => setText(event.target.value)}
      />
      {wanted !== '' && found.data !== undefined && others.length === 0 && <span className="is-quiet">{scopeWords.privilege.noMatch}</span>}
      {others.map((party) => (
        <button
          key={party.entity}
          type="button"
          className="scope-found"
          onClick={() => {
            onChange(isSingle ? [party.entity] : [...chosen, party.entity])
            setText('')
          }}
        >
          <PartyName party={party} />
          {party.name !== party.identifier && <span className="is-quiet is-small">{party.identifier}</span>}
        </button>
      ))}
    </div>
  )
}
