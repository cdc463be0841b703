/**
 * Hashes of the media in scope, in the shape of VICS 2.0 as public readers of it know its keys (IPED). The files themselves are not
 * in it. No category is given: its numbers mean something else in each country, and nobody has categorised these.
 */
import { extname } from 'node:path'
import type { Exported, ExportRequest, MediaDigests, ReportContext } from '../context.ts'
import { Scope } from '../scope.ts'
import { writeFileWhole } from '../target.ts'

const CONTEXT = 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media'
const PICTURE_OR_MOVIE = /^(image|video)\//
const BY_NAME = /^\.(jpe?g|png|gif|webp|heic|heif|tiff?|bmp|mp4|mov|m4v|3gp|avi|mkv|webm)$/i

interface FileRow {
  readonly sourceId: number
  readonly source: string
  readonly path: string
  readonly mime: string | null
  readonly sizeBytes: number | null
  readonly sha256: string | null
  readonly isPresent: number | null
}

export async function exportMediaHashes(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const files = mediaFiles(context, new Scope(context, request))
  const groups = new Map<string, { digests: MediaDigests; files: FileRow[] }>()
  const unread: FileRow[] = []
  for (const file of files) {
    const digests = file.isPresent === 1 ? await digestsOf(context, file) : null
    if (digests === null) unread.push(file)
    else groups.set(digests.sha256, { digests, files: [...(groups.get(digests.sha256)?.files ?? []), file] })
  }
  const { sha256 } = await writeFileWhole(request.target, (sink) => {
    sink.write(`{"@odata.context":${JSON.stringify(CONTEXT)},"value":[`)
    ;[...groups.values()].forEach((group, index) =>
      sink.write(`${index === 0 ? '' : ','}\n${JSON.stringify(entry(index + 1, group.digests, group.files))}`),
    )
    sink.write('\n]}\n')
  })
  const warnings = [
    ...(groups.size === 0 ? ['No picture or movie in the chosen scope could be hashed.'] : []),
    ...(unread.length === 0
      ? []
      : [
          `${unread.length} pictures or movies are not in the list: their bytes are not in the extractions, or are not those that were imported.`,
        ]),
  ]
  return { records: groups.size, files: 1, sha256, warnings }
}

function entry(id: number, { md5, sha1, sha256, sizeBytes }: MediaDigests, files: readonly FileRow[]): object {
  return {
    MediaID: id,
    MD5: md5.toUpperCase(),
    SHA1: sha1.toUpperCase(),
    MediaSize: sizeBytes,
    AlternativeHashes: [{ HashName: 'SHA256', HashValue: sha256.toUpperCase() }],
    MediaFiles: files.map(({ path, source }) => ({
      FileName: path.slice(path.lastIndexOf('/') + 1),
      FilePath: `${source}/${path}`,
      MD5: md5.toUpperCase(),
    })),
  }
}

/** Null where the bytes cannot be read now, or are others than were imported: a hash of something else would mislead. */
async function digestsOf({ readers }: ReportContext, { sourceId, path, sha256 }: FileRow): Promise<MediaDigests | null> {
  try {
    const digests = await readers.digests(sourceId, path)
    return sha256 !== null && digests.sha256 !== sha256 ? null : digests
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** Files that media records and attachments of the scope name, each once. */
function mediaFiles({ file: { database } }: ReportContext, scope: Scope): FileRow[] {
  const { where, values } = scope.filter(scope.recordKinds())
  const named = `SELECT r.source_id, m.path, m.mime FROM record AS r JOIN media AS m ON m.record_id = r.id WHERE ${where}
    UNION SELECT r.source_id, a.path, a.mime FROM record AS r JOIN attachment AS a ON a.record_id = r.id WHERE a.path IS NOT NULL AND ${where}`
  const rows = database
    .prepare(
      `SELECT n.source_id AS sourceId, s.label AS source, n.path, max(n.mime) AS mime, f.size_bytes AS sizeBytes, f.sha256, f.is_present AS isPresent FROM (${named}) AS n
       JOIN source AS s ON s.id = n.source_id LEFT JOIN evidence_file AS f ON f.source_id = n.source_id AND f.path = n.path GROUP BY n.source_id, n.path ORDER BY n.source_id, n.path`,
    )
    .all(...values, ...values) as FileRow[]
  return rows.filter(({ mime, path }) => (mime === null ? BY_NAME.test(extname(path)) : PICTURE_OR_MOVIE.test(mime)))
}
