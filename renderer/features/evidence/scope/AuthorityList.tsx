import { Button } from '@blueprintjs/core'
import { PlusIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import type { LegalAuthority } from '../../../../main/contract/index.ts'
import { useCaseZone, useSourceLabel } from '../../../shared/caseContext.tsx'
import { formatCount, formatPeriod } from '../../../shared/format/index.ts'
import { useCall } from '../../../shared/query/index.ts'
import { scopeWords } from '../../../shared/wording/scope.ts'
import { kindWords } from '../../../shared/wording/signs.ts'
import { AuthorityForm } from './AuthorityForm.tsx'
import { ReasonForm } from './ReasonForm.tsx'

const words = scopeWords.authorities

type Doing = { readonly what: 'edit' | 'remove'; readonly id: number } | { readonly what: 'add' } | null

export function AuthorityList({ authorities }: { readonly authorities: readonly LegalAuthority[] }) {
  const [doing, setDoing] = useState<Doing>(null)
  const done = (): void => setDoing(null)
  return (
    <section className="scope-list" aria-label={words.tab}>
      <p className="is-quiet">{authorities.length === 0 ? words.none : words.some}</p>
      {authorities.map((authority) => {
        const own = doing !== null && doing.what !== 'add' && doing.id === authority.id ? doing.what : null
        if (own === 'edit') return <AuthorityForm key={authority.id} authority={authority} close={done} />
        return (
          <article key={authority.id} className="scope-card" data-testid="authority">
            <Facts authority={authority} />
            {own === 'remove' ? (
              <RemoveForm authority={authority} close={done} />
            ) : (
              <span className="scope-actions">
                <Button size="small" onClick={() => setDoing({ what: 'edit', id: authority.id })}>
                  {words.edit}
                </Button>
                <Button size="small" onClick={() => setDoing({ what: 'remove', id: authority.id })}>
                  {words.remove}
                </Button>
              </span>
            )}
          </article>
        )
      })}
      {doing?.what === 'add' ? (
        <AuthorityForm authority={null} close={done} />
      ) : (
        <span>
          <Button size="small" icon={<PlusIcon size={13} />} onClick={() => setDoing({ what: 'add' })}>
            {words.add}
          </Button>
        </span>
      )}
    </section>
  )
}

function Facts({ authority }: { readonly authority: LegalAuthority }) {
  const zone = useCaseZone()
  const sourceLabel = useSourceLabel()
  const { type, identifier, fromMs, toMs, coversUndated, kinds, sources, people, note, by, records } = authority
  const period = fromMs === null && toMs === null ? words.any.dates : formatPeriod(fromMs, toMs, zone)
  const facts = [
    coversUndated && !(fromMs === null && toMs === null) ? `${period}, ${words.undated}` : period,
    kinds.length === 0 ? words.any.kinds : kinds.map((kind) => kindWords[kind].many).join(', '),
    sources.length === 0 ? words.any.sources : sources.map(sourceLabel).join(', '),
    people.length === 0 ? words.any.people : people.map(({ name }) => name).join(', '),
  ]
  return (
    <>
      <h3>
        <bdi>{`${type} ${identifier}`.trim()}</bdi>
      </h3>
      <p>
        <bdi>{facts.join(' · ')}</bdi>
      </p>
      {note !== '' && (
        <p className="is-quiet">
          <bdi>{note}</bdi>
        </p>
      )}
      <p className="is-faint is-small is-figures">
        {words.records(formatCount(records), records === 1)}, {words.by(by)}
      </p>
    </>
  )
}

function RemoveForm({ authority, close }: { readonly authority: LegalAuthority; readonly close: () => void }) {
  const remove = useCall('scope.removeAuthority')
  const run = async (reason: string): Promise<void> => {
    if ((await remove.run({ id: authority.id, reason })).ok) close()
  }
  return (
    <ReasonForm
      title={words.removeTitle}
      action={words.remove}
      failure={remove.failure}
      isRunning={remove.isRunning}
      close={close}
      onReason={(reason) => void run(reason)}
    >
      <p className="is-quiet">{words.removeText}</p>
    </ReasonForm>
  )
}
