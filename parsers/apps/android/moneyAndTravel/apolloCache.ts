/**
 * Answers that Booking.com on Android keeps in pieces: rows `records(key, record)`, where the text `ApolloCacheReference{key}` stands for the
 * row of that key. Only pieces that are asked for are parsed.
 */
import { isJsonObject } from '../../../formats/text/jsonStream.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase } from '../../../model/index.ts'

const REFERENCE = /^ApolloCacheReference\{([\s\S]*)\}$/u

export class ApolloCache {
  readonly #stored = new Map<string, string>()

  constructor(database: EvidenceDatabase) {
    for (const row of sideRows(database, { table: 'records', columns: ['key', 'record'] })) {
      const [key, record] = [textOf(row['key']), textOf(row['record'])]
      if (key !== null && record !== null) this.#stored.set(key, record)
    }
  }

  keys(): Iterable<string> {
    return this.#stored.keys()
  }

  /** The JSON of a row, or null where there is none. */
  record(key: string): unknown {
    try {
      return JSON.parse(this.#stored.get(key) ?? 'null') as unknown
    } catch {
      return null
    }
  }

  /** What a value stands for. One step: a row that is itself a reference leads nowhere, so that no circle is walked. */
  resolved(value: unknown): unknown {
    const key = typeof value === 'string' ? REFERENCE.exec(value)?.[1] : undefined
    return key === undefined ? value : this.record(key)
  }

  /** A member of an object, followed. */
  member(value: unknown, name: string): unknown {
    return isJsonObject(value) && Object.hasOwn(value, name) ? this.resolved(value[name]) : undefined
  }
}
