import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import type { ScopeState } from '../../../../main/contract/index.ts'
import { formatCount } from '../../../shared/format/index.ts'
import { useCall } from '../../../shared/query/index.ts'
import { FailedState, UtcTime } from '../../../shared/ui/index.ts'
import { scopeWords } from '../../../shared/wording/scope.ts'
import { ReasonForm } from './ReasonForm.tsx'

const words = scopeWords.opening

/** How many records lie outside, and the way to look at them: with a reason, for a while. */
export function OpeningCard({ state: { opened, hidden } }: { readonly state: ScopeState }) {
  const [isAsking, setIsAsking] = useState(false)
  const open = useCall('scope.open')
  const close = useCall('scope.close')
  const run = async (reason: string): Promise<void> => {
    if ((await open.run({ reason })).ok) setIsAsking(false)
  }
  const outside = hidden.outsideScope
  if (opened !== null) {
    return (
      <div className="scope-card is-open" data-testid="scope-opened">
        <p>
          <b>{scopeWords.status.opened}</b>. <bdi>{words.opened(opened.by, opened.reason)}</bdi>{' '}
          <span className="is-small">
            <UtcTime utcMs={opened.atMs} />
          </span>
        </p>
        <Button size="small" intent="primary" loading={close.isRunning} onClick={() => void close.run({})}>
          {words.close}
        </Button>
        {close.failure !== null && <FailedState failure={close.failure} />}
      </div>
    )
  }
  if (isAsking) {
    return (
      <ReasonForm
        title={words.title}
        action={words.open}
        failure={open.failure}
        isRunning={open.isRunning}
        close={() => setIsAsking(false)}
        onReason={(reason) => void run(reason)}
      >
        <p className="is-quiet">{words.text}</p>
      </ReasonForm>
    )
  }
  return (
    <div className="scope-card">
      <p>{outside === 0 ? words.notNeeded : words.hidden(formatCount(outside), outside === 1)}</p>
      {outside > 0 && (
        <Button size="small" onClick={() => setIsAsking(true)}>
          {words.title}
        </Button>
      )}
    </div>
  )
}
