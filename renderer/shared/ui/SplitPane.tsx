/** A main part and a side part with a bar between them that can be dragged or moved by arrow keys. */
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'

export interface SplitPaneProps {
  readonly main: ReactNode
  readonly side: ReactNode
  /** Which side the side part stands on. */
  readonly placement?: 'left' | 'right'
  readonly initialPx: number
  readonly minPx?: number
  readonly maxPx?: number
  /** Name of the bar for those who hear the page. */
  readonly label: string
  /** Keeps the width for the next start. */
  readonly storageKey?: string
}

const STEP_PX = 16

function storedWidth(storageKey: string | undefined, initialPx: number): number {
  const stored =
    storageKey === undefined ? Number.NaN : Number(window.localStorage.getItem(`corroborate.width.${storageKey}`) ?? Number.NaN)
  return Number.isFinite(stored) ? stored : initialPx
}

export function SplitPane({ main, side, placement = 'right', initialPx, minPx = 200, maxPx = 640, label, storageKey }: SplitPaneProps) {
  const [widthPx, setWidthPx] = useState(() => storedWidth(storageKey, initialPx))
  const resize = (px: number): void => {
    const next = Math.round(Math.min(maxPx, Math.max(minPx, px)))
    setWidthPx(next)
    if (storageKey !== undefined) window.localStorage.setItem(`corroborate.width.${storageKey}`, String(next))
  }
  const direction = placement === 'right' ? -1 : 1
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const bar = event.currentTarget
    const startX = event.clientX
    const startPx = widthPx
    bar.setPointerCapture(event.pointerId)
    const onMove = (move: globalThis.PointerEvent): void => resize(startPx + direction * (move.clientX - startX))
    bar.addEventListener('pointermove', onMove)
    bar.addEventListener('lostpointercapture', () => bar.removeEventListener('pointermove', onMove), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') resize(widthPx - direction * STEP_PX)
    else if (event.key === 'ArrowRight') resize(widthPx + direction * STEP_PX)
    else return
    event.preventDefault()
  }
  const bar = (
    <div
      className="ui-split-bar"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      tabIndex={0}
      aria-valuenow={widthPx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
  const sidePart = (
    <div className="ui-split-side" style={{ width: widthPx }}>
      {side}
    </div>
  )
  const mainPart = <div className="ui-split-main">{main}</div>
  return (
    <div className="ui-split">
      {placement === 'left' ? (
        <>
          {sidePart}
          {bar}
          {mainPart}
        </>
      ) : (
        <>
          {mainPart}
          {bar}
          {sidePart}
        </>
      )}
    </div>
  )
}
