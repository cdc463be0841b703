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

type What = 'case' | 'other' | 'extraction'
const CHOICES: readonly { readonly what: What; readonly label: string }[] = [
  { what: 'case', label: words.thisCase },
  { what: 'other', label: words.package },
  { what: 'extraction', label: words.extraction },
]

export function VerifyDialog({ close }: { readonly close: () => void }) {
  const [what, setWhat] = useState<What>('case')
  const [path, setPath] = useState('')
  const [password, setPassword] = useState('')
  const [report, setReport] = useState<VerifyReport | null>(null)
  const verify = useCall('export.verify')
  const compare = useCall('export.verifyAgainst')
  const isRunning = verify.isRunning || compare.isRunning
  const failure = what === 'extraction' ? compare.failure : verify.failure
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setReport(null)
    const result =
      what === 'extraction'
        ? await compare.run({ path, all: false, ...(password === '' ? {} : { password }) })
        : await verify.run({ path: what === 'case' ? null : path })
    if (result.ok) setReport(result.value)
  }
  return (
    <Modal close={close} title={words.title} className="export-dialog">
      <form onSubmit={(event) => void onSubmit(event)}>
        <DialogBody className="ui-fields">
          <p className="is-quiet">{words.text}</p>
          <fieldset className="export-choice">
            {CHOICES.map((choice) => (
              <label key={choice.what}>
                <input
                  type="radio"
                  name="what"
                  checked={what === choice.what}
                  onChange={() => {
                    setWhat(choice.what)
                    setReport(null)
                  }}
                />
                {choice.label}
              </label>
            ))}
          </fieldset>
          {what === 'other' && (
            <PathField label={words.path} value={path} onChange={setPath} purposes={['open-case', 'extraction-folder']} />
          )}
          {what === 'extraction' && (
            <>
              <p className="is-quiet">{words.extractionText}</p>
              <PathField label={words.extractionPath} value={path} onChange={setPath} purposes={['extraction-folder', 'extraction-file']} />
              <label className="ui-field">
                {words.password}
                <input
                  className="bp6-input"
                  type="password"
                  autoComplete="off"
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              </label>
            </>
          )}
          {isRunning && <LoadingState words={words.running} />}
          {failure !== null && <FailedState failure={failure} />}
          {report !== null && <Verdict report={report} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.close}</Button>
              <Button type="submit" intent="primary" loading={isRunning} disabled={what !== 'case' && path.trim() === ''}>
                {words.run}
              </Button>
            </>
          }
        />
      </form>
    </Modal>
  )
}

function Verdict({ report: { ok, checked, problems, signature } }: { readonly report: VerifyReport }) {
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
      {signature !== null && (
        <p className="verdict-key">
          <span>
            {words.signed} <code>{signature.fingerprint}</code>. {signature.isOurs ? words.ourKey : words.otherKey}
          </span>
        </p>
      )}
    </div>
  )
}
