import { MapIcon } from '@blueprintjs/icons'
import type { ViewDefinition } from '../../shared/views.ts'
import { MapView } from './MapView.tsx'

export const view: ViewDefinition = { id: 'map', title: 'Map', icon: MapIcon, order: 5, Component: MapView }
