/**
 * The schemas of GPX 1.1 and KML 2.2 as their authors published them. They are not ours to carry, so they are read where a Debian package
 * (pytrainer) or `CORROBORATE_SCHEMAS` has put them; `.ci/run` unpacks that package.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface PublishedSchema {
  readonly fileName: string
  readonly contents: string
  /** Files that the schema imports by their names. */
  readonly imported: readonly { readonly fileName: string; readonly contents: string }[]
}

const FILES = {
  gpx: ['Topografix_gpx11.xsd'],
  kml: ['ogckml22.xsd', 'atom-author-link.xsd', 'xAL.xsd'],
} as const

const FOLDERS = [process.env['CORROBORATE_SCHEMAS'] ?? '', '/usr/share/pytrainer/schemas']

/** Null where the machine does not have them. */
export function publishedSchema(format: keyof typeof FILES): PublishedSchema | null {
  const folder = FOLDERS.find((each) => each !== '' && FILES[format].every((name) => existsSync(join(each, name))))
  if (folder === undefined) return null
  const [schema, ...imported] = FILES[format].map((fileName) => ({ fileName, contents: readFileSync(join(folder, fileName), 'utf8') }))
  return schema === undefined ? null : { ...schema, imported }
}
