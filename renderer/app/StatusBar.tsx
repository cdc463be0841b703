import { Button } from '@blueprintjs/core'
import type { HiddenCounts } from '../../main/contract/index.ts'
import { useCase } from '../shared/caseContext.tsx'
import { formatCount, formatDuration, formatShare } from '../shared/format/index.ts'
import { useLens } from '../shared/lens/index.ts'
import { useCall, useImport, useQuery } from '../shared/query/index.ts'
import { openScope } from '../shared/scopePane.ts'
import { scopeWords } from '../shared/wording/scope.ts'
import { shellWords } from '../shared/wording/shell.ts'

const words = shellWords.status

/** What is shown, what is hidden and why. */
export function StatusBar() {
  const info = useCase()
  const incompleteCount = info.sources.filter(({ status }) => status === 'incomplete' || status === 'cancelled').length
  return (
    <footer className="status-bar is-figures">
      <LensCounts />
      {incompleteCount > 0 && (
        <span className="status-item is-warning">{words.incomplete(formatCount(incompleteCount), incompleteCount > 1)}</span>
      )}
      <span className="status-space" />
      {info.isDemo && <span className="status-item status-demo">{words.demo}</span>}
      <span className="status-item" title={words.zone}>
        {info.timezone}
      </span>
      <ImportStatus />
    </footer>
  )
}

function LensCounts() {
  const { filter, parts } = useLens()
  const count = useQuery('timeline.count', { lens: filter })
  if (count.data === undefined) {
    return <span className="status-item">{count.failure === null ? words.counting : count.failure.message}</span>
  }
  const { inLens, listedInLens, total, duplicates, hidden, undatedInLens } = count.data
  const eventsInLens = inLens - listedInLens
  const hiddenCount = total - eventsInLens
  return (
    <>
      <span className="status-item" data-testid="lens-count" data-stale={count.isStale}>
        {words.inLens(formatCount(eventsInLens), formatCount(total))}
      </span>
      {listedInLens > 0 && <span className="status-item">{words.listed(formatCount(listedInLens), listedInLens === 1)}</span>}
      {hiddenCount > 0 && parts.length > 0 && (
        <span className="status-item">
          {words.hidden(formatCount(hiddenCount), parts.map((part) => shellWords.lens.parts[part]).join(', '))}
        </span>
      )}
      <ScopeStatus hidden={hidden} />
      {duplicates > 0 && <span className="status-item">{words.duplicates(formatCount(duplicates))}</span>}
      {undatedInLens > 0 && <span className="status-item">{words.undated(formatCount(undatedInLens))}</span>}
    </>
  )
}

/** What scope and privilege hide, and the way to what rules them; nothing where nothing is stated. */
function ScopeStatus({ hidden: { outsideScope, privileged } }: { readonly hidden: HiddenCounts }) {
  const { data: scope } = useQuery('scope.get', {})
  const isOpened = scope !== undefined && scope.opened !== null
  if (!isOpened && outsideScope === 0 && privileged === 0) return null
  const texts = [
    ...(outsideScope > 0 ? [scopeWords.status.outside(formatCount(outsideScope))] : []),
    ...(privileged > 0 ? [scopeWords.status.privileged(formatCount(privileged))] : []),
    ...(isOpened ? [scopeWords.status.opened] : []),
  ]
  return (
    <button
      type="button"
      className={isOpened ? 'status-item status-button is-warning' : 'status-item status-button'}
      title={scopeWords.status.open}
      onClick={openScope}
      data-testid="scope-status"
    >
      {texts.join(' · ')}
    </button>
  )
}

function ImportStatus() {
  const progress = useImport()
  const cancel = useCall('import.cancel')
  if (progress === null || !progress.isRunning) return null
  const { bytesDone, bytesTotal, remainingMs, jobId } = progress.latest
  const left = remainingMs === null ? null : formatDuration(remainingMs)
  return (
    <span className="status-item status-import" role="status">
      <progress {...(bytesDone > 0 ? { value: bytesDone, max: bytesTotal } : {})} aria-label={progress.latest.label} />
      {words.importing(bytesDone > 0 ? formatShare(bytesDone, bytesTotal) : null, left)}
      <Button size="small" variant="minimal" aria-label={words.cancelImport} onClick={() => void cancel.run({ jobId })}>
        ×
      </Button>
    </span>
  )
}
