/** What a feature hands to the shell. */
import type { ComponentType } from 'react'

/** The views of the rail, in their usual order. */
export type ViewId = 'case' | 'timeline' | 'conversations' | 'people' | 'map' | 'graph' | 'search' | 'evidence'

export interface ViewDefinition {
  readonly id: ViewId
  /** Word under the icon; at most twelve characters. */
  readonly title: string
  /** An icon component of `@blueprintjs/icons` (named import), or one of our own that takes `size`. */
  readonly icon: ComponentType<{ size?: number }>
  /** Place in the rail; keys 1 to 9 follow it. */
  readonly order: number
  readonly Component: ComponentType
}
