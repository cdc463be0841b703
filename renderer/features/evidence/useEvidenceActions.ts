/** What can be done to exhibits, with the one place where a failure is told. */
import type { ExhibitChange, ExhibitId, Failure, ListedExhibit } from '../../../main/contract/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { notify } from '../../shared/ui/index.ts'
import { exhibitListWords as words } from '../../shared/wording/exhibitList.ts'
import { byTime, type Move } from './exhibitModel.ts'

export interface EvidenceActions {
  readonly change: (ids: readonly ExhibitId[], change: ExhibitChange) => Promise<boolean>
  readonly arrange: (move: Move | null) => void
  readonly sortByTime: (items: readonly ListedExhibit[]) => Promise<void>
  readonly number: (ids: readonly ExhibitId[], prefix: string, first: number) => Promise<boolean>
  readonly remove: (ids: readonly ExhibitId[]) => void
  readonly undo: () => Promise<void>
  readonly failure: Failure | null
}

export function useEvidenceActions(): EvidenceActions {
  const change = useCall('evidence.change')
  const arrange = useCall('evidence.arrange')
  const number = useCall('evidence.number')
  const remove = useCall('evidence.remove')
  const undo = useCall('evidence.undo')
  return {
    change: async (ids, changed) => (await change.run({ ids, change: changed })).ok,
    arrange: (move) => {
      if (move !== null) void arrange.run(move)
    },
    sortByTime: async (items) => {
      if ((await arrange.run({ ids: byTime(items), before: null })).ok) notify(words.sortedByTime)
    },
    number: async (ids, prefix, first) => (await number.run({ ids, prefix, first })).ok,
    remove: (ids) => {
      if (ids.length > 0) void remove.run({ ids })
    },
    undo: async () => {
      const result = await undo.run({})
      if (result.ok) notify(result.value.undone === null ? words.nothingToUndo : words.undone(shortened(result.value.undone)))
    },
    failure: change.failure ?? arrange.failure ?? number.failure ?? remove.failure ?? undo.failure,
  }
}

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)
