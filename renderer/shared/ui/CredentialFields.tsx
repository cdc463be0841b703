import { Button } from '@blueprintjs/core'
import { useState, type ReactNode } from 'react'
import type { Credentials } from '../../../main/contract/index.ts'
import { passwordWords as words } from '../wording/password.ts'
import { PathField } from './PathField.tsx'

export interface TypedCredentials {
  readonly password: string
  /** Path of a key file. */
  readonly keyFile: string
}

export const NOTHING_TYPED: TypedCredentials = { password: '', keyFile: '' }

/** What was typed, as a call takes it: nothing where nothing was. */
export function credentialsOf({ password, keyFile }: TypedCredentials): Credentials {
  return { ...(password === '' ? {} : { password }), ...(keyFile === '' ? {} : { keyFile }) }
}

export interface CredentialFieldsProps {
  readonly typed: TypedCredentials
  readonly onChange: (typed: TypedCredentials) => void
  readonly hasAutoFocus?: boolean
  /** Buttons beside the one that shows what is typed. */
  readonly children?: ReactNode
}

/** A password and a key file, either of which may stay empty. */
export function CredentialFields({ typed, onChange, hasAutoFocus = false, children }: CredentialFieldsProps) {
  const [isReadable, setIsReadable] = useState(false)
  return (
    <>
      <label className="ui-field">
        {words.label}
        <input
          className="bp6-input"
          type={isReadable ? 'text' : 'password'}
          autoComplete="off"
          autoFocus={hasAutoFocus}
          spellCheck={false}
          dir="auto"
          value={typed.password}
          onChange={(event) => onChange({ ...typed, password: event.target.value })}
        />
      </label>
      <PathField
        label={words.keyFile}
        value={typed.keyFile}
        onChange={(keyFile) => onChange({ ...typed, keyFile })}
        purposes={['extraction-file']}
        isOptional
      />
      <div className="ui-password-actions">
        {children}
        <Button size="small" variant="minimal" aria-pressed={isReadable} onClick={() => setIsReadable(!isReadable)}>
          {isReadable ? words.hide : words.show}
        </Button>
      </div>
      <p className="is-faint is-small">{words.kept}</p>
    </>
  )
}
