/** What a Telegram message carries besides text: files, pictures, positions, actions. Objects are told by their fields. */
import { decodePostboxObject, objectOf, postboxNumber, postboxText, PostboxReader, PostboxEnd } from './postbox.ts'
import type { PostboxObject } from './postbox.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf } from '../../../formats/values/storedValues.ts'
import type { TelegramMedia } from './telegramMessage.ts'
import type { AttachmentRef, EvidenceDatabase, ParserContext, SharedPosition } from '../../../model/index.ts'

/** Numbers of service actions, as public readers of the format list them. */
const ACTIONS: Readonly<Record<number, string>> = {
  1: 'group created',
  2: 'members added',
  3: 'members removed',
  4: 'photo changed',
  5: 'title changed',
  6: 'message pinned',
  7: 'joined by link',
  8: 'channel made from a group',
  9: 'group made into a channel',
  10: 'history cleared',
  11: 'screenshot taken',
  12: 'timer of messages changed',
  13: 'game score',
  14: 'call',
  15: 'payment sent',
  16: 'text of the service',
  17: 'bot access granted',
  18: 'data sent to a bot',
  19: 'joined Telegram',
  20: 'number asked for',
  21: 'came near',
  22: 'group call',
  23: 'invited to a group call',
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

/** What one media object says. */
interface Piece {
  readonly attachment: AttachmentRef | null
  readonly position: SharedPosition | null
  readonly action: number | null
  readonly page: string | null
}

/** Media of table t6 by namespace and id: decoded once, kept small, because a look-up per message would take far longer. */
export type StoredMedia = ReadonlyMap<string, Piece>

/** t6: key is a big-endian namespace and id, value a kind byte (0: the object follows) and the object. */
export function readStoredMedia(database: EvidenceDatabase, context: ParserContext): StoredMedia {
  const stored = new Map<string, Piece>()
  for (const row of sideRows(database, { table: 't6', columns: ['key', 'value'] })) {
    const [key, value] = [bytesOf(row['key']), bytesOf(row['value'])]
    if (key?.length !== 12 || value === null) continue
    const view = new DataView(key.buffer, key.byteOffset, key.byteLength)
    const object = directObject(value)
    if (object !== null) stored.set(`${view.getInt32(0)}/${view.getBigInt64(4)}`, pieceOf(object, context))
  }
  return stored
}

function directObject(value: Uint8Array): PostboxObject | null {
  try {
    const reader = new PostboxReader(value)
    return reader.uint8() === 0 ? decodePostboxObject(reader.bytes()) : null
  } catch (error) {
    if (error instanceof PostboxEnd) return null
    throw error
  }
}

function pieceOf(media: PostboxObject, context: ParserContext): Piece {
  return {
    attachment: attachmentOf(media, context),
    position: positionOf(media),
    action: postboxNumber(media.fields.get('_rawValue')),
    page: postboxText(media.fields.get('u')) ?? postboxText(media.fields.get('pendingUrl')),
  }
}

/** All media of one message: embedded ones, and those that table t6 holds. */
export function readContent(
  media: readonly (PostboxObject | null)[],
  references: readonly TelegramMedia[],
  stored: StoredMedia,
  context: ParserContext,
): TelegramContent {
  const embedded = media.map((one) => (one === null ? null : pieceOf(one, context)))
  const pieces = [...embedded, ...references.map(({ namespace, id }) => stored.get(`${namespace}/${id}`) ?? null)]
  const found = pieces.filter((piece) => piece !== null)
  const unread = pieces.length - found.length
  return {
    attachments: found.map(({ attachment: file }) => file).filter((file) => file !== null),
    position: found.find(({ position }) => position !== null)?.position ?? null,
    action: found.find(({ action }) => action !== null)?.action ?? null,
    facts: { 'web page': found.find(({ page }) => page !== null)?.page ?? null, 'media not decoded': unread === 0 ? null : String(unread) },
  }
}

function positionOf(media: PostboxObject): SharedPosition | null {
  const [latitude, longitude] = [media.fields.get('la'), media.fields.get('lo')]
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null
  const degrees = degreesOf(latitude, longitude)
  if (typeof degrees === 'string') return null
  const venue = objectOf(media.fields.get('ve'))
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
    return attachment(
      stored,
      postboxText(resource?.fields.get('fn')),
      mime,
      postboxNumber(media.fields.get('s')) ?? postboxNumber(resource?.fields.get('n')),
      context,
    )
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
function attachment(
  stored: string | null,
  fileName: string | null,
  mime: string,
  sizeBytes: number | null,
  context: ParserContext,
): AttachmentRef {
  const folder = context.path.replace(/db\/[^/]*$/, 'media/')
  const candidates =
    stored === null ? [] : [`${folder}${stored}`, ...(fileName === null ? [] : [`${folder}${stored}.${fileName.split('.').at(-1) ?? ''}`])]
  const path = candidates.find((one) => context.hasFile(one)) ?? null
  return { path, name: fileName ?? stored, mime, sizeBytes: sizeBytes === null || sizeBytes < 0 ? null : sizeBytes }
}
