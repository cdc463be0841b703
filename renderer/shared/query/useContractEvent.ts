import { useEffect, useRef } from 'react'
import type { ContractEvents } from '../../../main/contract/index.ts'
import { bridge } from '../bridge/index.ts'

/** Calls the listener for each event while the component is shown. */
export function useContractEvent<E extends keyof ContractEvents>(event: E, listener: (data: ContractEvents[E]) => void): void {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => bridge.on(event, (data) => latest.current(data)), [event])
}
