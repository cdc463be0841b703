/** Places that are taken out: their positions, and coordinates that texts and links name. */
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

  /** Pairs of decimal degrees, as links and texts write them. */
  text(original: string): string {
    if (this.#places.length === 0) return original
    return original.replace(/(-?\d{1,2}\.\d{3,})(\s*(?:,|%2C|;|\s)\s*)(-?\d{1,3}\.\d{3,})/gi, (whole, first: string, _, second: string) => {
      const [a, b] = [Number(first), Number(second)]
      return this.holds(a, b) || this.holds(b, a) ? REMOVED : whole
    })
  }
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
