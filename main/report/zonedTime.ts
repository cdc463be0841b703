/** Times as text: always with their zone. */

/** Zones change their offset on quarter hours only, so that one offset holds for all of such a slot. */
const SLOT_MS = 15 * 60_000

export class ZonedTime {
  readonly zone: string
  readonly #format: Intl.DateTimeFormat
  #slot = Number.NaN
  #offset = '+00:00'
  #offsetMs = 0

  constructor(zone: string) {
    this.zone = zone
    this.#format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
  }

  /** `2026-03-14 22:05:09 +01:00`: wall clock of the case's zone with its offset at that moment. */
  local(utcMs: number): string {
    this.#enter(Math.floor(utcMs / SLOT_MS))
    const wall = new Date(utcMs + this.#offsetMs).toISOString()
    return `${wall.slice(0, -14)} ${wall.slice(-13, -5)} ${this.#offset}`
  }

  /** Asking the calendar for each of a million times would take most of an export. */
  #enter(slot: number): void {
    if (slot === this.#slot) return
    this.#slot = slot
    const name = this.#format.formatToParts(slot * SLOT_MS).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    this.#offset = name.replace('GMT', '') || '+00:00'
    const [, sign, hours, minutes, seconds] = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(this.#offset.replace('\u2212', '-')) ?? []
    const size = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000
    this.#offsetMs = sign === '-' ? -size : size
  }

  /** `2026-03-14 21:05:09 UTC`, seconds; milliseconds only where the value has them. */
  utc(utcMs: number): string {
    const iso = new Date(utcMs).toISOString()
    return `${iso.slice(0, -14)} ${iso.slice(-13, -5)}${utcMs % 1000 === 0 ? '' : iso.slice(-5, -1)} UTC`
  }
}
