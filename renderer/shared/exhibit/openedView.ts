/** How the map or the graph shall look when it is shown next: handed over by the exhibit that kept it. */
type ViewWithPicture = 'map' | 'graph'

const waiting = new Map<ViewWithPicture, string>()

export function askForView(view: ViewWithPicture, text: string): void {
  waiting.set(view, text)
}

/** Given once. */
export function takeAskedView(view: ViewWithPicture): Record<string, unknown> | null {
  const text = waiting.get(view)
  waiting.delete(view)
  if (text === undefined) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
