import './evidence.css'
import { Button } from '@blueprintjs/core'
import { BookmarkIcon, ExportIcon, ShieldIcon } from '@blueprintjs/icons'
import { useDeferredValue, useMemo, useState } from 'react'
import { formatCount } from '../../shared/format/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { Answer, EmptyState } from '../../shared/ui/index.ts'
import { evidenceWords as words } from '../../shared/wording/evidence.ts'
import { BookmarkList } from './BookmarkList.tsx'
import { BOOKMARK_ORDERS, fits, groupBookmarks, type BookmarkedLine, type BookmarkOrder } from './bookmarkOrder.ts'
import { ExportDialog } from './ExportDialog.tsx'
import { VerifyDialog } from './VerifyDialog.tsx'

/** What will we show? */
export function EvidenceView() {
  const bookmarks = useQuery('bookmark.list', {})
  return <Answer query={bookmarks}>{(items) => <Evidence items={items} />}</Answer>
}

function Evidence({ items }: { readonly items: readonly BookmarkedLine[] }) {
  const [text, setText] = useState('')
  const [order, setOrder] = useState<BookmarkOrder>('time')
  const [dialog, setDialog] = useState<'export' | 'verify' | null>(null)
  const wanted = useDeferredValue(text)
  const shown = useMemo(() => items.filter((item) => fits(item, wanted)), [items, wanted])
  const groups = useMemo(() => groupBookmarks(shown, order), [shown, order])
  return (
    <div className="evidence-view">
      <div className="ui-toolbar">
        <input
          className="bp6-input evidence-filter"
          type="search"
          value={text}
          placeholder={words.filter}
          aria-label={words.filter}
          onChange={(event) => setText(event.target.value)}
        />
        <label className="evidence-order is-quiet">
          {words.order.label}{' '}
          <select value={order} onChange={(event) => setOrder(BOOKMARK_ORDERS.find((each) => each === event.target.value) ?? 'time')}>
            {BOOKMARK_ORDERS.map((each) => (
              <option key={each} value={each}>
                {words.order[each]}
              </option>
            ))}
          </select>
        </label>
        <span className="is-quiet is-figures">{words.count(formatCount(shown.length), shown.length === 1)}</span>
        <span className="ui-toolbar-space" />
        <Button icon={<ShieldIcon />} onClick={() => setDialog('verify')}>
          {words.verify.button}
        </Button>
        <Button intent="primary" icon={<ExportIcon />} onClick={() => setDialog('export')}>
          {words.export.button}
        </Button>
      </div>
      <div className="evidence-body">
        {items.length === 0 && (
          <EmptyState icon={<BookmarkIcon size={32} />} title={words.emptyTitle}>
            {words.emptyText}
          </EmptyState>
        )}
        {items.length > 0 && shown.length === 0 && <EmptyState title={words.noneFits} />}
        {shown.length > 0 && <BookmarkList groups={groups} isByTag={order === 'tag'} />}
      </div>
      {dialog === 'export' && <ExportDialog bookmarkCount={items.length} close={() => setDialog(null)} />}
      {dialog === 'verify' && <VerifyDialog close={() => setDialog(null)} />}
    </div>
  )
}
