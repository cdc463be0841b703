/** Lets any view keep what it shows as an exhibit. */
import type { Exhibit, ExhibitPicture, ExhibitTarget, Failure } from '../../../main/contract/index.ts'
import { useCall } from '../query/index.ts'
import { notify } from '../ui/notices.tsx'
import { exhibitWords } from '../wording/exhibits.ts'

export interface AddExhibit {
  readonly add: (target: ExhibitTarget, label: string, picture?: ExhibitPicture | null) => Promise<Exhibit | null>
  readonly isRunning: boolean
  readonly failure: Failure | null
}

/** Says so when it is done, with the number; a failure is also shown as a notice, for views that have no place for it. */
export function useAddExhibit(): AddExhibit {
  const call = useCall('evidence.add')
  return {
    add: async (target, label, picture = null) => {
      const result = await call.run({ target, label, words: {}, picture })
      notify(result.ok ? exhibitWords.added(result.value.number) : result.failure.message)
      return result.ok ? result.value : null
    },
    isRunning: call.isRunning,
    failure: call.failure,
  }
}
