/**
 * Files of Signal's messages on Android: table `attachment`, in older versions `part`. Each file is encrypted by the app with a key of
 * its own, which hangs on a key that lies in the phone's keystore: the files are listed, and cannot be shown without that key.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { AttachmentRef, EvidenceDatabase, ParserContext } from '../../../model/index.ts'

const SHARED = ['data_size', 'file_name', 'voice_note', 'quote', 'caption', 'sticker_pack_id', 'sticker_emoji', 'width', 'height']
export const ATTACHMENT_COLUMNS = ['message_id', 'content_type', 'data_file', 'thumbnail_file', ...SHARED]
export const PART_COLUMNS = ['mid', 'ct', '_data', ...SHARED]

export interface SignalFiles {
  readonly attachments: readonly AttachmentRef[]
  readonly isSticker: boolean
  readonly facts: Readonly<Record<string, string | null>>
}

const NO_FILES: SignalFiles = { attachments: [], isSticker: false, facts: {} }

/** Message row -> its files, in stored order. Pictures that only belong to a quotation are counted, not listed. */
export function readFiles(database: EvidenceDatabase, context: ParserContext): (messageId: number) => SignalFiles {
  const files = new Map<number, StoredRow[]>()
  const isNew = database.has('attachment', 'message_id')
  const wanted = isNew ? { table: 'attachment', columns: ATTACHMENT_COLUMNS } : { table: 'part', columns: PART_COLUMNS }
  for (const row of sideRows(database, wanted)) {
    const message = numberOf(row['message_id'] ?? row['mid'])
    if (message === null) continue
    const known = files.get(message)
    if (known === undefined) files.set(message, [row])
    else known.push(row)
  }
  return (messageId) => {
    const rows = files.get(messageId)
    return rows === undefined ? NO_FILES : filesOf(rows, context)
  }
}

function filesOf(rows: readonly StoredRow[], context: ParserContext): SignalFiles {
  const own = rows.filter((row) => numberOf(row['quote']) !== 1)
  const captions = own.map((row) => textOf(row['caption'])).filter((caption) => caption !== null)
  const emoji = own.map((row) => textOf(row['sticker_emoji'])).find((text) => text !== null)
  return {
    attachments: own.map((row) => attachmentOf(row, context)),
    isSticker: own.length > 0 && own.every((row) => textOf(row['sticker_pack_id']) !== null),
    facts: {
      'voice message': own.some((row) => flagOf(row['voice_note']) === true) ? 'yes' : null,
      caption: captions.length === 0 ? null : captions.join('; '),
      sticker: emoji ?? null,
      'files of the quotation': own.length === rows.length ? null : String(rows.length - own.length),
      'files are encrypted': own.length === 0 ? null : 'by the app, with a key of each',
    },
  }
}

function attachmentOf(row: StoredRow, context: ParserContext): AttachmentRef {
  const stored = textOf(row['data_file']) ?? textOf(row['_data']) ?? textOf(row['thumbnail_file'])
  const mime = textOf(row['content_type']) ?? textOf(row['ct'])
  const path = stored === null ? null : androidPath(stored, context)
  return {
    path,
    name: textOf(row['file_name']) ?? path?.slice(path.lastIndexOf('/') + 1) ?? stored ?? `attachment ${row.rowId}`,
    mime,
    sizeBytes: numberOf(row['data_size']),
  }
}
