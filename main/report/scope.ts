/** Which records an export holds, read as a stream: memory does not grow with their number. */
import { lensFilter } from '../casefile/read/lensFilter.ts'
import { PUBLIC_KINDS, type PublicKind, PublicRecords, RECORD_KIND_OF } from '../casefile/read/publicRecords.ts'
import { EMPTY_LENS, type Lens, type RecordKind } from '../contract/index.ts'
import type { ExportRequest, ReportContext } from './context.ts'

export const lensOf = ({ lens, bookmarkedOnly }: Pick<ExportRequest, 'lens' | 'bookmarkedOnly'>): Lens => {
  const given = lens ?? EMPTY_LENS
  return bookmarkedOnly ? { ...given, bookmarkedOnly: true } : given
}

/** Records take turns with the rest of the program: after so many, others get to run. */
const RECORDS_PER_TURN = 1_000

export async function* inTurns<T>(items: Iterable<T>): AsyncGenerator<T> {
  let count = 0
  for (const item of items) {
    yield item
    if (++count % RECORDS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

export class Scope {
  readonly #context: ReportContext
  readonly #lens: Lens

  constructor(context: ReportContext, request: Pick<ExportRequest, 'lens' | 'bookmarkedOnly'>) {
    this.#context = context
    this.#lens = lensOf(request)
  }

  /** The kinds that can occur: a lens without kinds means all of them here, contacts and accounts too. */
  kinds(): readonly PublicKind[] {
    const { kinds } = this.#lens
    return PUBLIC_KINDS.filter((kind) => kinds.length === 0 || kinds.includes(RECORD_KIND_OF[kind]))
  }

  /** The same kinds, as records have them. */
  recordKinds(): readonly RecordKind[] {
    return this.kinds().map((kind) => RECORD_KIND_OF[kind])
  }

  /** A filter over `record AS r` for records of these kinds. */
  filter(kinds: readonly RecordKind[]): { readonly where: string; readonly values: readonly (string | number)[] } {
    // To the lens no kinds mean all of them.
    if (kinds.length === 0) return { where: '0', values: [] }
    return lensFilter(this.#context.file.database, this.#context.directory, { ...this.#lens, kinds })
  }

  /** Records of one kind in the public shape, in time order. */
  records(kind: PublicKind): AsyncGenerator<{ key: number; record: Record<string, unknown> }> {
    const query = { fromMs: null, toMs: null, sourceId: null, ids: null, filter: this.filter([RECORD_KIND_OF[kind]]) }
    return inTurns(new PublicRecords(this.#context.file.database).entries(kind, query))
  }
}
