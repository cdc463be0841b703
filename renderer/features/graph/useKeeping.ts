/** Keeps the drawing as an exhibit: with its picture, its options, and where everybody stands. */
import type { GraphAnswer } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { canvasPicture, useAddExhibit } from '../../shared/exhibit/index.ts'
import { formatCount, formatPeriod } from '../../shared/format/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import type { Theme } from '../../shared/theme/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import type { GraphHandle } from './GraphCanvas.tsx'
import { composeGraphPicture } from './graphPicture.ts'
import type { GraphOptions } from './GraphToolbar.tsx'
import type { Places } from './savedPlaces.ts'
import { viewText } from './keptView.ts'

const words = graphWords.picture

export interface KeepingInput {
  readonly handle: GraphHandle | null
  readonly answer: GraphAnswer
  readonly options: GraphOptions
  readonly places: Places
  readonly theme: Theme
}

export function useKeeping({ handle, answer, options, places, theme }: KeepingInput): () => Promise<void> {
  const info = useCase()
  const { filter } = useLens()
  const { add } = useAddExhibit()
  return async () => {
    const drawing = handle?.drawing() ?? null
    if (drawing === null) return
    const isWhole = filter.fromMs === null && filter.toMs === null
    const period = isWhole ? words.wholePeriod : formatPeriod(filter.fromMs, filter.toMs, info.timezone)
    const picture = composeGraphPicture(drawing, theme, [
      `${words.title}: ${info.name}${info.number === '' ? '' : ` (${info.number})`}`,
      `${words.period}: ${period}. ${words.times} ${info.timezone}.`,
      graphWords.shown(
        formatCount(answer.nodes.length),
        formatCount(answer.totalNodes),
        formatCount(answer.edges.length),
        formatCount(answer.totalEdges),
      ),
      words.signs,
      words.limits,
    ])
    const target = { kind: 'graph-view', lens: filter, view: viewText(options, answer.nodes, places) } as const
    await add(target, isWhole ? words.label : words.labelOf(period), await canvasPicture(picture))
  }
}
