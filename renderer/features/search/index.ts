import { SearchIcon } from '@blueprintjs/icons'
import type { ViewDefinition } from '../../shared/views.ts'
import { SearchView } from './SearchView.tsx'

export const view: ViewDefinition = { id: 'search', title: 'Search', icon: SearchIcon, order: 7, Component: SearchView }
