/** Media of exhibits: a small re-encoded picture inside the page, and the file itself, byte for byte, beside it. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { recordLines } from '../../casefile/read/lines.ts'
import { CaseError } from '../../contract/index.ts'
import type { ReportContext } from '../context.ts'

export interface CopiedMedia {
  readonly name: string
  readonly thumbnail: { readonly dataUri: string; readonly width: number; readonly height: number } | null
  /** Path inside the package, or null when the file is not in it. */
  readonly copiedAs: string | null
  readonly sha256: string | null
  /** Why something is missing, one sentence. */
  readonly problem: string | null
}

/** Edge of a small picture in pixels. */
const THUMBNAIL_PIXELS = 240
/** Kinds of files that only show something when opened. Everything else gets the ending `.bin`, so that a click runs nothing. */
const HARMLESS = /\.(jpe?g|png|gif|heic|heif|webp|tiff?|bmp|mp4|mov|m4v|3gp|m4a|aac|amr|caf|mp3|wav|ogg|opus|txt)$/i

export interface NamedFile {
  readonly key: number
  readonly sourceId: number
  readonly attachmentId: number | null
  readonly name: string
  readonly path: string | null
  readonly isPresent: boolean
  readonly sha256: string | null
}

/** Copies what a record names into `media/` of the folder. Never throws: what is not there is said in its place. */
export type MediaCopier = (folder: string, key: number) => Promise<readonly CopiedMedia[]>

export const plainMedia =
  (context: ReportContext): MediaCopier =>
  async (folder, key) => {
    const copied: CopiedMedia[] = []
    for (const file of namedFiles(context, key)) copied.push(await copyOne(context, folder, file))
    return copied
  }

/** For paper: the small picture and the hash; nothing can be opened. */
export const paperMedia =
  (context: ReportContext): MediaCopier =>
  async (_, key) => {
    const shown: CopiedMedia[] = []
    for (const { name, path, isPresent, sha256, attachmentId } of namedFiles(context, key)) {
      const nothing = { name, copiedAs: null, sha256, thumbnail: null }
      if (path === null) shown.push({ ...nothing, problem: 'The row names no file.' })
      else if (!isPresent) shown.push({ ...nothing, problem: 'The file is not in the extraction.' })
      else shown.push({ ...nothing, thumbnail: await smallPicture(context, key, attachmentId), problem: null })
    }
    return shown
  }

/** The files that a record names: its attachments, or the picture that it is about. */
export function namedFiles({ file: { database }, directory }: ReportContext, key: number): NamedFile[] {
  const [line] = recordLines(database, directory, [key])
  if (line === undefined) return []
  const { sourceId } = line
  const files = (line.message?.attachments ?? []).map(({ attachmentId, name, path, isPresent, sha256 }): NamedFile => {
    return { key, sourceId, attachmentId, name, path, isPresent, sha256 }
  })
  if (line.media !== null) {
    const path = line.text
    const sha256 = database.prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck().get(sourceId, path) as
      | string
      | null
      | undefined
    const name = path.slice(path.lastIndexOf('/') + 1)
    files.push({ key, sourceId, attachmentId: null, name, path, isPresent: line.media.isPresent, sha256: sha256 ?? null })
  }
  return files
}

export async function copyOne(
  context: ReportContext,
  folder: string,
  { key, sourceId, attachmentId, name, path, isPresent, sha256 }: NamedFile,
): Promise<CopiedMedia> {
  const nothing = { name, thumbnail: null, copiedAs: null, sha256 }
  if (path === null) return { ...nothing, problem: 'The row names no file.' }
  if (!isPresent) return { ...nothing, problem: 'The file is not in the extraction.' }
  const thumbnail = await smallPicture(context, key, attachmentId)
  try {
    const { content } = await context.readers.bytes(sourceId, path)
    const now = createHash('sha256').update(content).digest('hex')
    if (sha256 !== null && now !== sha256)
      return {
        ...nothing,
        thumbnail: null,
        problem: `The file in the extraction is not the one that was imported (SHA-256 is now ${now}); it was not copied.`,
      }
    const copiedAs = `media/${now}${HARMLESS.exec(path)?.[0].toLowerCase() ?? '.bin'}`
    mkdirSync(join(folder, 'media'), { recursive: true })
    if (!existsSync(join(folder, copiedAs))) writeFileSync(join(folder, copiedAs), content)
    return {
      name,
      thumbnail,
      copiedAs,
      sha256: now,
      problem: sha256 === null ? 'No hash was taken at import; this one was taken when the package was made.' : null,
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { ...nothing, thumbnail, problem: `The file was not copied: ${error.message}` }
  }
}

async function smallPicture(context: ReportContext, key: number, attachmentId: number | null): Promise<CopiedMedia['thumbnail']> {
  try {
    return await thumbnailOf((await context.smallPicture(key, attachmentId)).bytes)
  } catch (error) {
    // No picture, or one that cannot be decoded: the file itself is copied all the same.
    if (error instanceof CaseError || error instanceof Error) return null
    throw error
  }
}

export async function thumbnailOf(bytes: Buffer): Promise<NonNullable<CopiedMedia['thumbnail']>> {
  const { data, info } = await sharp(bytes)
    .resize({ width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 72 })
    .toBuffer({ resolveWithObject: true })
  return { dataUri: `data:image/jpeg;base64,${data.toString('base64')}`, width: info.width, height: info.height }
}

export const isPictureFile = (path: string): boolean => /\.(jpe?g|png|gif|webp|heic|heif|tiff?|bmp)$/i.test(path)
