/** From the field to the list: the list takes the focus and selects its first hit when none is selected. */
const EVENT = 'corroborate-first-hit'

export function goToFirstHit(): void {
  window.dispatchEvent(new Event(EVENT))
}

export function onGoToFirstHit(listener: () => void): () => void {
  window.addEventListener(EVENT, listener)
  return () => window.removeEventListener(EVENT, listener)
}
