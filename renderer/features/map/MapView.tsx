import { EmptyState } from '../../shared/ui/index.ts'

export function MapView() {
  return <EmptyState title="Map" />
}
