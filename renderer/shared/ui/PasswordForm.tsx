import { Button } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import type { Credentials, Failure } from '../../../main/contract/index.ts'
import { useCall, useQuery } from '../query/index.ts'
import { passwordWords as words } from '../wording/password.ts'
import { PathField } from './PathField.tsx'

export interface PasswordFormProps {
  readonly isRunning: boolean
  readonly failure: Failure | null
  readonly onOpen: (credentials: Credentials) => void
  /** True where the password is the one thing to do next. */
  readonly hasAutoFocus?: boolean
}

/** Asks for the password or the key file of an encrypted extraction. The password is handed on once and kept nowhere in the window. */
export function PasswordForm({ isRunning, failure, onOpen, hasAutoFocus = false }: PasswordFormProps) {
  const [password, setPassword] = useState('')
  const [keyFile, setKeyFile] = useState('')
  const [isReadable, setIsReadable] = useState(false)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    onOpen({ ...(password === '' ? {} : { password }), ...(keyFile === '' ? {} : { keyFile }) })
    setPassword('')
  }
  return (
    <form className="ui-password" onSubmit={onSubmit} data-testid="password-form">
      <label className="ui-field">
        {words.label}
        <input
          className="bp6-input"
          type={isReadable ? 'text' : 'password'}
          autoComplete="off"
          autoFocus={hasAutoFocus}
          spellCheck={false}
          dir="auto"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      <PathField label={words.keyFile} value={keyFile} onChange={setKeyFile} purposes={['extraction-file']} />
      <div className="ui-password-actions">
        <Button type="submit" size="small" intent="primary" loading={isRunning} disabled={password === '' && keyFile === ''}>
          {words.open}
        </Button>
        <Button size="small" variant="minimal" aria-pressed={isReadable} onClick={() => setIsReadable(!isReadable)}>
          {isReadable ? words.hide : words.show}
        </Button>
      </div>
      <p className="is-faint is-small">{words.kept}</p>
      {failure !== null && (
        <p className="case-problem" role="alert">
          {failure.message}
        </p>
      )}
    </form>
  )
}

/** Opens the encrypted source of a record again; what needed it is then asked for anew. */
export function UnlockSource({ recordKey }: { readonly recordKey: number }) {
  const record = useQuery('record.get', { key: recordKey })
  const unlock = useCall('source.unlock')
  if (record.data === undefined) return null
  const sourceId = record.data.source.id
  return (
    <PasswordForm
      isRunning={unlock.isRunning}
      failure={unlock.failure}
      onOpen={(credentials) => void unlock.run({ sourceId, ...credentials })}
    />
  )
}
