/**
 * Content and conversation names of TikTok's messages, which both platforms store alike (artifacts 1.10 and 2.10): content is JSON with
 * `text`, the `display_name` of a link and addresses of pictures; a conversation of two is named by both uids (`0:1:<uid>:<uid>`).
 */
import type { MessageKind } from '../../model/index.ts'

const ONE_TO_ONE = /^\d+:1:(\d+):(\d+)$/

export interface TiktokContent {
  readonly text: string | null
  readonly title: string | null
  readonly address: string | null
  readonly tips: string | null
}

/** Both uids of a conversation of two, each once; null for any other conversation. */
export function tiktokParties(conversation: string): readonly string[] | null {
  const [, a, b] = ONE_TO_ONE.exec(conversation) ?? []
  return a === undefined || b === undefined ? null : [...new Set([a, b])]
}

export function tiktokKind(content: string | null, read: TiktokContent | null): MessageKind {
  if (content === null) return 'other'
  if (read === null || read.text !== null) return 'text'
  return read.title !== null || read.address !== null ? 'media' : 'other'
}

/** The JSON of a message, or null when the content is none. */
export function readTiktokContent(content: string | null): TiktokContent | null {
  let parsed: unknown = null
  try {
    parsed = content === null ? null : JSON.parse(content)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null) return null
  const field = (holder: unknown, name: string): unknown =>
    typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : null
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
  const addresses = field(field(parsed, 'url'), 'url_list')
  return {
    text: text(field(parsed, 'text')),
    title: text(field(parsed, 'display_name')),
    address: Array.isArray(addresses) ? text(addresses[0]) : null,
    tips: text(field(parsed, 'tips')),
  }
}
