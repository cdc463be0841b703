import './inspector.css'
import { Button } from '@blueprintjs/core'
import { CrossIcon, DocumentOpenIcon } from '@blueprintjs/icons'
import { useLayoutEffect, useRef } from 'react'
import { useSelection } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { EmptyState, FailedState, KindIcon, LoadingState } from '../../shared/ui/index.ts'
import { inspectorWords as words } from '../../shared/wording/inspector.ts'
import { kindWords } from '../../shared/wording/signs.ts'
import { RecordPanel } from './RecordPanel.tsx'

/** The selected record, whole, with where it comes from. The same in every view. */
export function Inspector({ close }: { readonly close: () => void }) {
  const { selectedKey } = useSelection()
  const record = useQuery('record.get', { key: selectedKey ?? 0 }, { isEnabled: selectedKey !== null })
  const shown = selectedKey === null ? undefined : record.data
  const body = useRef<HTMLDivElement>(null)
  // A record is read from its beginning, wherever the one before was left.
  useLayoutEffect(() => {
    if (body.current !== null) body.current.scrollTop = 0
  }, [selectedKey])
  return (
    <aside className="inspector" aria-label={words.title} data-testid="inspector">
      <header className="inspector-head">
        {shown === undefined ? (
          <h2>{words.title}</h2>
        ) : (
          <h2>
            <KindIcon kind={shown.line.kind} size={15} />
            {[kindWords[shown.line.kind].one, shown.line.service].filter(Boolean).join(' · ')}
          </h2>
        )}
        <Button variant="minimal" size="small" icon={<CrossIcon />} aria-label={words.close} title={`${words.close} (i)`} onClick={close} />
      </header>
      <div className="inspector-body" ref={body}>
        {selectedKey === null && (
          <EmptyState icon={<DocumentOpenIcon size={28} />} title={words.emptyTitle}>
            {words.emptyText}
          </EmptyState>
        )}
        {selectedKey !== null && record.failure !== null && (
          <FailedState title={words.gone} failure={record.failure} onRetry={record.reload} />
        )}
        {selectedKey !== null && record.failure === null && shown === undefined && <LoadingState />}
        {shown !== undefined && record.failure === null && <RecordPanel key={shown.line.key} detail={shown} />}
      </div>
    </aside>
  )
}
