/** Exhibits: added, described, arranged, numbered and removed by a person. Each change is logged and can be taken back. */
import type { Database } from 'better-sqlite3'
import {
  CaseError,
  type Exhibit,
  type ExhibitChange,
  type ExhibitId,
  type ExhibitPicture,
  type ExhibitTarget,
  type ExhibitWords,
} from '../../contract/index.ts'
import { caseFact, setCaseFact } from '../read/caseInfo.ts'
import { citationOf } from '../read/citation.ts'
import { type BookmarkRow, bookmarkRow, type ExhibitRow, exhibitKey, exhibitOf, exhibits, otherRow } from '../read/exhibits.ts'
import { insertBookmark, insertOther, recordedChange, removeOther } from './exhibitHistory.ts'
import { changedLists, cleaned, describeChange, furtherWords } from './exhibitWords.ts'
import { checkTarget, keepPicture, requireRecord } from './exhibitTargets.ts'

/** The last number that was given; one that was removed is not given again. */
const LAST_NUMBER = 'last exhibit number'

export class ExhibitWriter {
  readonly #database: Database
  readonly #actor: string

  constructor(database: Database, actor: string) {
    this.#database = database
    this.#actor = actor
  }

  add(target: ExhibitTarget, label: string, words: Partial<ExhibitWords>, picture: ExhibitPicture | null): Exhibit {
    return this.#immediate(() => {
      if (target.kind === 'record') return this.#bookmark(target.key, words)
      const checked = checkTarget(this.#database, target)
      const sha256 = picture === null ? null : keepPicture(this.#database, picture)
      const { kind, ...kept } = checked.target
      const row = { id: this.#nextId(), kind, label, target_json: JSON.stringify(kept), picture_sha256: sha256, ...this.#newRow(words) }
      const id: ExhibitId = `x${row.id}`
      const description = `exhibit ${row.number}: ${checked.description}${label === '' ? '' : ` (${label})`}`
      recordedChange(this.#database, this.#actor, 'exhibit added', description, [id], () => {
        insertOther(this.#database, row, checked.records)
      })
      return exhibitOf(this.#database, id)
    })
  }

  /** Bookmarks a record, or changes the words of its bookmark that are given. */
  bookmark(key: number, words: Partial<ExhibitWords>): Exhibit {
    return this.#immediate(() => this.#bookmark(key, words))
  }

  #bookmark(key: number, words: Partial<ExhibitWords>): Exhibit {
    requireRecord(this.#database, key)
    const id: ExhibitId = `r${key}`
    const before = bookmarkRow(this.#database, key)
    const { note = before?.note ?? '', tags = [] } = words
    const said = `${citationOf(this.#database, key)} note: ${note} tags: ${tags.join(', ')}${furtherWords(words)}`
    recordedChange(this.#database, this.#actor, before === null ? 'bookmark set' : 'bookmark changed', said, [id], () => {
      if (before === null) insertBookmark(this.#database, { record_id: key, ...this.#newRow(words) })
      else this.#write(id, words)
    })
    return exhibitOf(this.#database, id)
  }

  change(ids: readonly ExhibitId[], change: ExhibitChange): Exhibit[] {
    return this.#immediate(() => {
      const chosen = this.#chosen(ids)
      if (chosen.length === 0) return []
      const description = `${this.#names(chosen)}: ${describeChange(change)}`
      recordedChange(this.#database, this.#actor, 'exhibits changed', description, idsOf(chosen), () => {
        for (const exhibit of chosen) this.#write(exhibit.id, { ...change, ...changedLists(exhibit, change) }, change.label)
      })
      return chosen.map(({ id }) => exhibitOf(this.#database, id))
    })
  }

  /** Puts exhibits, in the order given, before another one, or at the end. Numbers stay. */
  arrange(ids: readonly ExhibitId[], before: ExhibitId | null): number {
    return this.#immediate(() => {
      const all = exhibits(this.#database)
      const moving = new Set(idsOf(this.#chosen(ids)))
      if (before !== null && !all.some(({ id }) => id === before)) exhibitOf(this.#database, before)
      // Dropped onto one of themselves, they go before the next one that stays.
      const target = before === null ? all.length : all.findIndex(({ id }) => id === before)
      const next = all.slice(target).find(({ id }) => !moving.has(id))
      const staying = all.filter(({ id }) => !moving.has(id))
      const place = next === undefined ? staying.length : staying.indexOf(next)
      const byId = new Map(all.map((exhibit) => [exhibit.id, exhibit]))
      const placed = [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
      const order = [...staying.slice(0, place), ...placed, ...staying.slice(place)]
      const changed = order.filter(({ id }, index) => this.#position(id) !== index + 1)
      if (changed.length === 0 || moving.size === 0) return 0
      const where = next === undefined ? 'at the end' : `before exhibit ${next.number}`
      const description = `${this.#names(placed)} put ${where}`
      recordedChange(this.#database, this.#actor, 'exhibits arranged', description, idsOf(changed), () => {
        for (const [index, { id, number }] of order.entries()) this.#update(id, { position: index + 1, number })
      })
      return moving.size
    })
  }

  number(ids: readonly ExhibitId[], prefix: string, first: number): number {
    return this.#immediate(() => {
      const all = exhibits(this.#database)
      const wanted = new Set(ids)
      const chosen = all.filter(({ id }) => wanted.has(id))
      const numbers = chosen.map((_, index) => `${prefix.trim()}${first + index}`)
      const taken = all.find(({ id, number }) => !wanted.has(id) && numbers.includes(number))
      if (taken !== undefined)
        throw new CaseError('usage', `Another exhibit has the number ${taken.number}. Choose a prefix or a first number that is free.`)
      if (chosen.length === 0) return 0
      const description = `${chosen.length} exhibits numbered ${numbers[0]} to ${numbers.at(-1)}, from ${chosen[0]?.number} to ${chosen.at(-1)?.number}`
      recordedChange(this.#database, this.#actor, 'exhibits numbered', description, idsOf(chosen), () => {
        for (const [index, { id }] of chosen.entries()) this.#update(id, { number: numbers[index] ?? '' })
        if (prefix.trim() === '') this.#rememberNumber(first + chosen.length - 1)
      })
      return chosen.length
    })
  }

  remove(ids: readonly ExhibitId[]): number {
    return this.#immediate(() => {
      const chosen = this.#chosen(ids)
      if (chosen.length === 0) return 0
      const [only] = chosen
      const action = chosen.length === 1 && only?.target.kind === 'record' ? 'bookmark removed' : 'exhibits removed'
      recordedChange(this.#database, this.#actor, action, this.#names(chosen), idsOf(chosen), () => {
        for (const { id } of chosen) {
          const { isRecord, key } = exhibitKey(id)
          if (isRecord) this.#database.prepare('DELETE FROM bookmark WHERE record_id = ?').run(key)
          else removeOther(this.#database, key)
        }
      })
      return chosen.length
    })
  }

  #immediate<T>(work: () => T): T {
    return this.#database.transaction(work).immediate()
  }

  /** Those that are there, in their order. */
  #chosen(ids: readonly ExhibitId[]): Exhibit[] {
    const wanted = new Set(ids)
    if (wanted.size === 1) {
      const [id] = wanted
      const { isRecord, key } = exhibitKey(id ?? 'x0')
      const row = isRecord ? bookmarkRow(this.#database, key) : otherRow(this.#database, key)
      return row === null || id === undefined ? [] : [exhibitOf(this.#database, id)]
    }
    return exhibits(this.#database).filter(({ id }) => wanted.has(id))
  }

  /** For the log: number and citation of each, and how many more where they are many. */
  #names(chosen: readonly Exhibit[]): string {
    const named = chosen.slice(0, 20).map(({ number, target, label }) => {
      const what =
        target.kind === 'record' ? citationOf(this.#database, target.key) : label === '' ? target.kind : `${target.kind} "${label}"`
      return `exhibit ${number} (${what})`
    })
    return chosen.length > named.length ? `${named.join(', ')} and ${chosen.length - named.length} more` : named.join(', ')
  }

  #newRow(words: Partial<ExhibitWords>): Omit<BookmarkRow, 'record_id'> {
    const position = this.#lastPosition() + 1
    const number = Math.max(Number(caseFact(this.#database, LAST_NUMBER)), this.#highestNumber()) + 1
    this.#rememberNumber(number)
    return {
      position,
      number: String(number),
      note: words.note ?? '',
      tags_json: JSON.stringify(cleaned(words.tags ?? [])),
      elements_json: JSON.stringify([...new Set(words.elements ?? [])]),
      statements_json: JSON.stringify(words.statements ?? []),
      stance: words.stance ?? null,
      context: words.context ?? 'ten',
      actor: this.#actor,
      created_at_ms: Date.now(),
    }
  }

  #rememberNumber(number: number): void {
    if (number > Number(caseFact(this.#database, LAST_NUMBER))) setCaseFact(this.#database, LAST_NUMBER, String(number))
  }

  #lastPosition(): number {
    return this.#database
      .prepare('SELECT max((SELECT coalesce(max(position), 0) FROM bookmark), (SELECT coalesce(max(position), 0) FROM exhibit))')
      .pluck()
      .get() as number
  }

  /** Numbers with letters are a person's own and do not count. */
  #highestNumber(): number {
    return this.#database
      .prepare(
        `SELECT coalesce(max(CAST(number AS INTEGER)), 0) FROM (SELECT coalesce(number, CAST(position AS TEXT)) AS number FROM bookmark
           UNION ALL SELECT coalesce(number, CAST(position AS TEXT)) FROM exhibit) WHERE number NOT GLOB '*[^0-9]*' AND length(number) BETWEEN 1 AND 9`,
      )
      .pluck()
      .get() as number
  }

  #nextId(): number {
    return (
      1 +
      (this.#database
        .prepare(
          "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'exhibit'), 0), (SELECT coalesce(max(id), 0) FROM exhibit))",
        )
        .pluck()
        .get() as number)
    )
  }

  #position(id: ExhibitId): number {
    const { isRecord, key } = exhibitKey(id)
    return (isRecord ? bookmarkRow(this.#database, key) : otherRow(this.#database, key))?.position ?? 0
  }

  #write(id: ExhibitId, words: Partial<ExhibitWords>, label?: string): void {
    const columns: Partial<Record<keyof ExhibitRow | 'label', string | null>> = {}
    if (words.note !== undefined) columns.note = words.note
    if (words.tags !== undefined) columns.tags_json = JSON.stringify(cleaned(words.tags))
    if (words.elements !== undefined) columns.elements_json = JSON.stringify([...new Set(words.elements)])
    if (words.statements !== undefined) columns.statements_json = JSON.stringify(words.statements)
    if (words.stance !== undefined) columns.stance = words.stance
    if (words.context !== undefined) columns.context = words.context
    if (label !== undefined && !exhibitKey(id).isRecord) columns.label = label
    this.#update(id, columns)
  }

  #update(id: ExhibitId, columns: Readonly<Record<string, string | number | null>>): void {
    const names = Object.keys(columns)
    if (names.length === 0) return
    const { isRecord, key } = exhibitKey(id)
    this.#database
      .prepare(
        `UPDATE ${isRecord ? 'bookmark' : 'exhibit'} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE ${isRecord ? 'record_id' : 'id'} = ?`,
      )
      .run(...Object.values(columns), key)
  }
}

const idsOf = (chosen: readonly Exhibit[]): ExhibitId[] => chosen.map(({ id }) => id)
