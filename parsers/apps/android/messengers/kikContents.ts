/** Pictures, movies and cards of Kik on Android: rows of names and values for each content id. */
import { sharedStorageNames } from '../../../formats/paths/androidPath.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { androidUserOf } from '../../../formats/paths/androidPath.ts'
import type { AttachmentRef, EvidenceDatabase, ParserContext } from '../../../model/index.ts'

export interface KikContent {
  /** `name: value`, without pictures that are stored as text. */
  readonly parts: readonly string[]
  readonly type: string | null
}

export type KikContents = ReadonlyMap<string, KikContent>

/** Values beyond this are pictures in base64, not words. */
const MAX_PART_CHARACTERS = 1_000

export function readContents(database: EvidenceDatabase, wanted: ReadonlySet<string>): KikContents {
  const contents = new Map<string, { parts: string[]; type: string | null }>()
  const columns = ['content_id', 'content_type', 'content_name', 'content_string']
  for (const row of sideRows(database, { table: 'KIKContentTable', columns })) {
    const [id, name, value] = [textOf(row['content_id']), textOf(row['content_name']), textOf(row['content_string'])]
    if (id === null || !wanted.has(id)) continue
    let content = contents.get(id)
    if (content === undefined) contents.set(id, (content = { parts: [], type: null }))
    content.type ??= textOf(row['content_type'])
    if (value === null) continue
    const words = value.length > MAX_PART_CHARACTERS ? `${value.length} characters, not shown` : value
    content.parts.push(name === null ? words : `${name}: ${words}`)
  }
  return contents
}

/** The file is named by the content id, with or without an ending (artifacts 2.10). */
export function attachmentOf(contentId: string, content: KikContent, context: ParserContext): AttachmentRef {
  const folder = context.path.slice(0, Math.max(0, context.path.lastIndexOf('/databases/')))
  const safe = /^[\w.-]+$/.test(contentId)
  const places = [
    ...sharedStorageNames(`DCIM/Kik/${contentId}`, androidUserOf(context.path)),
    ...['chatPicsBig', 'chatPicsSmall', 'chatPics', 'chatVids'].map((cache) => `${folder}/cache/${cache}/${contentId}`),
  ]
  const path = safe ? places.flatMap((place) => [place, `${place}.jpg`, `${place}.mp4`]).find((place) => context.hasFile(place)) : undefined
  const named = content.parts.find((part) => part.startsWith('file-name: '))?.slice('file-name: '.length)
  return { path: path ?? null, name: named ?? contentId, mime: null, sizeBytes: null }
}
