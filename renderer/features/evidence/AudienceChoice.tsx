import { Button, HTMLSelect } from '@blueprintjs/core'
import { useState } from 'react'
import type { AudienceProfile } from '../../../main/contract/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { PathField } from '../../shared/ui/index.ts'
import { outsideWords } from '../../shared/wording/outside.ts'
import { AudienceDialog } from './AudienceDialog.tsx'

const words = outsideWords.audience

/** For whom, and where the key file goes; empty texts where nothing was chosen. */
export interface ChosenAudience {
  readonly audience: string
  readonly keyFile: string
  readonly keyPassword: string
}

export const EVERYBODY: ChosenAudience = { audience: 'full', keyFile: '', keyPassword: '' }

/** What the call takes: nothing for a package that shows everything. */
export function audienceArguments({ audience, keyFile, keyPassword }: ChosenAudience): Partial<ChosenAudience> {
  if (audience === EVERYBODY.audience) return {}
  return { audience, ...(keyFile.trim() === '' ? {} : { keyFile, keyPassword }) }
}

export interface AudienceChoiceProps {
  readonly chosen: ChosenAudience
  readonly onChange: (chosen: ChosenAudience) => void
}

/** For whom a package is made: a saved profile, and the key file that says who is who. */
export function AudienceChoice({ chosen, onChange }: AudienceChoiceProps) {
  const audiences = useQuery('audience.list', {})
  const [isEditing, setIsEditing] = useState(false)
  const profile = audiences.data?.find(({ name }) => name === chosen.audience)
  return (
    <>
      <label className="ui-field">
        {words.label}
        <HTMLSelect
          fill
          value={chosen.audience}
          onChange={(event) => onChange({ ...chosen, audience: event.target.value })}
          data-testid="audience"
        >
          {(audiences.data ?? []).map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </HTMLSelect>
        {profile !== undefined && <span className="is-quiet is-small">{describe(profile)}</span>}
      </label>
      {chosen.audience !== EVERYBODY.audience && (
        <>
          <div>
            <Button size="small" onClick={() => setIsEditing(true)}>
              {outsideWords.edit.button}
            </Button>
          </div>
          {isEditing && profile !== undefined && <AudienceDialog profile={profile} close={() => setIsEditing(false)} />}
          <PathField
            label={words.keyFile}
            value={chosen.keyFile}
            onChange={(keyFile) => onChange({ ...chosen, keyFile })}
            purposes={['export']}
            newFileName="who is who.key"
            isOptional
          />
          {chosen.keyFile.trim() !== '' && (
            <label className="ui-field">
              {words.passphrase}
              <input
                className="bp6-input"
                type="password"
                autoComplete="new-password"
                value={chosen.keyPassword}
                onChange={(event) => onChange({ ...chosen, keyPassword: event.target.value })}
              />
            </label>
          )}
          <p className="is-quiet is-small">{words.keyHelp}</p>
        </>
      )}
    </>
  )
}

function describe({ name, people, pictures }: AudienceProfile): string {
  if (name === EVERYBODY.audience) return words.full
  const roles = Object.entries(people).flatMap(([role, treatment]) => (treatment === 'named' ? [] : [`${role} (${treatment})`]))
  return words.taken(roles.length === 0 ? words.nobody : words.hidden(roles.join(', ')), words.pictures[pictures])
}
