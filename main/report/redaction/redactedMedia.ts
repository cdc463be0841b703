/**
 * Pictures for an audience: re-encoded from their pixels, so that nothing of the file's own data goes along, with the marked parts
 * painted over in the pixels themselves. Other files, in which nothing can be painted over, only where the audience may have them.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { pictureRegions } from '../../casefile/read/pictureMarks.ts'
import type { AudienceProfile, PictureRegion } from '../../contract/index.ts'
import type { ReportContext } from '../context.ts'
import { type CopiedMedia, copyOne, isPictureFile, type MediaCopier, namedFiles, type NamedFile, thumbnailOf } from '../package/media.ts'
import type { Redactor } from './redactor.ts'

/** A file that was taken out or changed, for the key file. */
export interface WithheldFile {
  readonly item: string
  readonly name: string
  readonly sha256: string | null
}

/** Longest edge of a picture of an audience: enough to read a sign in it. */
const EDGE_PIXELS = 1_600

/** `isPaper`: nothing is copied, only the small picture is shown. */
export function redactedMedia(
  context: ReportContext,
  redactor: Redactor,
  profile: AudienceProfile,
  withheld: (file: WithheldFile) => void,
  isPaper: boolean,
): MediaCopier {
  return async (folder, key) => {
    const shown: CopiedMedia[] = []
    for (const file of namedFiles(context, key)) {
      withheld({ item: `r${key}`, name: file.name, sha256: file.sha256 })
      shown.push({ ...(await oneFile(context, profile, folder, file, isPaper)), name: redactor.text(file.name) })
    }
    return shown.map((one) => ({ ...one, problem: one.problem === null ? null : redactor.text(one.problem) }))
  }
}

async function oneFile(
  context: ReportContext,
  profile: AudienceProfile,
  folder: string,
  file: NamedFile,
  isPaper: boolean,
): Promise<CopiedMedia> {
  const nothing = { name: file.name, thumbnail: null, copiedAs: null, sha256: null }
  if (file.path === null) return { ...nothing, problem: 'The row names no file.' }
  if (!file.isPresent) return { ...nothing, problem: 'The file is not in the extraction.' }
  if (!isPictureFile(file.path)) {
    if (!profile.otherFiles) return { ...nothing, problem: 'Films, sound and documents are not part of this version.' }
    return isPaper ? { ...nothing, problem: null } : copyOne(context, folder, file)
  }
  if (profile.pictures === 'none') return { ...nothing, problem: 'Pictures are not part of this version.' }
  const regions = file.sha256 === null ? null : pictureRegions(context.file.database, file.sha256)
  if (profile.pictures === 'marked' && regions === null)
    return { ...nothing, problem: 'Nobody has looked through this picture yet, so it is not part of this version.' }
  try {
    const { bytes } = await context.picture(file.key, file.attachmentId)
    const burnt = await burn(bytes, regions ?? [])
    return { ...nothing, thumbnail: await thumbnailOf(burnt), copiedAs: isPaper ? null : keep(folder, burnt), problem: null }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { ...nothing, problem: 'The picture could not be read, so it is not part of this version.' }
  }
}

/** Black over each region, in the pixels; then encoded anew, without any data of the file. */
export async function burn(bytes: Buffer, regions: readonly PictureRegion[]): Promise<Buffer> {
  const { data, info } = await sharp(bytes)
    .rotate()
    .resize({ width: EDGE_PIXELS, height: EDGE_PIXELS, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  for (const { left, top, width: wide, height: high } of regions) {
    // Outwards to whole pixels: half a pixel of a face is too much.
    const [x0, x1] = [Math.floor(left * width), Math.min(width, Math.ceil((left + wide) * width))]
    const [y0, y1] = [Math.floor(top * height), Math.min(height, Math.ceil((top + high) * height))]
    for (let y = y0; y < y1; y++) data.fill(0, (y * width + x0) * channels, (y * width + x1) * channels)
  }
  return sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 82 }).toBuffer()
}

function keep(folder: string, bytes: Buffer): string {
  const name = `media/${createHash('sha256').update(bytes).digest('hex')}.jpg`
  mkdirSync(join(folder, 'media'), { recursive: true })
  if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), bytes)
  return name
}
