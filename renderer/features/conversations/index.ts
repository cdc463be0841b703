import { ChatIcon } from '@blueprintjs/icons'
import type { ViewDefinition } from '../../shared/views.ts'
import { ConversationsView } from './ConversationsView.tsx'

export const view: ViewDefinition = { id: 'conversations', title: 'Chats', icon: ChatIcon, order: 3, Component: ConversationsView }
