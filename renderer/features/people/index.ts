import { PeopleIcon } from '@blueprintjs/icons'
import type { ViewDefinition } from '../../shared/views.ts'
import { PeopleView } from './PeopleView.tsx'

export const view: ViewDefinition = { id: 'people', title: 'People', icon: PeopleIcon, order: 4, Component: PeopleView }
