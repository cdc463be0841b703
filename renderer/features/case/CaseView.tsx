import { EmptyState } from '../../shared/ui/index.ts'

export function CaseView() {
  return <EmptyState title="Case" />
}
