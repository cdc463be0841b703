/** Reactions of one WhatsApp message as records of their own: own time, own sender, drawn from the message's row. */
import type { MessageRecord, ParserContext } from '../../../model/index.ts'
import type { WhatsappNames } from './whatsappNames.ts'
import { reactionsIn } from './whatsappReactions.ts'
import type { StoredReaction } from './whatsappReactions.ts'

/**
 * One record per reaction in the receipt blobs of `message`, ordinals from 1 in stored order. An entry of an unknown shape
 * gives no record and is noted.
 */
export function* reactionRecords(
  message: MessageRecord,
  receiptInfos: readonly (Uint8Array | null)[],
  names: WhatsappNames,
  context: ParserContext,
): Generator<MessageRecord> {
  let ordinal = 0
  for (const receiptInfo of receiptInfos) {
    if (receiptInfo === null) continue
    const { reactions, unreadable } = reactionsIn(receiptInfo)
    for (const reaction of reactions) yield reactionRecord(message, reaction, ++ordinal, names)
    if (unreadable > 0) context.note('Some reactions in ZWAMESSAGEINFO.ZRECEIPTINFO are of an unknown shape and are left out.')
  }
}

function reactionRecord(message: MessageRecord, reaction: StoredReaction, ordinal: number, names: WhatsappNames): MessageRecord {
  const target = message.nativeId ?? `ZWAMESSAGE ${message.from.rowId}`
  return {
    type: 'message',
    from: { ...message.from, ordinal },
    state: 'live',
    service: message.service,
    nativeId: null,
    thread: message.thread,
    sender: reaction.jid === null ? null : names.identityOf(reaction.jid),
    ownLine: null,
    direction: reaction.jid === null ? 'outgoing' : 'incoming',
    kind: 'reaction',
    sentAt: reaction.at,
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: null,
    subject: null,
    attachments: [],
    position: null,
    replyToNativeId: null,
    reaction: {
      targetNativeId: target,
      targetPart: null,
      label: reaction.emoji ?? 'none stored',
      action: reaction.emoji === null ? 'removed' : 'added',
    },
    status: null,
    facts: {
      'stored in': 'ZWAMESSAGEINFO.ZRECEIPTINFO',
      ...(reaction.key === null || reaction.key === message.nativeId ? {} : { 'reaction key': reaction.key }),
    },
  }
}
