import { TrashIcon } from '@blueprintjs/icons'
import type { RecordState } from '../../../main/contract/index.ts'
import { stateWords } from '../wording/signs.ts'

/** What the record is in relation to the stored row, in words. Live records wear no badge unless asked. */
export function StateBadge({ state, isLiveShown = false }: { readonly state: RecordState; readonly isLiveShown?: boolean }) {
  if (state === 'live' && !isLiveShown) return null
  const { short, long } = stateWords[state]
  return (
    <span className={`ui-state is-${state}`} title={long}>
      {state === 'deleted-flagged' && <TrashIcon size={11} />}
      {short}
    </span>
  )
}
