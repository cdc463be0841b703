import { Button } from '@blueprintjs/core'
import { Component, type ReactNode } from 'react'
import { FailedState } from '../shared/ui/index.ts'
import { commonWords } from '../shared/wording/common.ts'

interface ViewBoundaryProps {
  /** Name of what is inside, for the sentence. */
  readonly title: string
  readonly children: ReactNode
}

/** A view that stops costs this view, not the program. */
export class ViewBoundary extends Component<ViewBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <FailedState title={commonWords.viewCrashed(this.props.title)} failure={error}>
        <p>{commonWords.viewCrashedText}</p>
        <Button size="small" onClick={() => this.setState({ error: null })}>
          {commonWords.showViewAgain}
        </Button>
      </FailedState>
    )
  }
}
