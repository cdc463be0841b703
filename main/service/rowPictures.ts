/** Pictures that lie as bytes in a database of the evidence, such as those of contacts: where the parser of a record says that they are. */
import type { RowPicture } from '../../parsers/model/index.ts'
import { PARSERS } from '../../parsers/registry.ts'

export function rowPicturesOf(parserId: string | null, table: string): readonly RowPicture[] {
  const parser = PARSERS.find(({ id }) => id === parserId)
  return parser?.input === 'sqlite' ? (parser.pictures ?? []).filter((picture) => picture.table === table) : []
}
