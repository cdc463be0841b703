/**
 * Cached files of Snapchat on the iPhone, `cache_controller.db`. A claim's EXTERNAL_KEY names conversation and message
 * (`[<kind>~]1:<conversation>:<server message id>:0:0`), or is the MEDIA_ID that the message itself keeps (local_message_references, an archive).
 * The file has the claim's CACHE_KEY for a name, in the folder of its account (iLEAPP, on public images; files were not encrypted there).
 */
import { archivedOrPlain } from '../../../formats/plist/archivedPlist.ts'
import { jsonAt, jsonText } from '../../../formats/text/jsonStream.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, textOf } from '../../../formats/values/storedValues.ts'
import type { AttachmentRef, ParserContext } from '../../../model/index.ts'

export interface CachedFiles {
  /** Files of a row of conversation_message. */
  of(row: StoredRow): readonly AttachmentRef[]
}

const OF_MESSAGE = /^(?:([A-Za-z_]+)~)?\d+:([\da-f-]{36}):(\d+)(?::\d+)*$/iu
/** Folders that were seen are numbered; the highest number is not known. */
const MAX_MANAGER = 20

export function readCachedFiles(context: ParserContext): CachedFiles {
  const cache = context.companion('cache')
  if (cache === null) return { of: () => [] }
  const files = new Map<string, AttachmentRef[]>()
  for (const row of sideRows(cache, { table: 'CACHE_FILE_CLAIM', columns: ['CACHE_KEY', 'EXTERNAL_KEY', 'USER_ID'] })) {
    const [key, external] = [textOf(row['CACHE_KEY']), textOf(row['EXTERNAL_KEY'])]
    if (key === null || external === null) continue
    const [, kind, conversation, message] = OF_MESSAGE.exec(external) ?? []
    const name = kind === undefined ? key : `${kind} ${key}`
    const file = { path: pathOf(key, textOf(row['USER_ID']) ?? '', context), name, mime: null, sizeBytes: null }
    const place = conversation === undefined ? external : placeOfMessage(conversation, message ?? '')
    const known = files.get(place)
    if (known === undefined) files.set(place, [file])
    else known.push(file)
  }
  return {
    of(row) {
      const [conversation, server] = [textOf(row['client_conversation_id']), textOf(row['server_message_id'])]
      const named = conversation === null || server === null ? [] : (files.get(placeOfMessage(conversation, server)) ?? [])
      return [...new Set([...named, ...(files.get(mediaIdIn(row) ?? '') ?? [])])]
    },
  }
}

const placeOfMessage = (conversation: string, message: string): string => `${conversation.toLowerCase()} ${message}`

function pathOf(key: string, user: string, context: ParserContext): string | null {
  const documents = context.path.slice(0, Math.max(0, context.path.lastIndexOf('/user_scoped/')))
  if (!/^[\w.-]+$/u.test(key) || !/^[\w-]*$/u.test(user)) return null
  for (let manager = 0; manager <= MAX_MANAGER; manager++) {
    const folder = `${documents}/com.snap.file_manager_${manager}_SCContent_${user}`
    const path = [key, key.toLowerCase(), key.toUpperCase()].map((name) => `${folder}/${name}`).find((one) => context.hasFile(one))
    if (path !== undefined) return path
  }
  return null
}

/** The archive begins after eight bytes that differ. */
function mediaIdIn(row: StoredRow): string | null {
  const bytes = bytesOf(row['local_message_references'])
  const start = bytes === null ? -1 : Buffer.from(bytes).indexOf('bplist00')
  if (bytes === null || start === -1) return null
  try {
    return jsonText(jsonAt(archivedOrPlain(bytes.subarray(start)), 'MEDIA_ID'))
  } catch {
    return null
  }
}
