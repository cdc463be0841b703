/** Places that are taken out: their positions, and coordinates that texts and links name, in the forms that people and programs use. */
import type { RemovedPlace } from '../../contract/index.ts'
import { REMOVED } from './textRedactor.ts'

const EARTH_METRES = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180

export class RemovedPlaces {
  readonly #places: readonly RemovedPlace[]

  constructor(places: readonly RemovedPlace[]) {
    this.#places = places
  }

  /** `reach` is added to each radius: a circle that touches a removed place would give it away too. */
  holds(latitude: number, longitude: number, reach = 0): boolean {
    return this.#places.some((place) => metresBetween(place, { latitude, longitude }) <= place.radiusMetres + reach)
  }

  /** Pairs of degrees, as texts, links and programs write them. */
  text(original: string): string {
    if (this.#places.length === 0 || !/\d/.test(original)) return original
    return FORMS.reduce((text, form) => this.#without(text, form), original)
  }

  #without(text: string, { pattern, degrees }: Form): string {
    const found = [...text.matchAll(pattern)].map(({ 0: written, index }) => ({
      start: index,
      end: index + written.length,
      degrees: degrees(written),
    }))
    let kept = ''
    let done = 0
    found.forEach((first, index) => {
      for (const second of found.slice(index + 1, index + 1 + BETWEEN_THEM)) {
        if (second.start - first.end > FAR_APART) break
        if (!this.holds(first.degrees, second.degrees) && !this.holds(second.degrees, first.degrees)) continue
        kept += text.slice(done, Math.max(done, first.start)) + (first.start >= done ? REMOVED : '')
        done = Math.max(done, second.end)
      }
    })
    return done === 0 ? text : kept + text.slice(done)
  }
}

interface Form {
  readonly pattern: RegExp
  readonly degrees: (written: string) => number
}

/** Between the two: a comma, names of fields, the `!4d` of map links; a radius or a height. */
const BETWEEN_THEM = 2
const FAR_APART = 40

const MINUTES = String.raw`\d{1,2}(?:[.,]\d+)?\s?['’′](?:\s?\d{1,2}(?:[.,]\d+)?\s?(?:["”″]|['’′]{2}))?`
/** Decimals from a thousandth of a degree on, some hundred metres; ten-millionths as Google's files have them; minutes and seconds. */
const FORMS: readonly Form[] = [
  { pattern: /(?<![\d.])[-+]?\d{1,3}\.\d{3,}(?!\.?\d)/g, degrees: Number },
  { pattern: /(?<![\d.,])[-+]?\d{1,3},\d{3,}(?![.,]?\d)/g, degrees: (written) => Number(written.replace(',', '.')) },
  { pattern: /(?<![\d.])[-+]?\d{7,10}(?!\.?\d)/g, degrees: (written) => Number(written) / 1e7 },
  { pattern: new RegExp(String.raw`(?:\b[NSEW]\s?)?\b\d{1,3}\s?[°º˚]\s?${MINUTES}(?:\s?[NSEW]\b)?`, 'gi'), degrees: fromSexagesimal },
]

function fromSexagesimal(written: string): number {
  const [whole = 0, minutes = 0, seconds = 0] = (written.match(/\d+(?:[.,]\d+)?/g) ?? []).map((part) => Number(part.replace(',', '.')))
  return (/[SW]/i.test(written) ? -1 : 1) * (whole + minutes / 60 + seconds / 3600)
}

function metresBetween(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const north = radians(b.latitude - a.latitude)
  const east = radians(b.longitude - a.longitude)
  const part = Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(part)))
}
