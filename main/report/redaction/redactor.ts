/** Applies a redaction to anything that is read from the case: every text in it, its people, its positions. */
import type { EntityId, Party } from '../../contract/index.ts'
import type { HiddenPerson, People } from './people.ts'
import type { RemovedPlaces } from './places.ts'
import { TextRedactor } from './textRedactor.ts'
import { scriptsOf } from './unknownScripts.ts'

/** Fields of our own making, which pages decide by. They hold no words of the evidence. */
const OWN_FIELDS = new Set([
  'kind',
  'state',
  'class',
  'direction',
  'entity',
  'role',
  'zoneBasis',
  'unit',
  'localText',
  'sha256',
  'fileSha256',
  'hash',
  'timezone',
  'platform',
  'parser',
  'relation',
  'action',
  'type',
  'sentAt',
  'startedAt',
  'takenAt',
  'takenAtLocal',
  'at',
  'item',
])

export class Redactor {
  readonly hidden: ReadonlyMap<EntityId, HiddenPerson>
  readonly #texts: TextRedactor
  readonly #places: RemovedPlaces
  readonly #known = new Map<string, string>()
  /** Of what was read so far, beside Latin and Cyrillic. */
  readonly scripts = new Set<string>()

  constructor({ hidden, terms }: People, places: RemovedPlaces) {
    this.hidden = hidden
    this.#texts = new TextRedactor(terms)
    this.#places = places
  }

  /** Texts of a case repeat: names, files, services. */
  text(original: string): string {
    let redacted = this.#known.get(original)
    if (redacted === undefined) {
      redacted = this.#places.text(this.#texts.text(original))
      for (const script of scriptsOf(redacted)) this.scripts.add(script)
      if (this.#known.size > 20_000) this.#known.clear()
      if (original.length < 400) this.#known.set(original, redacted)
    }
    return redacted
  }

  occurring(text: string): string[] {
    return this.#texts.occurring(text)
  }

  isRemoved(latitude: number, longitude: number, reach = 0): boolean {
    return this.#places.holds(latitude, longitude, reach)
  }

  party(party: Party): Party {
    const person = this.hidden.get(party.entity)
    if (person === undefined) return { ...party, name: this.text(party.name), identifier: this.text(party.identifier) }
    return { ...party, name: person.label, identifier: person.mask }
  }

  /** The same value with every text redacted, whatever its shape. */
  deep<T>(value: T): T {
    return this.#value(value, '', false) as T
  }

  /** `isFacts`: inside the facts of a record, where even the names of fields are words of the evidence. */
  #value(value: unknown, field: string, isFacts: boolean): unknown {
    // A number of an account, stored as a number: as a text it would have been found.
    if (typeof value === 'number' && isFacts && Number.isSafeInteger(value)) {
      const text = String(value)
      const redacted = this.#texts.text(text)
      return redacted === text ? value : redacted
    }
    if (typeof value === 'string') return !isFacts && OWN_FIELDS.has(field) ? value : this.text(value)
    if (Array.isArray(value)) return value.map((item) => this.#value(item, field, isFacts))
    if (typeof value !== 'object' || value === null) return value
    if (isParty(value)) return this.party(value)
    const position = positionOf(value)
    const isHere = position !== null && this.isRemoved(...position)
    // A position is taken out whole; a record that has one keeps the rest.
    if (isHere && field === 'position') return null
    const inFacts = isFacts || FACTS.has(field)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        inFacts ? this.text(name) : name,
        isHere && POSITION_FIELDS.has(name) ? null : this.#value(one, name, inFacts),
      ]),
    )
  }
}

/** Names of facts and reasons are words of the evidence, names of other fields are ours. */
const FACTS = new Set(['facts', 'skippedReasons'])
const LATITUDES = ['latitude', 'lat', 'latitudeE7', 'latE7']
const LONGITUDES = ['longitude', 'lon', 'lng', 'longitudeE7', 'lngE7']
const POSITION_FIELDS = new Set([...LATITUDES, ...LONGITUDES, 'accuracyMetres', 'location'])

function isParty(value: object): value is Party {
  return 'entity' in value && 'identifier' in value && 'isDeviceOwner' in value
}

function positionOf(value: object): [number, number] | null {
  const [latitude, longitude] = [degreesIn(value, LATITUDES), degreesIn(value, LONGITUDES)]
  return latitude === null || longitude === null ? null : [latitude, longitude]
}

function degreesIn(value: object, names: readonly string[]): number | null {
  for (const name of names) {
    const degrees = (value as Record<string, unknown>)[name]
    if (typeof degrees === 'number') return name.endsWith('E7') ? degrees / 1e7 : degrees
  }
  return null
}
