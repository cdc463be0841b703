import { Button } from '@blueprintjs/core'
import type { ReactNode } from 'react'
import type { ImportProgress } from '../../../main/contract/index.ts'
import { formatBytes, formatCount, formatDuration } from '../../shared/format/index.ts'
import { dismissImport, useCall, type ImportState } from '../../shared/query/index.ts'
import { PasswordForm } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'

const words = caseWords.progress

/** The running import, or how it ended. */
export function ImportCard({ job: { latest, isRunning }, children }: { readonly job: ImportState; readonly children?: ReactNode }) {
  const cancel = useCall('import.cancel')
  const retry = useCall('import.retry')
  const { stage, label, current, bytesDone, bytesTotal, failure, presentAs } = latest
  const wantsPassword = stage === 'failed' && latest.failureKind === 'password'
  return (
    <section className="import-card" data-stage={stage} role="status" data-testid="import-card">
      <h3>
        {presentAs === undefined ? caseWords.stages[stage] : words.present}
        {label !== '' && (
          <>
            : <bdi>{label}</bdi>
          </>
        )}
      </h3>
      {isRunning && <progress {...(bytesDone > 0 ? { value: bytesDone, max: bytesTotal } : {})} aria-label={caseWords.stages[stage]} />}
      {isRunning && current !== '' && (
        <p className="is-quiet is-clipped">
          <bdi>{current}</bdi>
        </p>
      )}
      {presentAs !== undefined && <p>{words.presentText(presentAs)}</p>}
      {presentAs === undefined && failure === null && <p className="is-small is-figures">{amounts(latest, isRunning).join(' · ')}</p>}
      {failure !== null && <p className="case-problem">{failure}</p>}
      {children}
      {wantsPassword && (
        <PasswordForm
          hasAutoFocus
          isRunning={retry.isRunning}
          failure={retry.failure}
          onOpen={(credentials) => void retry.run(credentials)}
        />
      )}
      {isRunning ? (
        <Button size="small" loading={cancel.isRunning} onClick={() => void cancel.run({ jobId: latest.jobId })}>
          {words.cancel}
        </Button>
      ) : (
        <Button size="small" onClick={dismissImport}>
          {words.dismiss}
        </Button>
      )}
    </section>
  )
}

function amounts(
  { storesDone, storesTotal, bytesDone, bytesTotal, records, remainingMs, elapsedMs }: ImportProgress,
  isRunning: boolean,
): readonly string[] {
  const left = remainingMs === null ? words.leftUnknown : words.left(formatDuration(remainingMs))
  return [
    storesTotal > 0 ? words.stores(formatCount(storesDone), formatCount(storesTotal)) : '',
    isRunning && bytesDone > 0 ? words.bytes(formatBytes(bytesDone), formatBytes(bytesTotal)) : '',
    words.records(formatCount(records)),
    isRunning ? left : words.took(formatDuration(elapsedMs)),
  ].filter((part) => part !== '')
}
