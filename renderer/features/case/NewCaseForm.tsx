import { Button } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import { ownZone } from '../../shared/format/index.ts'
import { useCall, useQuery } from '../../shared/query/index.ts'
import { FailedState, joinPath, PathField } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'
import { CaseFields, isKnownZone, type CaseFacts } from './CaseFields.tsx'
import { caseFileName } from './caseFileName.ts'

const words = caseWords.form

export function NewCaseForm() {
  const [facts, setFacts] = useState<CaseFacts>({ name: '', number: '', examiner: '', timezone: ownZone() })
  const [typedPath, setTypedPath] = useState<string | null>(null)
  const home = useQuery('files.list', { path: null })
  const create = useCall('case.create')
  const fileName = caseFileName(facts.number, facts.name)
  const path = typedPath ?? (home.data === undefined || facts.name === '' ? '' : joinPath(home.data.path, fileName))
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void create.run({ ...facts, path })
  }
  return (
    <form className="ui-fields" onSubmit={onSubmit}>
      <h2>{words.newTitle}</h2>
      <CaseFields facts={facts} onChange={setFacts} />
      <PathField label={words.path} value={path} onChange={setTypedPath} purposes={['new-case']} newFileName={fileName} />
      {create.failure !== null && <FailedState failure={create.failure} />}
      <Button
        type="submit"
        intent="primary"
        loading={create.isRunning}
        disabled={facts.name.trim() === '' || path === '' || !isKnownZone(facts.timezone)}
      >
        {words.create}
      </Button>
    </form>
  )
}
