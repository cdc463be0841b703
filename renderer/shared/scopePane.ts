/** Lets any view open the dialog of legal scope and privilege; the shell listens and shows it. */
const EVENT = 'corroborate-open-scope'

export function openScope(): void {
  window.dispatchEvent(new Event(EVENT))
}

/** Gives the function that ends the listening. */
export function onOpenScope(listener: () => void): () => void {
  window.addEventListener(EVENT, listener)
  return () => window.removeEventListener(EVENT, listener)
}
