import { EmptyState } from '../../shared/ui/index.ts'

export function SearchView() {
  return <EmptyState title="Search" />
}
