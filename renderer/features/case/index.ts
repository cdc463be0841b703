import { BriefcaseIcon } from '@blueprintjs/icons'
import type { ViewDefinition } from '../../shared/views.ts'
import { CaseView } from './CaseView.tsx'

export const view: ViewDefinition = { id: 'case', title: 'Case', icon: BriefcaseIcon, order: 1, Component: CaseView }
export { WelcomeScreen } from './WelcomeScreen.tsx'
