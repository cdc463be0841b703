/** The three states that every view has beside its content. */
import { Button, Spinner } from '@blueprintjs/core'
import { useEffect, useState, type ReactNode } from 'react'
import type { Failure } from '../../../main/contract/index.ts'
import type { Query } from '../query/index.ts'
import { commonWords } from '../wording/common.ts'

const QUIET_MS = 300

/** Says what to do when there is nothing to show. */
export function EmptyState(props: {
  readonly title: string
  readonly children?: ReactNode
  readonly icon?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className="ui-empty" data-state="empty">
      {props.icon !== undefined && <span className="ui-empty-icon">{props.icon}</span>}
      <h2>{props.title}</h2>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.action !== undefined && <div className="ui-empty-action">{props.action}</div>}
    </div>
  )
}

/** Nothing for 300 ms, then a spinner with words and, where it can be stopped, a button. */
export function LoadingState(props: { readonly words?: string; readonly onCancel?: () => void }) {
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isShown) return <div className="ui-loading" data-state="loading" aria-busy="true" />
  return (
    <div className="ui-loading" data-state="loading" aria-busy="true" role="status">
      <Spinner size={18} />
      <span>{props.words ?? commonWords.loading}</span>
      {props.onCancel !== undefined && (
        <Button size="small" variant="outlined" onClick={props.onCancel}>
          {commonWords.cancel}
        </Button>
      )}
    </div>
  )
}

/** One sentence of what failed, and a way on. */
export function FailedState(props: {
  readonly failure: Pick<Failure, 'message'>
  readonly title?: string
  readonly onRetry?: () => void
  readonly children?: ReactNode
}) {
  return (
    <div className="ui-failed" role="alert" data-state="failed">
      <h3>{props.title ?? commonWords.failedTitle}</h3>
      <p className="evidence-text">{props.failure.message}</p>
      {props.children}
      {props.onRetry !== undefined && (
        <Button size="small" onClick={props.onRetry}>
          {commonWords.retry}
        </Button>
      )}
    </div>
  )
}

/** Shows the answer of a query, or its loading or failed state. */
export function Answer<T>(props: { readonly query: Query<T>; readonly words?: string; readonly children: (data: T) => ReactNode }) {
  const { query } = props
  if (query.data !== undefined) return <>{props.children(query.data)}</>
  if (query.failure !== null) return <FailedState failure={query.failure} onRetry={query.reload} />
  return <LoadingState {...(props.words === undefined ? {} : { words: props.words })} />
}
