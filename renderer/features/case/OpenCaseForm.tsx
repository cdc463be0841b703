import { Button } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import { useCall } from '../../shared/query/index.ts'
import { FailedState, PathField } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'

const words = caseWords.welcome

export function OpenCaseForm() {
  const [path, setPath] = useState('')
  const open = useCall('case.open')
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void open.run({ path })
  }
  return (
    <form className="ui-fields" onSubmit={onSubmit}>
      <h2>{words.openCase}</h2>
      <PathField label={words.openPath} value={path} onChange={setPath} purposes={['open-case']} hasAutoFocus />
      {open.failure !== null && <FailedState failure={open.failure} />}
      <Button type="submit" intent="primary" loading={open.isRunning} disabled={path.trim() === ''}>
        {words.open}
      </Button>
    </form>
  )
}
