import { EmptyState } from '../../shared/ui/index.ts'

export function EvidenceView() {
  return <EmptyState title="Evidence" />
}
