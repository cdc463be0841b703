import './timeline.css'
import { Button } from '@blueprintjs/core'
import { ClipboardIcon, TimelineEventsIcon } from '@blueprintjs/icons'
import type { LensCount, RecordLine } from '../../../main/contract/index.ts'
import { useCaseZone, useSourceLabel } from '../../shared/caseContext.tsx'
import { formatCount } from '../../shared/format/index.ts'
import { useLens, useSelection, useView } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { Answer, copyText, EmptyState, FailedState, LoadingState } from '../../shared/ui/index.ts'
import { shellWords } from '../../shared/wording/shell.ts'
import { timelineWords as words } from '../../shared/wording/timeline.ts'
import { rowsAsText } from './copyRows.ts'
import { firstRows } from './firstRows.ts'
import { PeriodFields } from './PeriodFields.tsx'
import { RecordList } from './RecordList.tsx'
import { TimelineHistogram } from './TimelineHistogram.tsx'
import { useRecordWindow } from './useRecordWindow.ts'

const COPY_LIMIT = 5000

/** What happened when? */
export function TimelineView() {
  const { filter } = useLens()
  const count = useQuery('timeline.count', { lens: filter })
  const { selectedKey } = useSelection()
  const selected = useQuery('record.get', { key: selectedKey ?? 0 }, { isEnabled: selectedKey !== null })
  const isSettled = selectedKey === null || selected.data !== undefined || selected.failure !== null
  if (!isSettled) return <LoadingState />
  return <Answer query={count}>{(data) => <Timeline count={data} startMs={selected.data?.line.time.utcMs ?? null} />}</Answer>
}

function Timeline({ count, startMs }: { readonly count: LensCount; readonly startMs: number | null }) {
  const { filter } = useLens()
  const { show } = useView()
  const api = useRecordWindow(filter, JSON.stringify(filter), startMs)
  const { items, status, failure } = api.window
  const onOpen = (line: RecordLine): void => {
    if (line.threadId !== null) show('conversations')
    else if (line.position !== null) show('map')
  }
  if (count.total === 0 && count.inLens === 0)
    return (
      <EmptyState icon={<TimelineEventsIcon size={32} />} title={words.emptyTitle}>
        {words.emptyText}
      </EmptyState>
    )
  return (
    <div className="tl-view">
      {count.firstMs !== null && count.lastMs !== null && (
        <TimelineHistogram count={{ ...count, firstMs: count.firstMs, lastMs: count.lastMs }} onPick={api.jump} />
      )}
      {(items.length > 0 || count.firstMs !== null) && <ListBar inLens={count.inLens} />}
      {items.length > 0 && <RecordList {...api} onOpen={onOpen} />}
      {items.length === 0 && status === 'opening' && <LoadingState />}
      {items.length === 0 && failure !== null && <FailedState failure={failure} onRetry={() => api.jump(null)} />}
      {items.length === 0 && status !== 'opening' && failure === null && <NothingInLens />}
    </div>
  )
}

function NothingInLens() {
  const { clear, isEmpty } = useLens()
  return (
    <EmptyState title={words.noneTitle} action={!isEmpty && <Button onClick={clear}>{shellWords.lens.clear}</Button>}>
      {words.noneText}
    </EmptyState>
  )
}

function ListBar({ inLens }: { readonly inLens: number }) {
  const { filter } = useLens()
  const zone = useCaseZone()
  const sourceLabel = useSourceLabel()
  const copy = async (): Promise<void> => {
    const { lines, isAll } = await firstRows(filter, COPY_LIMIT)
    copyText(rowsAsText(lines, zone, sourceLabel), words.rowsCopied(formatCount(lines.length), isAll))
  }
  return (
    <div className="tl-bar">
      <span className="is-figures is-quiet">{words.rows(formatCount(inLens), inLens === 1)}</span>
      <PeriodFields />
      <span className="ui-toolbar-space" />
      <Button
        size="small"
        variant="minimal"
        icon={<ClipboardIcon />}
        title={words.copyRowsTitle(formatCount(COPY_LIMIT))}
        onClick={() => void copy()}
      >
        {words.copyRows}
      </Button>
    </div>
  )
}
