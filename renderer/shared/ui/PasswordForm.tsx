import { Button } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import type { Credentials, Failure } from '../../../main/contract/index.ts'
import { useCall, useQuery } from '../query/index.ts'
import { passwordWords as words } from '../wording/password.ts'
import { CredentialFields, credentialsOf, NOTHING_TYPED } from './CredentialFields.tsx'

export interface PasswordFormProps {
  readonly isRunning: boolean
  readonly failure: Failure | null
  readonly onOpen: (credentials: Credentials) => void
  /** True where the password is the one thing to do next. */
  readonly hasAutoFocus?: boolean
}

/** Asks for the password or the key file of an encrypted extraction. The password is handed on once and kept nowhere in the window. */
export function PasswordForm({ isRunning, failure, onOpen, hasAutoFocus = false }: PasswordFormProps) {
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    onOpen(credentialsOf(typed))
    setTyped({ ...typed, password: '' })
  }
  return (
    <form className="ui-password" onSubmit={onSubmit} data-testid="password-form">
      <CredentialFields typed={typed} onChange={setTyped} hasAutoFocus={hasAutoFocus}>
        <Button type="submit" size="small" intent="primary" loading={isRunning} disabled={typed.password === '' && typed.keyFile === ''}>
          {words.open}
        </Button>
      </CredentialFields>
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
