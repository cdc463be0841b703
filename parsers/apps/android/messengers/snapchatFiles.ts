/**
 * Cached files of Snapchat on Android, `cache_controller.db`: CACHE_FILE_CLAIM names each file (CACHE_KEY) and whose it is (EXTERNAL_KEY, whose last
 * part stands in the message). Files were seen unencrypted on test phones; a claim may outlive its file.
 */
import { snapchatKeys } from '../../bothPlatforms/snapchatMessage.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { AttachmentRef, ParserContext } from '../../../model/index.ts'

export interface CachedFiles {
  /** Files that a message's content names. */
  of(content: Uint8Array): readonly AttachmentRef[]
}

/** Other claims are lenses, figures and parts of the app. */
const OF_CHATS = /^(?:chat_snap|snap\.|chat_media_thumbnail)/
/** Folders that were seen are numbered; the highest number is not known. */
const MAX_MANAGER = 9

export function readCachedFiles(context: ParserContext, owner: string | null): CachedFiles {
  const cache = context.companion('cache')
  const files = new Map<string, AttachmentRef[]>()
  if (cache === null) return { of: () => [] }
  const sizes = new Map<string, number>()
  for (const row of sideRows(cache, { table: 'CACHE_FILE_METADATA', columns: ['CACHE_KEY', 'FILE_SIZE_BYTES'] })) {
    const [key, size] = [textOf(row['CACHE_KEY']), numberOf(row['FILE_SIZE_BYTES'])]
    if (key !== null && size !== null) sizes.set(key, size)
  }
  for (const row of sideRows(cache, { table: 'CACHE_FILE_CLAIM', columns: ['CACHE_KEY', 'EXTERNAL_KEY'] })) {
    const [key, external] = [textOf(row['CACHE_KEY']), textOf(row['EXTERNAL_KEY'])]
    if (key === null || external === null || !OF_CHATS.test(external)) continue
    const media = external.slice(external.lastIndexOf('-') + 1)
    const file = { path: pathOf(key, owner, context), name: key, mime: null, sizeBytes: sizes.get(key) ?? null }
    const known = files.get(media)
    if (known === undefined) files.set(media, [file])
    else known.push(file)
  }
  return {
    of(content) {
      if (files.size === 0) return []
      const found = new Set<AttachmentRef>()
      for (const key of snapchatKeys(content)) for (const file of files.get(key) ?? []) found.add(file)
      return [...found]
    },
  }
}

function pathOf(key: string, owner: string | null, context: ParserContext): string | null {
  const folder = context.path.slice(0, Math.max(0, context.path.lastIndexOf('/databases/')))
  if (owner === null || !/^[\w.-]+$/.test(key)) return null
  for (let manager = 1; manager <= MAX_MANAGER; manager++) {
    const path = `${folder}/files/native_content_manager/com.snap.file_manager_${manager}_SCContent_${owner}/${key}`
    if (context.hasFile(path)) return path
  }
  return null
}
