/** Lets a view bring the inspector back when it was closed; the shell listens. */
const EVENT = 'corroborate-open-inspector'

export function openInspector(): void {
  window.dispatchEvent(new Event(EVENT))
}

/** Gives the function that ends the listening. */
export function onOpenInspector(listener: () => void): () => void {
  window.addEventListener(EVENT, listener)
  return () => window.removeEventListener(EVENT, listener)
}
