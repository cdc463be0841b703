import { Dialog } from '@blueprintjs/core'
import { useEffect, useRef, type ReactNode } from 'react'

export interface ModalProps {
  readonly title: string
  readonly close: () => void
  readonly className?: string
  /** False where a click beside the dialog must not lose what was typed. True when left out. */
  readonly closesOutside?: boolean
  readonly children: ReactNode
}

/**
 * A dialog that is shown as long as it is rendered. Escape closes it wherever the focus is: a button that disables itself
 * while it works loses the focus, and the dialog would then no longer hear the key.
 */
export function Modal({ title, close, className = '', closesOutside = true, children }: ModalProps) {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      // Popovers and menus above the dialog are closed first.
      if (document.querySelector('.bp6-popover') === null) latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <Dialog
      isOpen
      onClose={close}
      title={title}
      className={className}
      transitionDuration={0}
      canEscapeKeyClose={false}
      canOutsideClickClose={closesOutside}
    >
      {children}
    </Dialog>
  )
}
