/** Files and cards of messages in a Meta mailbox database: by the service's message id, and for end-to-end encrypted chats by row number. */
import type { AttachmentRef, EvidenceDatabase, ParserContext } from '../../model/index.ts'
import { sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../formats/values/storedValues.ts'

export interface MsysFiles {
  readonly attachments: AttachmentRef[]
  /** Titles, subtitles and addresses of cards (calls, shared links, places). */
  readonly cards: string[]
}

export interface MsysFileLookups {
  ofMessage(messageId: string | null): MsysFiles | null
  ofClientMessage(pk: string | null): MsysFiles | null
}

export const MSYS_FILE_TABLES = {
  attachments: ['message_id', 'filename', 'filesize', 'playable_url_mime_type', 'playable_url', 'title_text', 'subtitle_text'],
  attachment_items: ['message_id', 'title_text', 'subtitle_text'],
  attachment_ctas: ['message_id', 'native_url'],
  client_attachments: ['message_pk', 'filename', 'filesize', 'content_token'],
  client_attachment_store_keys: ['content_token', 'persisted_path'],
}

export function readMsysFiles(database: EvidenceDatabase, context: ParserContext): MsysFileLookups {
  const [byMessage, byClient] = [new Map<string, MsysFiles>(), new Map<string, MsysFiles>()]
  for (const row of sideRows(database, { table: 'attachments', columns: MSYS_FILE_TABLES.attachments })) {
    const files = filesIn(byMessage, textOf(row['message_id']))
    const name = textOf(row['filename'])
    if (name !== null || textOf(row['playable_url']) !== null || numberOf(row['filesize']) !== null)
      files.attachments.push({
        path: null,
        name: name ?? `attachment ${row.rowId}`,
        mime: textOf(row['playable_url_mime_type']),
        sizeBytes: numberOf(row['filesize']),
      })
    addCard(files, row)
  }
  for (const row of sideRows(database, { table: 'attachment_items', columns: MSYS_FILE_TABLES.attachment_items }))
    addCard(filesIn(byMessage, textOf(row['message_id'])), row)
  for (const row of sideRows(database, { table: 'attachment_ctas', columns: MSYS_FILE_TABLES.attachment_ctas })) {
    const [files, address] = [filesIn(byMessage, textOf(row['message_id'])), textOf(row['native_url'])]
    if (address !== null && !files.cards.includes(address)) files.cards.push(address)
  }
  const paths = new Map<string, string>()
  for (const row of sideRows(database, { table: 'client_attachment_store_keys', columns: MSYS_FILE_TABLES.client_attachment_store_keys })) {
    const [token, path] = [textOf(row['content_token']), textOf(row['persisted_path'])]
    if (token !== null && path !== null) paths.set(token, path)
  }
  const columns = MSYS_FILE_TABLES.client_attachments.filter((name) => name !== 'message_pk')
  for (const row of sideRows(database, { table: 'client_attachments', columns, asText: ['message_pk'] })) {
    const stored = paths.get(textOf(row['content_token']) ?? '') ?? null
    filesIn(byClient, textOf(row['message_pk'])).attachments.push({
      path: stored === null ? null : pathInExtraction(stored, context),
      name: textOf(row['filename']) ?? stored ?? `attachment ${row.rowId}`,
      mime: null,
      sizeBytes: numberOf(row['filesize']),
    })
  }
  return {
    ofMessage: (messageId) => (messageId === null ? null : (byMessage.get(messageId) ?? null)),
    ofClientMessage: (pk) => (pk === null ? null : (byClient.get(pk) ?? null)),
  }
}

function filesIn(files: Map<string, MsysFiles>, key: string | null): MsysFiles {
  const known = files.get(key ?? '')
  if (known !== undefined) return known
  const made = { attachments: [], cards: [] }
  // Rows that name no message belong to none.
  if (key !== null) files.set(key, made)
  return made
}

function addCard({ cards }: MsysFiles, row: StoredRow): void {
  const words = [textOf(row['title_text']), textOf(row['subtitle_text'])].filter((part) => part !== null).join(': ')
  if (words !== '' && !cards.includes(words)) cards.push(words)
}

/** Stored paths lead into the app's container, whose folder has another name in an extraction: found below the container of the store. */
function pathInExtraction(stored: string, context: ParserContext): string | null {
  const parts = stored.split('/').filter((part) => part !== '')
  const container = context.path.split('/')
  if (parts.includes('..')) return null
  for (let depth = container.length - 1; depth > 0; depth--) {
    for (let from = 0; from < parts.length; from++) {
      const path = [...container.slice(0, depth), ...parts.slice(from)].join('/')
      if (context.hasFile(path)) return path
    }
  }
  return null
}
