import { EmptyState } from '../../shared/ui/index.ts'

export function GraphView() {
  return <EmptyState title="Graph" />
}
