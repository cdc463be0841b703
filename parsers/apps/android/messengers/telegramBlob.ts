/**
 * Messages, users and chats as Telegram for Android writes them into its database: objects of the type language in the form of the day, so
 * that one file holds many forms. Text of a form that is not known is looked for behind the row's own date, where it stands in all forms.
 */
import { TELEGRAM_MEDIA_TYPES } from './telegramTypesMedia.ts'
import { TELEGRAM_MESSAGE_TYPES } from './telegramTypesMessages.ts'
import { TELEGRAM_PEOPLE_TYPES } from './telegramTypesPeople.ts'
import { readTlObject, readTlText, tlForms, tlInteger, tlText } from '../../../formats/binary/typeLanguage.ts'
import type { TlObject, TlReading } from '../../../formats/binary/typeLanguage.ts'

const FORMS = tlForms(TELEGRAM_MESSAGE_TYPES, TELEGRAM_MEDIA_TYPES, TELEGRAM_PEOPLE_TYPES)
const UTF8_STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Characters that stand in no message: the control codes of ASCII other than tab and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r\u0080-\u009f]/u

export const readTelegramBlob = (bytes: Uint8Array, type: 'Message' | 'User' | 'Chat'): TlReading => readTlObject(bytes, type, FORMS)

/** `0x38116ee0`. */
export const constructorInWords = (id: number | null): string => (id === null ? 'none' : `0x${id.toString(16).padStart(8, '0')}`)

/** The one readable text that stands right behind the given Unix seconds; null when there is none, or more than one. */
export function textBehindDate(bytes: Uint8Array, seconds: number): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = new Set<string>()
  for (let offset = 0; offset + 8 <= bytes.length; offset += 4) {
    if (view.getInt32(offset, true) !== seconds) continue
    const text = readTlText(bytes, offset + 4)
    const words = text === null || text.bytes.length === 0 ? null : decoded(text.bytes)
    if (words !== null && !CONTROL.test(words)) found.add(words)
  }
  return found.size === 1 ? ([...found][0] ?? null) : null
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8_STRICT.decode(bytes)
  } catch {
    return null
  }
}

/** The path of its file that the app appends to some messages. */
export function appendedPath(rest: Uint8Array | null): string | null {
  const text = rest === null || rest.length === 0 ? null : readTlText(rest, 0)
  const path = text === null ? null : decoded(text.bytes)
  return path?.startsWith('/') === true && !CONTROL.test(path) ? path : null
}

export type TelegramPeerKind = 'user' | 'group' | 'channel'
export interface TelegramPeerId {
  readonly kind: TelegramPeerKind
  readonly id: bigint
}

/** peerUser, peerChat (a group) and peerChannel (a channel or supergroup). */
export function peerOf(peer: TlObject | null): TelegramPeerId | null {
  const [user, chat, channel] = [tlInteger(peer, 'user_id'), tlInteger(peer, 'chat_id'), tlInteger(peer, 'channel_id')]
  if (user !== null) return { kind: 'user', id: user }
  if (chat !== null) return { kind: 'group', id: chat }
  return channel === null ? null : { kind: 'channel', id: channel }
}

export interface TelegramNames {
  readonly name: string | null
  readonly userName: string | null
  readonly phone: string | null
}

export function namesOf(user: TlObject | null): TelegramNames {
  const name = [tlText(user, 'first_name'), tlText(user, 'last_name')].filter((part) => part !== null).join(' ')
  return { name: name === '' ? null : name, userName: tlText(user, 'username'), phone: tlText(user, 'phone') }
}
