import { EmptyState } from '../../shared/ui/index.ts'

export function TimelineView() {
  return <EmptyState title="Timeline" />
}
