import { useEffect, useRef } from 'react'
import { addBindings, type KeyBinding } from './bindings.ts'

/** Puts bindings in force while the component is shown. The newest component is asked first. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings)
  latest.current = bindings
  useEffect(() => addBindings(() => latest.current), [])
}
