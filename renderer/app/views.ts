/** The doors of all features, in the order of the rail. */
import { view as caseView } from '../features/case/index.ts'
import { view as conversations } from '../features/conversations/index.ts'
import { view as evidence } from '../features/evidence/index.ts'
import { view as graph } from '../features/graph/index.ts'
import { view as map } from '../features/map/index.ts'
import { view as people } from '../features/people/index.ts'
import { view as search } from '../features/search/index.ts'
import { view as timeline } from '../features/timeline/index.ts'
import type { ViewDefinition } from '../shared/views.ts'

export const VIEWS: readonly ViewDefinition[] = [caseView, timeline, conversations, people, map, graph, search, evidence].sort(
  (a, b) => a.order - b.order,
)
