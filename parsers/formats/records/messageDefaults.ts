/** Fields of a message that many stores do not have, so that a parser names only those that its store has. */
import { NO_INSTANT } from '../../model/index.ts'
import type { Instant, MessageRecord } from '../../model/index.ts'

export const NO_MESSAGE_FIELDS: Omit<MessageRecord, 'from' | 'service' | 'direction' | 'kind'> = {
  type: 'message',
  state: 'live',
  nativeId: null,
  thread: null,
  sender: null,
  ownLine: null,
  sentAt: NO_INSTANT,
  deliveredAt: null,
  readAt: null,
  editedAt: null,
  body: null,
  subject: null,
  attachments: [],
  position: null,
  replyToNativeId: null,
  reaction: null,
  status: null,
}

/** An instant that some rows do not have: null where nothing, or a zero, is stored. */
export function statedInstant(instant: Instant): Instant | null {
  return instant.asStored === null || instant.asStored === '0' ? null : instant
}
