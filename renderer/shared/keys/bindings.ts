/** The keys in force, in one list: what `?` shows is what works. */

export interface KeyBinding {
  /** `j`, `Ctrl+K`, `Ctrl+Shift+Z`, `?`, `Enter`, `Backspace`, `ArrowLeft`. Letters without modifier are matched in lower case. */
  readonly keys: string
  /** What it does, for the list of keys. */
  readonly words: string
  /** Where it works, for the list of keys: `Everywhere`, `Timeline`. */
  readonly group: string
  readonly run: (event: KeyboardEvent) => void
  /** True for keys that also work while typing in a field or in a dialog. */
  readonly isGlobal?: boolean
}

/** The name of a pressed key as bindings spell it. Ctrl and Cmd are one. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const hasControl = event.ctrlKey || event.metaKey
  const isLetter = /^[a-z]$/i.test(event.key)
  const key = isLetter ? (hasControl ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key
  const isShiftNamed = event.shiftKey && (isLetter || event.key.length > 1)
  return [hasControl ? 'Ctrl' : '', event.altKey ? 'Alt' : '', isShiftNamed ? 'Shift' : '', key].filter((part) => part !== '').join('+')
}

const PRINTED: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** The single keys of a binding, as printed on the keyboard. */
export function partsOfKeys(keys: string): readonly string[] {
  const isPlus = keys === '+' || keys.endsWith('++')
  const parts = (isPlus ? keys.slice(0, -1) : keys).split('+').filter((part) => part !== '')
  return [...parts, ...(isPlus ? ['+'] : [])].map((part) => PRINTED[part] ?? part)
}

const groups: { readonly bindings: () => readonly KeyBinding[] }[] = []

/** Adds bindings in front of all others. Gives the function that takes them away. */
export function addBindings(bindings: () => readonly KeyBinding[]): () => void {
  const group = { bindings }
  groups.unshift(group)
  return () => {
    const index = groups.indexOf(group)
    if (index !== -1) groups.splice(index, 1)
  }
}

/** All bindings in force, the shell's first; where several take one key, the one that gets it. */
export function listBindings(): readonly KeyBinding[] {
  const taken = new Set<string>()
  const inForce = groups.map((group) =>
    group.bindings().filter(({ keys }) => {
      const isFree = !taken.has(keys)
      taken.add(keys)
      return isFree
    }),
  )
  return inForce.reverse().flat()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  // In a box to tick nobody types.
  return target.isContentEditable || target.closest('input:not([type="checkbox"]), textarea, select') !== null
}

function isInOverlay(): boolean {
  return document.querySelector('[role="dialog"], .bp6-omnibar') !== null
}

/** A focused control keeps the keys that work it. */
function belongsToControl(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (name === ' ') return target.closest('button, [role="button"], [role="menuitem"], input') !== null
  return name === 'Enter' && target.closest('button, a, [role="button"], [role="menuitem"]') !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const name = keyName(event)
  const isHeldBack = isTyping(event.target) || isInOverlay() || belongsToControl(event.target, name)
  const binding = groups
    .flatMap((group) => group.bindings())
    .find(({ keys, isGlobal }) => keys === name && (isGlobal === true || !isHeldBack))
  if (binding === undefined) return
  event.preventDefault()
  binding.run(event)
}

/** Starts listening; once, by the shell. */
export function startKeys(): void {
  window.addEventListener('keydown', onKeyDown)
}
