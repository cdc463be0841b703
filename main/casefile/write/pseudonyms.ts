/** Pseudonyms: given once and kept, so that "Person V1" is the same in every export. They belong to identities, which stay. */
import type { Database } from 'better-sqlite3'
import { auditChange } from './auditChange.ts'

export interface Pseudonymous {
  /** All identities of one person, or the one identity. */
  readonly identities: readonly number[]
  /** `V` for victims, `W` for witnesses, `T` for third parties ... */
  readonly prefix: string
}

/** The label of each, in the given order; new ones are given where there is none. Identities that came to a person take its label. */
export function givePseudonyms(database: Database, actor: string, wanted: readonly Pseudonymous[]): string[] {
  return database
    .transaction(() => {
      const known = new Map(database.prepare('SELECT identity_id, label FROM pseudonym').raw().all() as [number, string][])
      const last = lastNumbers(known.values())
      const insert = database.prepare(
        'INSERT INTO pseudonym (identity_id, label) VALUES (?, ?) ON CONFLICT (identity_id) DO UPDATE SET label = excluded.label',
      )
      const given: string[] = []
      const labels = wanted.map(({ identities, prefix }) => {
        const own = identities.flatMap((id) => known.get(id) ?? []).sort(byNumber)
        const label = own.find((one) => one.startsWith(prefix)) ?? next(prefix, last)
        for (const id of identities) {
          if (known.get(id) === label) continue
          insert.run(id, label)
          known.set(id, label)
          given.push(label)
        }
        return label
      })
      if (given.length > 0) auditChange(database, actor, 'pseudonyms given', [...new Set(given)].join(', '))
      return labels
    })
    .immediate()
}

const numberOf = (label: string): number => Number(/\d+$/.exec(label)?.[0] ?? 0)
const byNumber = (a: string, b: string): number => numberOf(a) - numberOf(b)

function lastNumbers(labels: Iterable<string>): Map<string, number> {
  const last = new Map<string, number>()
  for (const label of labels) {
    const prefix = label.replace(/\d+$/, '')
    last.set(prefix, Math.max(last.get(prefix) ?? 0, numberOf(label)))
  }
  return last
}

function next(prefix: string, last: Map<string, number>): string {
  const number = (last.get(prefix) ?? 0) + 1
  last.set(prefix, number)
  return `${prefix}${number}`
}
