/** What a Telegram message carries besides text: files, pictures, positions, actions. Objects are told by their fields. */
import { decodePostboxObject, objectOf, postboxNumber, postboxText, PostboxReader, PostboxEnd } from '../../formats/postbox.ts'
import type { PostboxObject } from '../../formats/postbox.ts'
import { degreesOf } from '../../formats/degrees.ts'
import { bytesOf } from '../../formats/storedValues.ts'
import type { TelegramMedia } from '../../formats/telegramMessage.ts'
import type { AttachmentRef, EvidenceDatabase, ParserContext, SharedPosition, SqlValue } from '../../model/index.ts'

/** Numbers of service actions, as public readers of the format list them. */
const ACTIONS: Readonly<Record<number, string>> = {
  1: 'group created', 2: 'members added', 3: 'members removed', 4: 'photo changed', 5: 'title changed', 6: 'message pinned', 7: 'joined by link',
  8: 'channel made from a group', 9: 'group made into a channel', 10: 'history cleared', 11: 'screenshot taken', 12: 'timer of messages changed', 13: 'game score',
  14: 'call', 15: 'payment sent', 16: 'text of the service', 17: 'bot access granted', 18: 'data sent to a bot', 19: 'joined Telegram', 20: 'number asked for',
  21: 'came near', 22: 'group call', 23: 'invited to a group call',
}
export const CALL_ACTION = 14

export interface TelegramContent {
  readonly attachments: readonly AttachmentRef[]
  readonly position: SharedPosition | null
  /** Number of the service action, or null. */
  readonly action: number | null
  readonly facts: Readonly<Record<string, string | null>>
}

export function actionInWords(action: number | null): string | null {
  return action === null ? null : (ACTIONS[action] ?? `unknown (${action})`)
}

/** All media of one message: embedded ones, and those that table t6 holds. */
export function readContent(media: readonly (PostboxObject | null)[], references: readonly TelegramMedia[], database: EvidenceDatabase, context: ParserContext): TelegramContent {
  const found = [...media, ...references.map((reference) => referencedMedia(reference, database))]
  const attachments: AttachmentRef[] = []
  let position: SharedPosition | null = null
  let action: number | null = null
  let page: string | null = null
  let unread = 0
  for (const one of found) {
    const file = one === null ? null : attachmentOf(one, context)
    if (one === null) unread++
    else if (file !== null) attachments.push(file)
    position ??= positionOf(one)
    action ??= postboxNumber(one?.fields.get('_rawValue'))
    page ??= postboxText(one?.fields.get('u')) ?? postboxText(one?.fields.get('pendingUrl'))
  }
  return { attachments, position, action, facts: { 'web page': page, 'media not decoded': unread === 0 ? null : String(unread) } }
}

/** t6: key is a big-endian namespace and id, value a kind byte (0: the object follows) and the object. */
function referencedMedia({ namespace, id }: TelegramMedia, database: EvidenceDatabase): PostboxObject | null {
  if (!database.has('t6', 'key') || !database.has('t6', 'value')) return null
  const key = new Uint8Array(12)
  const view = new DataView(key.buffer)
  view.setInt32(0, namespace)
  view.setBigInt64(4, id)
  for (const { value } of database.lookup<{ value: SqlValue }>('SELECT value FROM t6 WHERE key = ? LIMIT 1', key)) {
    const bytes = bytesOf(value)
    if (bytes === null) return null
    try {
      const reader = new PostboxReader(bytes)
      return reader.uint8() === 0 ? decodePostboxObject(reader.bytes()) : null
    } catch (error) {
      if (error instanceof PostboxEnd) return null
      throw error
    }
  }
  return null
}

function positionOf(media: PostboxObject | null): SharedPosition | null {
  const [latitude, longitude] = [media?.fields.get('la'), media?.fields.get('lo')]
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null
  const degrees = degreesOf(latitude, longitude)
  if (typeof degrees === 'string') return null
  const venue = objectOf(media?.fields.get('ve'))
  return { ...degrees, accuracyMetres: null, label: postboxText(venue?.fields.get('t')) }
}

/** A file has a MIME type and one resource; a picture has representations, of which the largest is named. */
function attachmentOf(media: PostboxObject, context: ParserContext): AttachmentRef | null {
  const mime = postboxText(media.fields.get('mt'))
  const representations = media.fields.get('r')
  if (mime !== null) {
    const resource = objectOf(representations)
    const [cloud, id] = [postboxNumber(resource?.fields.get('d')), resource?.fields.get('f')]
    const stored = cloud === null || typeof id !== 'bigint' ? null : `telegram-cloud-document-${cloud}-${id}`
    return attachment(stored, postboxText(resource?.fields.get('fn')), mime, postboxNumber(media.fields.get('s')) ?? postboxNumber(resource?.fields.get('n')), context)
  }
  if (!Array.isArray(representations)) return null
  const sizes = representations.map(objectOf).filter((one) => one !== null)
  const largest = sizes.toSorted((a, b) => pixels(b) - pixels(a))[0]
  const resource = objectOf(largest?.fields.get('r'))
  const [cloud, id, size] = [postboxNumber(resource?.fields.get('d')), resource?.fields.get('i'), postboxText(resource?.fields.get('s'))]
  if (largest === undefined) return null
  const stored = cloud === null || typeof id !== 'bigint' || size === null ? null : `telegram-cloud-photo-size-${cloud}-${id}-${size}`
  return attachment(stored, null, 'image/jpeg', postboxNumber(resource?.fields.get('n')), context)
}

const pixels = (size: PostboxObject): number => (postboxNumber(size.fields.get('dx')) ?? 0) * (postboxNumber(size.fields.get('dy')) ?? 0)

/** The file lies in `postbox/media`, beside the folder of the database. */
function attachment(stored: string | null, fileName: string | null, mime: string, sizeBytes: number | null, context: ParserContext): AttachmentRef {
  const folder = context.path.replace(/db\/[^/]*$/, 'media/')
  const candidates = stored === null ? [] : [`${folder}${stored}`, ...(fileName === null ? [] : [`${folder}${stored}.${fileName.split('.').at(-1) ?? ''}`])]
  const path = candidates.find((one) => context.hasFile(one)) ?? null
  return { path, name: fileName ?? stored, mime, sizeBytes: sizeBytes === null || sizeBytes < 0 ? null : sizeBytes }
}
