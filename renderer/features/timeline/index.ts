import { TimelineEventsIcon } from '@blueprintjs/icons'
import type { ViewDefinition } from '../../shared/views.ts'
import { TimelineView } from './TimelineView.tsx'

export const view: ViewDefinition = { id: 'timeline', title: 'Timeline', icon: TimelineEventsIcon, order: 2, Component: TimelineView }
