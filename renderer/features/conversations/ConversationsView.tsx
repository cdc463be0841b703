import { EmptyState } from '../../shared/ui/index.ts'

export function ConversationsView() {
  return <EmptyState title="Conversations" />
}
