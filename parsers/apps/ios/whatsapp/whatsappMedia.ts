/**
 * What a ZWAMEDIAITEM row says of a message: file, caption, contact card, shared position, quoted message.
 *
 * Meanings (artifacts 1.4): ZMEDIALOCALPATH is relative to `Message/` beside the database; ZVCARDSTRING is the MIME type, or the
 * vCard of a contact; ZVCARDNAME is the base64 SHA-256 of the file, or the contact's name; ZTITLE is the caption. ZLATITUDE and
 * ZLONGITUDE are degrees for type 5 alone: on pictures they hold pixels. Of a message deleted for everyone ZVCARDSTRING is the address
 * of who deleted it (measured on a whole store by another project). ZMETADATA is read by whatsappMetadata.ts.
 */
import { bytesOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { AttachmentRef, MessageKind, ParserContext, SharedPosition, SqlValue } from '../../../model/index.ts'
import { CONTACT, DELETED_FOR_EVERYONE, LOCATION, TEMPLATE_TYPES } from './whatsappMessagesCodes.ts'
import { metadataFacts, textsIn } from './whatsappMetadata.ts'

export const MEDIA_COLUMNS = [
  'ZMEDIALOCALPATH',
  'ZXMPPTHUMBPATH',
  'ZTITLE',
  'ZVCARDSTRING',
  'ZVCARDNAME',
  'ZFILESIZE',
  'ZMOVIEDURATION',
  'ZLATITUDE',
  'ZLONGITUDE',
  'ZMETADATA',
]

export type MediaRow = Readonly<Record<string, SqlValue>>

/** What is collected for a message while its media rows are read. */
export interface MessageExtras {
  readonly attachments: AttachmentRef[]
  readonly facts: Record<string, string>
  caption: string | null
  cardName: string | null
  position: SharedPosition | null
  replyToNativeId: string | null
}

const MIME = /^[\w.+-]+\/[\w.+-]+(?:;.*)?$/
const BASE64_SHA256 = /^[A-Za-z0-9+/]{43}=$/
const VCARD = /^\s*BEGIN:VCARD/i
const KINDS_WITH_FILE: readonly MessageKind[] = ['media', 'sticker']

const put = (facts: Record<string, string>, key: string, value: string | null): void => {
  if (value !== null) facts[key] = value
}

/** Reads one media row into the message's extras. `folder` is where the database lies, with a slash at its end or empty. */
export function addMedia(
  extras: MessageExtras,
  row: MediaRow,
  type: number | null,
  kind: MessageKind,
  folder: string,
  context: ParserContext,
): void {
  addMetadata(extras, bytesOf(row['ZMETADATA']), type !== null && TEMPLATE_TYPES.has(type))
  const title = textOf(row['ZTITLE'])
  if (type === LOCATION) extras.position ??= sharedPosition(row, title)
  if (type === LOCATION && extras.position === null) put(extras.facts, 'position as stored', positionAsStored(row))
  if (type === DELETED_FOR_EVERYONE) put(extras.facts, 'deleted by', textOf(row['ZVCARDSTRING']))
  else if (type === CONTACT) addContactCard(extras, row)
  else addFile(extras, row, kind, folder, context)
  if (type !== LOCATION || extras.position === null) extras.caption ??= title
}

function addFile(extras: MessageExtras, row: MediaRow, kind: MessageKind, folder: string, context: ParserContext): void {
  const stored = textOf(row['ZMEDIALOCALPATH'])
  const mimeOrCard = textOf(row['ZVCARDSTRING'])
  const hash = textOf(row['ZVCARDNAME'])
  const mime = mimeOrCard !== null && MIME.test(mimeOrCard) ? mimeOrCard : null
  put(extras.facts, 'media file as stored', stored)
  if (mime === null) put(extras.facts, 'ZVCARDSTRING', mimeOrCard)
  put(extras.facts, hash !== null && BASE64_SHA256.test(hash) ? 'file SHA-256 (base64)' : 'ZVCARDNAME', hash)
  const seconds = numberOf(row['ZMOVIEDURATION'])
  if (seconds !== null && seconds > 0) put(extras.facts, 'duration', `${seconds} s`)
  const thumbnail = textOf(row['ZXMPPTHUMBPATH'])
  if (thumbnail !== null) put(extras.facts, 'thumbnail', pathInExtraction(thumbnail, folder, context) ?? thumbnail)
  if (stored === null && !KINDS_WITH_FILE.includes(kind)) return
  const size = numberOf(row['ZFILESIZE'])
  extras.attachments.push({
    path: stored === null ? null : pathInExtraction(stored, folder, context),
    name: stored === null ? null : (stored.split('/').at(-1) ?? null),
    mime,
    sizeBytes: size !== null && size > 0 ? size : null,
  })
}

function addContactCard(extras: MessageExtras, row: MediaRow): void {
  const card = textOf(row['ZVCARDSTRING'])
  put(extras.facts, card !== null && VCARD.test(card) ? 'vCard' : 'contact card', card)
  extras.cardName ??= textOf(row['ZVCARDNAME'])
}

/**
 * `Media/...` lies under `Message/`; copies of older versions write `Message/Media/...` or a leading slash. A path that leaves
 * the folder is no path of the app and is not followed.
 */
function pathInExtraction(stored: string, folder: string, context: ParserContext): string | null {
  const relative = stored.replace(/^\/+/, '')
  if (relative.split('/').includes('..')) return null
  const path = `${folder}${relative.startsWith('Message/') ? relative : `Message/${relative}`}`
  const besideDatabase = `${folder}${relative}`
  return !context.hasFile(path) && context.hasFile(besideDatabase) ? besideDatabase : path
}

function sharedPosition(row: MediaRow, label: string | null): SharedPosition | null {
  const [latitude, longitude] = [numberOf(row['ZLATITUDE']), numberOf(row['ZLONGITUDE'])]
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude, accuracyMetres: null, label }
}

function positionAsStored(row: MediaRow): string | null {
  const [latitude, longitude] = [textOf(row['ZLATITUDE']), textOf(row['ZLONGITUDE'])]
  return latitude === null && longitude === null ? null : `${latitude ?? 'none'}, ${longitude ?? 'none'}`
}

function addMetadata(extras: MessageExtras, metadata: Uint8Array | null, isTemplate: boolean): void {
  if (metadata === null) return
  const { quotedStanzaId, facts } = metadataFacts(metadata)
  extras.replyToNativeId ??= quotedStanzaId
  for (const [key, value] of Object.entries(facts)) put(extras.facts, key, value)
  if (!isTemplate) return
  const texts = textsIn(metadata)
  if (texts.length > 0) put(extras.facts, 'texts in the template', texts.join('\n'))
}
