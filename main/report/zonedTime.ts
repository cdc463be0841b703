/** Times as text: always with their zone. */

/** `2026-03-14 22:05:09 +01:00`: wall clock of the case's zone with its offset at that moment. */
export class ZonedTime {
  readonly zone: string
  readonly #format: Intl.DateTimeFormat

  constructor(zone: string) {
    this.zone = zone
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset',
    })
  }

  local(utcMs: number): string {
    const parts = new Map(this.#format.formatToParts(utcMs).map(({ type, value }) => [type, value]))
    const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? ''
    const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
    return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')} ${offset}`
  }

  /** `2026-03-14 21:05:09 UTC`, seconds; milliseconds only where the value has them. */
  utc(utcMs: number): string {
    const iso = new Date(utcMs).toISOString()
    return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${utcMs % 1000 === 0 ? '' : iso.slice(19, 23)} UTC`
  }
}
