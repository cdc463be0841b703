/** Files that messages name, and the paths by which an extraction lists them. */
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { AttachmentRef, MessageKind, ParserContext } from '../../../model/index.ts'
import type { AttachmentRow } from './messagesSql.ts'

export interface MessageAttachments {
  readonly refs: readonly AttachmentRef[]
  /** The kind of message that they make, or null when none of them is meant to be seen. */
  readonly kind: MessageKind | null
  /** Ids that are joined to the message but not in table attachment. */
  readonly unknownIds: readonly number[]
  /** Names of files that the phone's own check for nudity marked (Communication Safety). */
  readonly sensitive: readonly string[]
  /** What the maker of a generated emoji or sticker asked for. */
  readonly descriptions: readonly string[]
}

const NONE: MessageAttachments = { refs: [], kind: null, unknownIds: [], sensitive: [], descriptions: [] }

export function attachmentsOf(rows: readonly AttachmentRow[], context: ParserContext): MessageAttachments {
  if (rows.length === 0) return NONE
  const known = rows.filter(({ isKnown }) => isKnown !== null)
  const kinds = known.filter(isShown).map(kindOf)
  return {
    refs: known.map((row) => attachmentRef(row, context)),
    kind: kinds.find((kind) => kind === 'media') ?? kinds[0] ?? null,
    unknownIds: rows.filter(({ isKnown }) => isKnown === null).map(({ attachmentId }) => attachmentId),
    sensitive: known.filter(({ isSensitive }) => numberOf(isSensitive) === 1).map((row) => nameOf(row) ?? `attachment ${row.attachmentId}`),
    descriptions: known.map(({ description }) => textOf(description)).filter((description) => description !== null),
  }
}

function nameOf(row: AttachmentRow): string | null {
  const stored = textOf(row.filename)
  return textOf(row.transferName) ?? (stored === null ? null : stored.slice(stored.lastIndexOf('/') + 1))
}

function attachmentRef(row: AttachmentRow, context: ParserContext): AttachmentRef {
  const stored = textOf(row.filename)
  const size = numberOf(row.totalBytes)
  return {
    path: stored === null ? null : extractionPath(stored, context),
    name: nameOf(row),
    mime: textOf(row.mimeType),
    sizeBytes: size !== null && size > 0 ? size : null,
  }
}

/** Pictures of link previews and app data are files too, but no media of the message. */
function isShown(row: AttachmentRow): boolean {
  return numberOf(row.isHidden) !== 1 && !(textOf(row.filename) ?? '').endsWith('.pluginPayloadAttachment')
}

function kindOf(row: AttachmentRow): MessageKind {
  if (numberOf(row.isSticker) === 1) return 'sticker'
  const [mime, uti, file] = [textOf(row.mimeType), textOf(row.uti), (textOf(row.filename) ?? '').toLowerCase()]
  if (mime === 'text/x-vlocation' || uti === 'public.vlocation' || file.endsWith('.loc.vcf')) return 'location'
  return mime === 'text/vcard' || uti === 'public.vcard' || file.endsWith('.vcf') ? 'contact' : 'media'
}

const HOME = '~/'

/**
 * A stored file name as a path of the extraction. `~/` is the folder that the store's own `Library/` lies in, or the
 * phone's user folder; `/var` is a link to `/private/var`. Of several readings the one that the extraction lists counts.
 */
export function extractionPath(stored: string, context: ParserContext): string {
  const readings = stored.startsWith(HOME) ? homeReadings(stored.slice(HOME.length), context.path) : rootReadings(stored)
  return readings.find((path) => context.hasFile(path)) ?? readings[0] ?? stored
}

function homeReadings(path: string, storePath: string): string[] {
  const usual = path.startsWith('Library/Messages/') ? path : `private/var/mobile/${path}`
  const libraryAt = `/${storePath}`.indexOf('/Library/')
  const beside = libraryAt < 0 ? [] : [storePath.slice(0, libraryAt) + path]
  return [...beside, usual, path]
}

function rootReadings(stored: string): string[] {
  const plain = stored.replace(/^\/+/u, '')
  return plain.startsWith('var/') ? [`private/${plain}`, plain] : [plain]
}
