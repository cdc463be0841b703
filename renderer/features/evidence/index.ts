import { BookmarkIcon } from '@blueprintjs/icons'
import type { ViewDefinition } from '../../shared/views.ts'
import { EvidenceView } from './EvidenceView.tsx'

export { ScopeDialog } from './scope/ScopeDialog.tsx'
export const view: ViewDefinition = { id: 'evidence', title: 'Evidence', icon: BookmarkIcon, order: 8, Component: EvidenceView }
