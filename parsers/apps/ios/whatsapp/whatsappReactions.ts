/**
 * Reactions inside ZWAMESSAGEINFO.ZRECEIPTINFO, a protobuf. Field 7 holds them (artifacts 1.4, field numbers inside the
 * entries from public descriptions of other tools): 7.1 of other people {1 key, 2 JID, 3 emoji, 4 ms}, 7.2 of the owner
 * {1 key, 2 emoji, 3 ms}. 7.3, tallies of channels, names nobody and is not read. The rest of the blob is receipts.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { protobufFields, protobufNumber, protobufText } from '../../../formats/binary/protobuf.ts'
import type { Instant } from '../../../model/index.ts'
import { NO_INSTANT } from '../../../model/index.ts'

const REACTIONS = 7
const OF_OTHERS = 1
const OF_OWNER = 2

export interface StoredReaction {
  /** JID of who reacted; null for the phone's owner. */
  readonly jid: string | null
  /** Null when a reaction was taken back: its entry then has none. */
  readonly emoji: string | null
  readonly key: string | null
  readonly at: Instant
}

/** What one receipt blob holds: reactions that can be read, and entries that cannot (no JID where one belongs). */
export interface ReactionList {
  readonly reactions: readonly StoredReaction[]
  readonly unreadable: number
}

const NO_REACTIONS: ReactionList = { reactions: [], unreadable: 0 }

export function reactionsIn(receiptInfo: Uint8Array): ReactionList {
  let found: StoredReaction[] | null = null
  let unreadable = 0
  for (const outer of protobufFields(receiptInfo)) {
    if (outer.field !== REACTIONS || !(outer.value instanceof Uint8Array)) continue
    for (const { field, value } of protobufFields(outer.value)) {
      if ((field !== OF_OTHERS && field !== OF_OWNER) || !(value instanceof Uint8Array)) continue
      const reaction = field === OF_OTHERS ? reactionOfOther(value) : reactionOfOwner(value)
      if (reaction === null) unreadable++
      else (found ??= []).push(reaction)
    }
  }
  return found === null && unreadable === 0 ? NO_REACTIONS : { reactions: found ?? [], unreadable }
}

function reactionOfOther(entry: Uint8Array): StoredReaction | null {
  const jid = protobufText(entry, 2)
  if (jid === null || jid === '') return null
  return { jid, emoji: emojiOf(entry, 3), key: protobufText(entry, 1), at: timeOf(entry, 4) }
}

function reactionOfOwner(entry: Uint8Array): StoredReaction | null {
  const emoji = emojiOf(entry, 2)
  // In the owner's place, a JID would mean that the entry is of another shape than described.
  if (emoji !== null && emoji.includes('@')) return null
  return { jid: null, emoji, key: protobufText(entry, 1), at: timeOf(entry, 3) }
}

function emojiOf(entry: Uint8Array, field: number): string | null {
  const emoji = protobufText(entry, field)
  return emoji === '' ? null : emoji
}

/** Milliseconds are described; a value too small for them in this century is taken as seconds. */
function timeOf(entry: Uint8Array, field: number): Instant {
  const stored = protobufNumber(entry, field)
  if (stored === null) return NO_INSTANT
  return instantOf(stored, stored < 100_000_000_000n ? 'unix-s' : 'unix-ms')
}
