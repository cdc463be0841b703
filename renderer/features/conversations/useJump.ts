/** Going to a message that another one refers to, loaded or not. */
import { useCallback, useState } from 'react'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { fetchQuery } from '../../shared/query/index.ts'
import { notify } from '../../shared/ui/index.ts'
import type { MessageSource } from './messageSource.ts'

export interface Jump {
  readonly jump: (key: number) => void
  /** The line around which the conversation is opened: the jump's target, else the selected one. */
  readonly start: RecordLine | null
}

/** @param widen shows the whole conversation when the target lies outside the lens; null when it is shown already */
export function useJump(source: MessageSource, selected: RecordLine | null, widen: (() => void) | null): Jump {
  const { select } = useSelection()
  const [target, setTarget] = useState<RecordLine | null>(null)
  const jump = useCallback(
    (key: number) =>
      void (async () => {
        const record = await fetchQuery('record.get', { key })
        if (!record.ok) return notify(record.failure.message)
        const around = await source.openAround(record.value.line)
        if (widen !== null && around.ok && !around.value.items.some((line) => line.key === key)) widen()
        setTarget(record.value.line)
        select(key)
      })(),
    [source, select, widen],
  )
  return { jump, start: target !== null && (selected === null || selected.key === target.key) ? target : selected }
}
