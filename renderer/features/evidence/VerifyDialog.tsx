import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { TickCircleIcon, WarningSignIcon } from '@blueprintjs/icons'
import { useState, type FormEvent } from 'react'
import type { VerifyReport } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { EvidenceText, FailedState, LoadingState, Modal, PathField } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { evidenceWords } from '../../shared/wording/evidence.ts'

const words = evidenceWords.verify

export function VerifyDialog({ close }: { readonly close: () => void }) {
  const [what, setWhat] = useState<'case' | 'other'>('case')
  const [path, setPath] = useState('')
  const [report, setReport] = useState<VerifyReport | null>(null)
  const verify = useCall('export.verify')
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setReport(null)
    const result = await verify.run({ path: what === 'case' ? null : path })
    if (result.ok) setReport(result.value)
  }
  return (
    <Modal close={close} title={words.title} className="export-dialog">
      <form onSubmit={(event) => void onSubmit(event)}>
        <DialogBody className="ui-fields">
          <p className="is-quiet">{words.text}</p>
          <fieldset className="export-choice">
            <label>
              <input type="radio" name="what" checked={what === 'case'} onChange={() => setWhat('case')} />
              {words.thisCase}
            </label>
            <label>
              <input type="radio" name="what" checked={what === 'other'} onChange={() => setWhat('other')} />
              {words.package}
            </label>
          </fieldset>
          {what === 'other' && (
            <PathField label={words.path} value={path} onChange={setPath} purposes={['open-case', 'extraction-folder']} />
          )}
          {verify.isRunning && <LoadingState words={words.running} />}
          {verify.failure !== null && <FailedState failure={verify.failure} />}
          {report !== null && <Verdict report={report} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.close}</Button>
              <Button type="submit" intent="primary" loading={verify.isRunning} disabled={what === 'other' && path.trim() === ''}>
                {words.run}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}

function Verdict({ report: { ok, checked, problems } }: { readonly report: VerifyReport }) {
  return (
    <div className={ok ? 'verdict is-good' : 'verdict is-bad'} role="status" data-testid="verdict">
      <p>
        {ok ? <TickCircleIcon /> : <WarningSignIcon />}{' '}
        {ok ? words.ok(formatCount(checked)) : words.notOk(formatCount(problems.length), problems.length === 1)}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem) => (
            <li key={problem}>
              <EvidenceText text={problem} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
