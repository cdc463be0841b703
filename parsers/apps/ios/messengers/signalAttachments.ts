/**
 * Files of Signal's messages on the iPhone. Versions until 2024 keep them in the clear below `Attachments/` (model_TSAttachment, found by the
 * message's own id); newer ones below `attachment_files/`, each encrypted with a key that its row holds (Attachment and its references).
 */
import { sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { AttachmentRef, EvidenceDatabase, ParserContext } from '../../../model/index.ts'

export const OLD_COLUMNS = ['albumMessageId', 'localRelativeFilePath', 'sourceFilename', 'contentType', 'byteCount', 'caption']
export const FILE_COLUMNS = ['mimeType', 'localRelativeFilePath', 'localRelativeFilePathThumbnail', 'unencryptedByteCount']
export const REFERENCE_COLUMNS = ['ownerType', 'ownerRowId', 'attachmentRowId', 'sourceFilename', 'caption', 'stickerPackId', 'isViewOnce']

/** Owner types of references: files of the message itself, its sticker; others are long texts, previews and quotations. */
const OWNER_BODY = 0
const OWNER_STICKER = 4
const OWNERS: Readonly<Record<number, string>> = { 1: 'long text', 2: 'link preview', 3: 'quotation', 5: 'shared contact' }

export interface SignalFiles {
  readonly attachments: AttachmentRef[]
  isSticker: boolean
  readonly captions: string[]
  /** Files that belong to a part of the message that is no file: how many, by part. */
  readonly others: string[]
}

export type FilesOf = (rowId: number, uniqueId: string | null) => SignalFiles | null

export function readFiles(database: EvidenceDatabase, context: ParserContext): FilesOf {
  const container = context.path.replace(/(?:^|\/)grdb[^/]*\/[^/]*$/, '')
  const below = (folders: readonly string[], relative: string | null): string | null => {
    if (relative === null || container === context.path || relative.split('/').includes('..')) return null
    const paths = folders.map((folder) => `${container}/${folder}/${relative.replace(/^\/+/, '')}`)
    return paths.find((path) => context.hasFile(path)) ?? paths[0] ?? null
  }
  const byId = new Map<string, SignalFiles>()
  const byRow = new Map<number, SignalFiles>()
  const filesIn = <Key>(files: Map<Key, SignalFiles>, key: Key): SignalFiles => {
    let found = files.get(key)
    if (found === undefined) files.set(key, (found = { attachments: [], isSticker: false, captions: [], others: [] }))
    return found
  }
  for (const row of sideRows(database, { table: 'model_TSAttachment', columns: OLD_COLUMNS })) {
    const message = textOf(row['albumMessageId'])
    if (message === null) continue
    const relative = textOf(row['localRelativeFilePath'])
    const files = filesIn(byId, message)
    const caption = textOf(row['caption'])
    if (caption !== null) files.captions.push(caption)
    files.attachments.push({
      path: below(['Attachments'], relative),
      name: textOf(row['sourceFilename']) ?? relative ?? `attachment ${row.rowId}`,
      mime: textOf(row['contentType']),
      sizeBytes: numberOf(row['byteCount']),
    })
  }
  const stored = sideRowsById(database, { table: 'Attachment', columns: FILE_COLUMNS })
  for (const row of sideRows(database, { table: 'MessageAttachmentReference', columns: REFERENCE_COLUMNS })) {
    const [message, owner] = [numberOf(row['ownerRowId']), numberOf(row['ownerType'])]
    if (message === null) continue
    const files = filesIn(byRow, message)
    if (owner !== null && owner !== OWNER_BODY && owner !== OWNER_STICKER) {
      files.others.push(OWNERS[owner] ?? `unknown (${owner})`)
      continue
    }
    const file = stored.get(numberOf(row['attachmentRowId']) ?? -1)
    const relative = textOf(file?.['localRelativeFilePath']) ?? textOf(file?.['localRelativeFilePathThumbnail'])
    const caption = textOf(row['caption'])
    if (caption !== null) files.captions.push(caption)
    files.isSticker ||= owner === OWNER_STICKER || row['stickerPackId'] instanceof Uint8Array
    files.attachments.push({
      path: below(['attachment_files', 'Attachments'], relative),
      name: textOf(row['sourceFilename']) ?? relative ?? `attachment ${textOf(row['attachmentRowId']) ?? 'unknown'}`,
      mime: textOf(file?.['mimeType']),
      sizeBytes: numberOf(file?.['unencryptedByteCount']),
    })
    if (flagOf(row['isViewOnce']) === true) files.others.push('shown once')
  }
  return (rowId, uniqueId) => byRow.get(rowId) ?? (uniqueId === null ? null : (byId.get(uniqueId) ?? null))
}
