import { GraphIcon } from '@blueprintjs/icons'
import type { ViewDefinition } from '../../shared/views.ts'
import { GraphView } from './GraphView.tsx'

export const view: ViewDefinition = { id: 'graph', title: 'Graph', icon: GraphIcon, order: 6, Component: GraphView }
