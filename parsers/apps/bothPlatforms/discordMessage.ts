/** The message object of Discord's public interface: what of it is shown. Evidence may hold anything in its place: nothing throws. */
import { instantInWords } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import type { AttachmentRef, SqlValue } from '../../model/index.ts'

/** Message types as Discord's documentation lists them. */
export const TYPES: Readonly<Record<number, { readonly word: string; readonly isNotice: boolean }>> = {
  0: { word: 'message', isNotice: false },
  1: { word: 'person added', isNotice: true },
  2: { word: 'person removed', isNotice: true },
  3: { word: 'call', isNotice: true },
  4: { word: 'name of the channel changed', isNotice: true },
  5: { word: 'picture of the channel changed', isNotice: true },
  6: { word: 'message pinned', isNotice: true },
  7: { word: 'user joined', isNotice: true },
  8: { word: 'server boosted', isNotice: true },
  9: { word: 'server boosted', isNotice: true },
  10: { word: 'server boosted', isNotice: true },
  11: { word: 'server boosted', isNotice: true },
  12: { word: 'channel followed', isNotice: true },
  18: { word: 'thread begun', isNotice: true },
  19: { word: 'reply', isNotice: false },
  20: { word: 'command', isNotice: false },
  21: { word: 'first message of a thread', isNotice: false },
  22: { word: 'reminder to invite', isNotice: true },
  23: { word: 'command', isNotice: false },
  24: { word: 'automatic moderation', isNotice: true },
  46: { word: 'result of a poll', isNotice: true },
}

export interface DiscordRow {
  readonly id: string | null
  readonly channel: string | null
  readonly message: unknown
}

/** Bytes that may stand before the JSON: a length. */
const MAX_PREFIX_BYTES = 16
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** A member of an object, null for anything else. */
export function fieldOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : null
}

/** Text that is not empty, or a number as text. */
export function wordOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' ? String(value) : null
}

export function listOf(holder: unknown, name: string): readonly unknown[] {
  const list = fieldOf(holder, name)
  return Array.isArray(list) ? list : []
}

/** The message of a row, or null when the value holds no JSON of one. */
export function readDiscordRow(stored: SqlValue | undefined): DiscordRow | null {
  const bytes = stored instanceof Uint8Array ? stored : typeof stored === 'string' ? new TextEncoder().encode(stored) : null
  const start = bytes === null ? -1 : bytes.subarray(0, MAX_PREFIX_BYTES + 1).indexOf(0x7b)
  if (bytes === null || start === -1) return null
  let parsed: unknown = null
  try {
    parsed = JSON.parse(UTF8.decode(bytes.subarray(start)))
  } catch {
    return null
  }
  const message = fieldOf(parsed, 'message')
  if (typeof message !== 'object' || message === null) return null
  return {
    id: wordOf(fieldOf(message, 'id')) ?? wordOf(fieldOf(parsed, 'id')),
    channel: wordOf(fieldOf(parsed, 'channelId')) ?? wordOf(fieldOf(message, 'channel_id')),
    message,
  }
}

/** Files lie at Discord; the phone may have copies under names that are made of the address. */
export function filesOf(message: unknown): readonly AttachmentRef[] {
  return listOf(message, 'attachments').map((file) => {
    const size = fieldOf(file, 'size')
    return {
      path: null,
      name: wordOf(fieldOf(file, 'filename')),
      mime: wordOf(fieldOf(file, 'content_type')),
      sizeBytes: typeof size === 'number' && size >= 0 ? size : null,
    }
  })
}

export function contentFacts(message: unknown, type: number): Record<string, string | null> {
  const call = fieldOf(message, 'call')
  const ended = writtenInstant(fieldOf(call, 'ended_timestamp'))
  return {
    'message type': type === 0 ? null : (TYPES[type]?.word ?? `unknown (${type})`),
    'addresses of the files': joined(listOf(message, 'attachments').map((file) => wordOf(fieldOf(file, 'url')))),
    mentions: joined(listOf(message, 'mentions').map(personOf)),
    reactions: joined(listOf(message, 'reactions').map(reactionOf)),
    stickers: joined(listOf(message, 'sticker_items').map((sticker) => wordOf(fieldOf(sticker, 'name')))),
    'link previews': joined(listOf(message, 'embeds').map((embed) => wordOf(fieldOf(embed, 'url')))),
    'call ended': ended.asStored === null ? null : instantInWords(ended),
    'took part in the call': joined(listOf(call, 'participants').map(wordOf)),
    pinned: fieldOf(message, 'pinned') === true ? 'yes' : null,
    bot: fieldOf(fieldOf(message, 'author'), 'bot') === true ? 'the author is a program' : null,
  }
}

const joined = (words: readonly (string | null)[]): string | null => {
  const kept = words.filter((word) => word !== null)
  return kept.length === 0 ? null : kept.join('; ')
}

function personOf(person: unknown): string | null {
  const [id, name] = [wordOf(fieldOf(person, 'id')), wordOf(fieldOf(person, 'username'))]
  return id === null ? name : name === null ? id : `${name} (${id})`
}

function reactionOf(reaction: unknown): string | null {
  const emoji = wordOf(fieldOf(fieldOf(reaction, 'emoji'), 'name'))
  const count = wordOf(fieldOf(reaction, 'count'))
  return emoji === null ? null : count === null ? emoji : `${emoji} ${count}`
}
