/** How the graph looks, as an exhibit keeps it. Pure. */
import type { GraphNode } from '../../../main/contract/index.ts'
import type { GraphOptions } from './GraphToolbar.tsx'
import { parsePlaces, type Places } from './savedPlaces.ts'

/** Beyond this, places would fill the exhibit; the layout is the same for the same records. */
const KEPT_PLACES = 1_000

export function viewText(options: GraphOptions, nodes: readonly GraphNode[], places: Places): string {
  const standing = nodes.slice(0, KEPT_PLACES).map(({ party, x, y }) => {
    const place = places.get(party.entity) ?? { x, y }
    return [party.entity, { x: Math.round(place.x), y: Math.round(place.y) }] as const
  })
  return JSON.stringify({ ...options, places: Object.fromEntries(standing) })
}

export interface KeptView {
  readonly options: GraphOptions
  readonly places: Places
}

/** What cannot be read stays as it is. */
export function readView(view: Readonly<Record<string, unknown>>, standard: GraphOptions): KeptView {
  const flag = (name: 'includeGroups' | 'isCollapsed'): boolean => (typeof view[name] === 'boolean' ? view[name] : standard[name])
  const limit = view['limit']
  return {
    options: {
      limit: typeof limit === 'number' && limit >= 2 && limit <= 5_000 ? Math.trunc(limit) : standard.limit,
      includeGroups: flag('includeGroups'),
      isCollapsed: flag('isCollapsed'),
      isTable: false,
    },
    places: parsePlaces(JSON.stringify(view['places'] ?? {})),
  }
}
