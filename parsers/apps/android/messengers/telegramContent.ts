/** What a message of Telegram on Android carries: files, positions, contacts, links, polls, and notices of the app. */
import { androidPath, androidUserOf, firstPresent, sharedStorageNames } from '../../../formats/paths/androidPath.ts'
import { peerOf } from './telegramBlob.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { tlInteger, tlList, tlNumber, tlObject, tlObjects, tlText } from '../../../formats/binary/typeLanguage.ts'
import type { TlObject, TlValue } from '../../../formats/binary/typeLanguage.ts'
import type { AttachmentRef, MessageKind, ParserContext, SharedPosition } from '../../../model/index.ts'
import type { TelegramPeople } from './telegramPeople.ts'

export interface TelegramContent {
  readonly kind: MessageKind | null
  readonly attachments: readonly AttachmentRef[]
  readonly position: SharedPosition | null
  /** Text of older versions that lies with the picture or file. */
  readonly caption: string | null
  readonly facts: Readonly<Record<string, string | null>>
}

const NOTHING: TelegramContent = { kind: null, attachments: [], position: null, caption: null, facts: {} }

/** `path` is the place of the file where the message states it. */
export function contentOf(media: TlObject | null, path: string | null, context: ParserContext): TelegramContent {
  if (media === null) return NOTHING
  const caption = tlText(media, 'caption')
  switch (media.name) {
    case 'messageMediaPhoto':
      return { ...NOTHING, kind: 'media', attachments: photoOf(tlObject(media, 'photo'), path, context), caption, facts: timerOf(media) }
    case 'messageMediaDocument':
      return { ...documentOf(tlObject(media, 'document'), path, context), caption }
    case 'messageMediaGeo':
    case 'messageMediaGeoLive':
    case 'messageMediaVenue':
      return placeIn(media)
    case 'messageMediaContact':
      return { ...NOTHING, kind: 'contact', facts: contactFacts(media) }
    case 'messageMediaWebPage':
      return { ...NOTHING, facts: linkFacts(tlObject(media, 'webpage')) }
    case 'messageMediaPoll':
      return { ...NOTHING, kind: 'poll', facts: pollFacts(tlObject(media, 'poll')) }
    case 'messageMediaDice':
      return { ...NOTHING, kind: 'other', facts: { dice: `${tlText(media, 'emoticon') ?? ''} ${tlNumber(media, 'value') ?? ''}`.trim() } }
    case 'messageMediaEmpty':
      return NOTHING
    default:
      return { ...NOTHING, kind: 'other', facts: { carries: wordOf(media.name.replace('messageMedia', '')) } }
  }
}

/** `ChatAddUser` to `chat add user`. */
export const wordOf = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

const timerOf = (media: TlObject): Record<string, string | null> => {
  const seconds = tlNumber(media, 'ttl_seconds')
  return { 'disappears after (seconds)': seconds === null || seconds === 0 ? null : String(seconds) }
}

function photoOf(photo: TlObject | null, stated: string | null, context: ParserContext): readonly AttachmentRef[] {
  const id = tlInteger(photo, 'id')
  if (photo === null || id === null) return []
  const sizes = tlObjects(photo, 'sizes').filter((size) => size.fields.has('w'))
  const largest = sizes.toSorted((a, b) => (tlNumber(b, 'w') ?? 0) - (tlNumber(a, 'w') ?? 0))
  // Newer forms name no place: the app makes the name of the photo's id and the letter of the size.
  const names = largest.flatMap((size) => {
    const [volume, local] = [tlInteger(tlObject(size, 'location'), 'volume_id'), tlNumber(tlObject(size, 'location'), 'local_id')]
    const letter = tlText(size, 'type')?.codePointAt(0)
    return volume !== null && local !== null ? [`${volume}_${local}.jpg`] : letter === undefined ? [] : [`-${id}_${letter}.jpg`]
  })
  const path = placeOf(names, ['Telegram Images'], stated, context)
  const [first] = largest
  const size = tlNumber(first, 'size') ?? lastOf(tlList(first, 'sizes'))
  return [{ path, name: path?.split('/').at(-1) ?? `photo ${id}`, mime: 'image/jpeg', sizeBytes: size }]
}

const lastOf = (values: readonly TlValue[]): number | null => {
  const last = values.at(-1)
  return typeof last === 'number' ? last : null
}

function documentOf(document: TlObject | null, stated: string | null, context: ParserContext): TelegramContent {
  const id = tlInteger(document, 'id')
  if (document === null || id === null) return { ...NOTHING, kind: 'media' }
  const attributes = new Map(tlObjects(document, 'attributes').map((attribute) => [attribute.name, attribute]))
  const [video, audio] = [attributes.get('documentAttributeVideo'), attributes.get('documentAttributeAudio')]
  const sticker = attributes.get('documentAttributeSticker')
  const [name, mime] = [tlText(attributes.get('documentAttributeFilename'), 'file_name'), tlText(document, 'mime_type')]
  const isVoice = audio?.fields.get('voice') === true
  const seconds = tlNumber(video, 'duration') ?? tlNumber(audio, 'duration')
  const stem = `${tlNumber(document, 'dc_id') ?? ''}_${id}`
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name ?? '')?.[0] ?? ENDINGS[mime ?? ''] ?? ''
  const folders = ['Telegram Documents', 'Telegram Video', 'Telegram Audio', 'Telegram Images']
  const path = placeOf([`${stem}${ending}`, stem], folders, stated, context)
  return {
    ...NOTHING,
    kind: sticker === undefined ? 'media' : 'sticker',
    attachments: [{ path, name: name ?? path?.split('/').at(-1) ?? `file ${id}`, mime, sizeBytes: tlNumber(document, 'size') }],
    facts: {
      file: isVoice ? 'voice message' : video?.fields.get('round_message') === true ? 'round video' : null,
      'length (seconds)': seconds === null ? null : String(seconds),
      sticker: tlText(sticker, 'alt'),
    },
  }
}

const ENDINGS: Readonly<Record<string, string>> = { 'video/mp4': '.mp4', 'video/x-matroska': '.mkv', 'audio/ogg': '.ogg' }

/** Of the stated place and those where the app keeps files, the first that the extraction has; otherwise the stated one. */
function placeOf(names: readonly string[], folders: readonly string[], stated: string | null, context: ParserContext): string | null {
  const app = /(?:^|\/)(org\.telegram\.[\w.]+|[\w.]+)\/files\//.exec(context.path)?.[1] ?? 'org.telegram.messenger'
  const below = names.flatMap((name) => [
    `Android/data/${app}/cache/${name}`,
    ...folders.flatMap((folder) => [`Android/data/${app}/files/Telegram/${folder}/${name}`, `Telegram/${folder}/${name}`]),
  ])
  const user = androidUserOf(context.path)
  const at = stated === null ? null : androidPath(stated, context)
  if (at !== null && context.hasFile(at)) return at
  const found = firstPresent(
    below.flatMap((place) => sharedStorageNames(place, user)),
    context,
  )
  return found !== null && context.hasFile(found) ? found : at
}

function placeIn(media: TlObject): TelegramContent {
  const geo = tlObject(media, 'geo')
  const degrees = degreesOf(tlNumber(geo, 'lat'), tlNumber(geo, 'long'))
  const label = [tlText(media, 'title'), tlText(media, 'address')].filter((part) => part !== null).join(', ')
  const isLive = media.name === 'messageMediaGeoLive'
  const position =
    typeof degrees === 'string' ? null : { ...degrees, accuracyMetres: tlNumber(geo, 'accuracy_radius'), label: label || null }
  const period = tlNumber(media, 'period')
  return {
    ...NOTHING,
    kind: 'location',
    position,
    facts: {
      position: typeof degrees === 'string' ? degrees : isLive ? 'live: the last one that was received' : null,
      'shared for (seconds)': period === null ? null : String(period),
      'heading (degrees)': tlNumber(media, 'heading') === null ? null : String(tlNumber(media, 'heading')),
    },
  }
}

function contactFacts(media: TlObject): Record<string, string | null> {
  const name = [tlText(media, 'first_name'), tlText(media, 'last_name')].filter((part) => part !== null).join(' ')
  const user = tlInteger(media, 'user_id')
  return {
    'contact sent': name === '' ? null : name,
    'number of the contact': tlText(media, 'phone_number'),
    'Telegram user of the contact': user === null || user === 0n ? null : String(user),
    vCard: tlText(media, 'vcard'),
  }
}

function linkFacts(page: TlObject | null): Record<string, string | null> {
  return {
    link: tlText(page, 'url'),
    'site of the link': tlText(page, 'site_name'),
    'title of the link': tlText(page, 'title'),
    'text of the link': tlText(page, 'description'),
  }
}

function pollFacts(poll: TlObject | null): Record<string, string | null> {
  const text = (holder: TlObject | null, field: string): string | null => tlText(holder, field) ?? tlText(tlObject(holder, field), 'text')
  const answers = tlObjects(poll, 'answers').map((answer) => text(answer, 'text') ?? '?')
  return { question: text(poll, 'question'), answers: answers.length === 0 ? null : answers.join('; ') }
}

/** What a notice says, as name and value. */
export function actionFacts(action: TlObject | null, people: TelegramPeople): Record<string, string | null> {
  if (action === null) return {}
  const ids = [...tlList(action, 'users'), tlInteger(action, 'user_id'), tlInteger(action, 'inviter_id')]
  const users = ids
    .filter((id) => typeof id === 'bigint' || typeof id === 'number')
    .map((id) => people.inWords({ kind: 'user', id: BigInt(id) }))
  const peers = ['from_id', 'to_id'].map((field) => peerOf(tlObject(action, field))).filter((peer) => peer !== null)
  const number = (field: string): string | null => (tlNumber(action, field) === null ? null : String(tlNumber(action, field)))
  const isCall = action.name === 'messageActionPhoneCall'
  return {
    notice: wordOf(action.name.replace('messageAction', '')),
    about: [...users, ...peers.map((peer) => people.inWords(peer))].join('; ') || null,
    'title or text': tlText(action, 'title') ?? tlText(action, 'message'),
    'call ended because': isCall ? callEnd(tlObject(action, 'reason')) : null,
    'length of the call (seconds)': number('duration'),
    'with picture': isCall && action.fields.get('video') === true ? 'yes' : null,
    'messages disappear after (seconds)': number('period'),
    'distance (metres)': number('distance'),
    amount:
      number('total_amount') === null
        ? null
        : `${number('total_amount') ?? ''} ${tlText(action, 'currency') ?? ''} (in its smallest unit)`.trim(),
  }
}

const callEnd = (reason: TlObject | null): string | null =>
  reason === null ? null : wordOf(reason.name.replace('phoneCallDiscardReason', ''))
