/** Shows an exhibit where it comes from: its conversation, its place on the map, its contact, its view as it was kept. */
import type { Exhibit } from '../../../main/contract/index.ts'
import { askForView } from '../../shared/exhibit/index.ts'
import { useLens, useSelection, WHOLE_CASE } from '../../shared/lens/index.ts'

/** Zoom at which a circle of this radius fills a part of the window. */
function zoomFor(radiusMetres: number): number {
  return Math.max(3, Math.min(17, Math.log2(40_075_016 / (radiusMetres * 6))))
}

export function useOpenExhibit(): (exhibit: Exhibit, threadId: number | null) => void {
  const { filter, load } = useLens()
  const { selectedKey } = useSelection()
  return ({ target }, threadId) => {
    switch (target.kind) {
      case 'record':
        load({ filter, selectedKey: target.key, view: threadId === null ? 'timeline' : 'conversations' })
        break
      case 'slice':
        load({ filter: { ...WHOLE_CASE, threadId: target.threadId }, selectedKey: target.fromKey, view: 'conversations' })
        break
      case 'place':
      case 'stay': {
        askForView('map', JSON.stringify({ centre: [target.longitude, target.latitude], zoom: zoomFor(target.radiusMetres) }))
        const period = target.kind === 'stay' ? { fromMs: target.fromMs, toMs: target.toMs + 1 } : {}
        load({ filter: { ...WHOLE_CASE, ...period }, selectedKey, view: 'map' })
        break
      }
      case 'edge':
        load({ filter: { ...target.lens, pair: target.pair }, selectedKey, view: 'timeline' })
        break
      case 'map-view':
        askForView('map', target.view)
        load({ filter: target.lens, selectedKey, view: 'map' })
        break
      case 'graph-view':
        askForView('graph', target.view)
        load({ filter: target.lens, selectedKey, view: 'graph' })
        break
    }
  }
}
