import './evidence.css'
import { Button } from '@blueprintjs/core'
import { BookmarkIcon, ChatIcon, EndorsedIcon, ExportIcon, SortAscIcon, ShieldIcon, UndoIcon } from '@blueprintjs/icons'
import { useDeferredValue, useMemo, useState } from 'react'
import type { ListedExhibit } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { openScope } from '../../shared/scopePane.ts'
import { Answer, EmptyState, FailedState } from '../../shared/ui/index.ts'
import { evidenceWords } from '../../shared/wording/evidence.ts'
import { exhibitListWords as words } from '../../shared/wording/exhibitList.ts'
import { outsideWords } from '../../shared/wording/outside.ts'
import { scopeWords } from '../../shared/wording/scope.ts'
import { ExhibitFilters } from './ExhibitFilters.tsx'
import { filtered, isFiltered, NO_FILTER } from './exhibitModel.ts'
import { ExhibitWorkspace } from './ExhibitWorkspace.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { ReviewDialog } from './ReviewDialog.tsx'
import { useEvidenceActions } from './useEvidenceActions.ts'
import { VerifyDialog } from './VerifyDialog.tsx'

/** What will we show? */
export function EvidenceView() {
  const exhibits = useQuery('evidence.list', {})
  return <Answer query={exhibits}>{(items) => <Evidence items={items} />}</Answer>
}

function Evidence({ items }: { readonly items: readonly ListedExhibit[] }) {
  const [filter, setFilter] = useState(NO_FILTER)
  const [dialog, setDialog] = useState<'export' | 'verify' | 'reviews' | null>(null)
  const actions = useEvidenceActions()
  const wanted = useDeferredValue(filter)
  const shown = useMemo(() => filtered(items, wanted), [items, wanted])
  return (
    <div className="evidence-view">
      <div className="ui-toolbar">
        <div className="evidence-filters">
          {items.length > 0 && (
            <ExhibitFilters items={items} filter={filter} change={(patch) => setFilter((before) => ({ ...before, ...patch }))} />
          )}
          {isFiltered(filter) && (
            <Button size="small" variant="minimal" onClick={() => setFilter(NO_FILTER)}>
              {words.filters.clear}
            </Button>
          )}
          <span className="is-quiet is-figures" data-testid="exhibit-count">
            {words.count(formatCount(shown.length), formatCount(items.length), items.length === 1)}
          </span>
        </div>
        <div className="evidence-tools">
          <Button
            variant="minimal"
            icon={<SortAscIcon />}
            disabled={items.length < 2}
            aria-label={words.sortByTime}
            title={words.sortByTime}
            onClick={() => void actions.sortByTime(items)}
          />
          <Button
            variant="minimal"
            icon={<UndoIcon />}
            aria-label={words.keys.undo}
            title={`${words.keys.undo} (Ctrl+Z)`}
            onClick={() => void actions.undo()}
          />
          <Button icon={<EndorsedIcon />} onClick={openScope}>
            {scopeWords.button}
          </Button>
          <Button icon={<ChatIcon />} onClick={() => setDialog('reviews')}>
            {outsideWords.review.button}
          </Button>
          <Button icon={<ShieldIcon />} onClick={() => setDialog('verify')}>
            {evidenceWords.verify.button}
          </Button>
          <Button intent="primary" icon={<ExportIcon />} onClick={() => setDialog('export')}>
            {evidenceWords.export.button}
          </Button>
        </div>
      </div>
      {actions.failure !== null && <FailedState failure={actions.failure} />}
      {items.length === 0 && (
        <EmptyState icon={<BookmarkIcon size={32} />} title={words.emptyTitle}>
          {words.emptyText}
        </EmptyState>
      )}
      {items.length > 0 && shown.length === 0 && <EmptyState title={words.noneFits} />}
      {shown.length > 0 && <ExhibitWorkspace items={items} shown={shown} canArrange={!isFiltered(wanted)} actions={actions} />}
      {dialog === 'export' && <ExportDialog bookmarkCount={items.length} close={() => setDialog(null)} />}
      {dialog === 'reviews' && <ReviewDialog close={() => setDialog(null)} />}
      {dialog === 'verify' && <VerifyDialog close={() => setDialog(null)} />}
    </div>
  )
}
