/** People as the pages name them: name, identifier, and the role only as one that a person assigned. */
import type { Party, ShownTime } from '../../contract/index.ts'
import type { ZonedTime } from '../zonedTime.ts'
import type { Package } from './collect.ts'
import { html, type Markup, verbatim } from './markup.ts'

export function party({ entities }: Package, somebody: Party): Markup {
  entities.add(somebody.entity)
  const { name, identifier, role } = somebody
  const id = identifier === '' || identifier === name ? null : html` <span class="soft">${verbatim(identifier)}</span>`
  return html`${verbatim(name)}${id}${role === null ? null : html` <span class="role">role assigned: ${role}</span>`}`
}

export function parties(pack: Package, list: readonly Party[], none: string): Markup {
  if (list.length === 0) return html`<span class="soft">${none}</span>`
  return html`${list.map((somebody, index) => html`${index === 0 ? null : '; '}${party(pack, somebody)}`)}`
}

/** Local time with its offset, then UTC. A time whose zone is not known is said to be so and never converted. */
export function moment(time: ZonedTime, { utcMs, localText }: Pick<ShownTime, 'utcMs' | 'localText'>): Markup {
  if (utcMs !== null)
    return html`<time datetime="${new Date(utcMs).toISOString()}"><b>${time.local(utcMs)}</b></time> (${time.zone}) · ${time.utc(utcMs)}`
  if (localText !== null)
    return html`<b>${localText.replace('T', ' ')}</b> as the clock of the device or file showed it; its zone is not known, so no UTC time is given`
  return html`<span class="soft">no time stored</span>`
}
