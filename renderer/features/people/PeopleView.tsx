import { EmptyState } from '../../shared/ui/index.ts'

export function PeopleView() {
  return <EmptyState title="People" />
}
