/** One privileged contact: what is kept back because of it, who released what, and what can be done. No text of theirs. */
import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import type { Failure, PrivilegedContact } from '../../../../main/contract/index.ts'
import { formatCount } from '../../../shared/format/index.ts'
import { useCall } from '../../../shared/query/index.ts'
import { PartyName } from '../../../shared/ui/index.ts'
import { categoryWords, scopeWords } from '../../../shared/wording/scope.ts'
import { ReasonForm } from './ReasonForm.tsx'

const words = scopeWords.privilege

type Doing = 'release' | 'again' | 'remove' | { readonly threadId: number; readonly title: string } | null

export function PrivilegeCard({ contact }: { readonly contact: PrivilegedContact }) {
  const { party, category, reason, by, quarantined, threads, releases } = contact
  const [doing, setDoing] = useState<Doing>(null)
  const isReleased = releases.some(({ threadId }) => threadId === null)
  return (
    <article className="scope-card" data-testid="privileged-contact">
      <h3 className="scope-contact">
        <PartyName party={party} />
        <span className="is-quiet">{categoryWords[category]}</span>
      </h3>
      <p className="is-figures">{isReleased ? words.released : words.quarantined(formatCount(quarantined), quarantined === 1)}</p>
      <p className="is-faint is-small">
        <bdi>{words.by(by, reason)}</bdi>
      </p>
      {releases.map(({ threadId, threadTitle, reason: why, by: who, atMs }) => (
        <p key={`${threadId} ${atMs}`} className="is-small">
          <bdi>{words.releaseLog(threadId === null ? words.everything : words.thatThread(threadTitle ?? ''), who, why)}</bdi>
        </p>
      ))}
      {threads.length > 0 && (
        <details>
          <summary>{words.threads(formatCount(threads.length), threads.length === 1)}</summary>
          <ul className="scope-threads">
            {threads.map(({ id, title, service, messages }) => (
              <li key={id}>
                <bdi>{title}</bdi> <span className="is-quiet is-figures">{words.thread(service, formatCount(messages))}</span>
                <Button size="small" variant="minimal" onClick={() => setDoing({ threadId: id, title })}>
                  {words.releaseThread}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {doing === null ? (
        <span className="scope-actions">
          {!isReleased && (
            <Button size="small" onClick={() => setDoing('release')}>
              {words.release}
            </Button>
          )}
          {releases.length > 0 && (
            <Button size="small" onClick={() => setDoing('again')}>
              {words.again}
            </Button>
          )}
          <Button size="small" variant="minimal" onClick={() => setDoing('remove')}>
            {words.remove}
          </Button>
        </span>
      ) : (
        <DoForm contact={contact} doing={doing} close={() => setDoing(null)} />
      )}
    </article>
  )
}

interface Step {
  readonly title: string
  readonly action: string
  readonly run: (reason: string) => Promise<{ readonly ok: boolean }>
  readonly failure: Failure | null
  readonly isRunning: boolean
}

function useStep({ id: contactId, party: { name } }: PrivilegedContact, doing: NonNullable<Doing>): Step {
  const release = useCall('scope.release')
  const again = useCall('scope.quarantineAgain')
  const remove = useCall('scope.removePrivileged')
  if (doing === 'again')
    return { title: words.againTitle(name), action: words.again, ...again, run: (reason) => again.run({ contactId, reason }) }
  if (doing === 'remove')
    return { title: words.removeTitle(name), action: words.remove, ...remove, run: (reason) => remove.run({ contactId, reason }) }
  const threadId = doing === 'release' ? null : doing.threadId
  return {
    title: doing === 'release' ? words.releaseTitle(name) : words.releaseThreadTitle(doing.title),
    action: doing === 'release' ? words.release : words.releaseThread,
    ...release,
    run: (reason) => release.run({ contactId, threadId, reason }),
  }
}

function DoForm({
  contact,
  doing,
  close,
}: {
  readonly contact: PrivilegedContact
  readonly doing: NonNullable<Doing>
  readonly close: () => void
}) {
  const { title, action, run, failure, isRunning } = useStep(contact, doing)
  const onReason = async (reason: string): Promise<void> => {
    if ((await run(reason)).ok) close()
  }
  return (
    <ReasonForm
      title={title}
      action={action}
      failure={failure}
      isRunning={isRunning}
      close={close}
      onReason={(reason) => void onReason(reason)}
    >
      {doing !== 'again' && doing !== 'remove' && <p className="is-quiet">{words.releaseText}</p>}
    </ReasonForm>
  )
}
