import type { ConversationItem } from './conversationItems.ts'

/** What a line of a conversation is drawn from. */
export interface ConversationLineProps {
  readonly item: Extract<ConversationItem, { readonly type: 'line' }>
  readonly selectedKey: number | null
  readonly isBookmarked: boolean
  readonly isUnfolded: boolean
  readonly onSelect: (key: number) => void
  readonly onJump: (key: number) => void
  /** Group in which the message stands, where groups and one-to-one messages are mixed. */
  readonly groupTitle: string | null
  /** True where several apps and phones are mixed. */
  readonly isPair: boolean
}
