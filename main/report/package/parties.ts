/** People and times as the pages name them: name, identifier, and the role only as one that a person assigned. */
import type { EntityId, Party, ShownTime } from '../../contract/index.ts'
import type { ZonedTime } from '../zonedTime.ts'
import { html, type Markup, verbatim } from './markup.ts'
import type { Package } from './model.ts'

export const personFile = (entity: EntityId): string => `person-${entity}.html`

/** A person of an exhibit, who has a page. */
export function party({ entities }: Package, { entity, name, identifier, role }: Party): Markup {
  entities.add(entity)
  const id = identifier === '' || identifier === name ? null : html` <span class="soft">${verbatim(identifier)}</span>`
  return html`<a class="who" href="${personFile(entity)}">${verbatim(name)}</a>${id}${roleMark(role)}`
}

export const roleMark = (role: Party['role']): Markup | null =>
  role === null ? null : html` <span class="role">role assigned: ${role}</span>`

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

/** The same in two short lines, for tables. */
export function shortMoment(time: ZonedTime, { utcMs, localText }: Pick<ShownTime, 'utcMs' | 'localText'>): Markup {
  if (utcMs !== null)
    return html`<span class="date"><b>${time.local(utcMs)}</b></span><br><span class="date soft">${time.utc(utcMs)}</span>`
  if (localText !== null) return html`<span class="date">${localText.replace('T', ' ')}</span><br><span class="soft">zone not known</span>`
  return html`<span class="soft">no time stored</span>`
}
