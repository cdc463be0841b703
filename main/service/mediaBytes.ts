/** Pictures for showing: small ones are made once and kept in the case file, large ones are read from the extraction. */
import type { Database } from 'better-sqlite3'
import type { Sharp } from 'sharp'
import { CaseError, type MediaBytes } from '../contract/index.ts'
import { mayUseKept } from './hitRefusal.ts'
import type { SourceReaders } from './sourceReaders.ts'

/** Edge of a small picture in pixels: sharp enough at 150 % zoom in a 160 px tile. */
const THUMBNAIL_PIXELS = 320
/** A decompression bomb is refused before it is decoded. */
const MAX_PICTURE_PIXELS = 100_000_000

interface Named {
  readonly sourceId: number
  readonly path: string
  readonly mime: string | null
}

/** The file that a media record or an attachment names. */
export function namedFile(database: Database, key: number, attachmentId: number | null): Named {
  const sql =
    attachmentId === null
      ? 'SELECT r.source_id AS sourceId, m.path, m.mime FROM media AS m JOIN record AS r ON r.id = m.record_id WHERE m.record_id = ?'
      : 'SELECT r.source_id AS sourceId, a.path, a.mime FROM attachment AS a JOIN record AS r ON r.id = a.record_id WHERE a.record_id = ? AND a.id = ?'
  const found = database.prepare(sql).get(...(attachmentId === null ? [key] : [key, attachmentId])) as
    | { sourceId: number; path: string | null; mime: string | null }
    | undefined
  if (found === undefined || found.path === null) throw new CaseError('not-found', 'This record names no file.')
  return { ...found, path: found.path }
}

export async function mediaBytes(database: Database, readers: SourceReaders, named: Named, thumbnail: boolean): Promise<MediaBytes> {
  const hash = database
    .prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?')
    .pluck()
    .get(named.sourceId, named.path) as string | null | undefined
  if (thumbnail && typeof hash === 'string' && mayUseKept(database, named.sourceId, named.path)) {
    const kept = database.prepare('SELECT mime, bytes FROM thumbnail WHERE sha256 = ?').get(hash) as
      | { mime: string; bytes: Buffer }
      | undefined
    if (kept !== undefined) return { mime: kept.mime, base64: kept.bytes.toString('base64') }
  }
  const { content, sha256 } = await readers.bytes(named.sourceId, named.path)
  const isPicture = named.mime?.startsWith('image/') === true || /\.(jpe?g|png|gif|webp|heic|heif|tiff?)$/i.test(named.path)
  if (!isPicture) {
    if (thumbnail) throw new CaseError('not-found', 'There is no small picture of this kind of file.')
    return { mime: named.mime ?? 'application/octet-stream', base64: content.toString('base64') }
  }
  const picture = await asPicture(content, named.path, thumbnail ? THUMBNAIL_PIXELS : null)
  if (thumbnail)
    database.prepare('INSERT OR IGNORE INTO thumbnail (sha256, mime, bytes) VALUES (?, ?, ?)').run(sha256, picture.mime, picture.bytes)
  return { mime: picture.mime, base64: picture.bytes.toString('base64') }
}

/** The picture that the row of a record holds in its database. Nothing of it is kept in the case. */
export async function rowPictureBytes(readers: SourceReaders, key: number, thumbnail: boolean): Promise<MediaBytes> {
  const { content, path } = await readers.rowPicture(key)
  const picture = await asPicture(content, path, thumbnail ? THUMBNAIL_PIXELS : null)
  return { mime: picture.mime, base64: picture.bytes.toString('base64') }
}

/** Always re-encoded: what reaches the window is a plain picture, whatever the file was. Orientation is applied. */
async function asPicture(content: Buffer, path: string, edgePixels: number | null): Promise<{ mime: string; bytes: Buffer }> {
  // Loaded when the first picture is asked for: the command line starts without them.
  const { default: sharp } = await import('sharp')
  try {
    const source = isHeic(content)
      ? await heicPixels(content)
      : sharp(content, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'none' }).rotate()
    const sized =
      edgePixels === null ? source : source.resize({ width: edgePixels, height: edgePixels, fit: 'inside', withoutEnlargement: true })
    return { mime: 'image/webp', bytes: await sized.webp({ quality: edgePixels === null ? 90 : 75 }).toBuffer() }
  } catch (error) {
    throw new CaseError(
      'unreadable',
      `${path} cannot be shown as a picture (${error instanceof Error ? error.message : String(error)}). The file itself is unchanged.`,
    )
  }
}

const isHeic = (content: Buffer): boolean =>
  content.toString('latin1', 4, 8) === 'ftyp' && /^(heic|heix|hevc|mif1|msf1)/.test(content.toString('latin1', 8, 12))

async function heicPixels(content: Buffer): Promise<Sharp> {
  const [{ default: decodeHeic }, { default: sharp }] = await Promise.all([import('heic-decode'), import('sharp')])
  const { width, height, data } = await decodeHeic({ buffer: content })
  return sharp(Buffer.from(data.buffer), { raw: { width, height, channels: 4 }, limitInputPixels: MAX_PICTURE_PIXELS })
}
