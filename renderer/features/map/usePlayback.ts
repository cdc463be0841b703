/** The clock of the playback: runs only while the view is shown. */
import { useEffect, useRef, useState } from 'react'
import { advance, SPEEDS, STEP_MS } from './playback.ts'

export interface Playback {
  /** Null: no playback, everything in the lens is shown. */
  readonly atMs: number | null
  readonly isPlaying: boolean
  readonly speedIndex: number
  readonly setSpeedIndex: (index: number) => void
  readonly toggle: () => void
  readonly step: (direction: 1 | -1) => void
  readonly leave: () => void
}

/** Real time between two pictures: ten a second are smooth enough and leave time to draw. */
const FRAME_MS = 100

export function usePlayback(span: readonly [number, number] | null): Playback {
  const [atMs, setAtMs] = useState<number | null>(null)
  const [isStarted, setIsStarted] = useState(false)
  const [speedIndex, setSpeedIndex] = useState(2)
  const bounds = useRef(span)
  bounds.current = span
  const msPerSecond = SPEEDS[speedIndex]?.msPerSecond ?? 0
  const isAtEnd = atMs !== null && span !== null && atMs >= span[1]
  const isPlaying = isStarted && !isAtEnd
  useEffect(() => {
    if (!isPlaying) return
    let lastMs = performance.now()
    const timer = setInterval(() => {
      const nowMs = performance.now()
      const elapsedMs = nowMs - lastMs
      lastMs = nowMs
      const end = bounds.current?.[1] ?? 0
      setAtMs((at) => advance(at ?? bounds.current?.[0] ?? 0, elapsedMs, msPerSecond, end))
    }, FRAME_MS)
    return () => clearInterval(timer)
  }, [isPlaying, msPerSecond])
  const clamp = (value: number): number => (span === null ? value : Math.min(span[1], Math.max(span[0], value)))
  return {
    atMs: atMs === null || span === null ? null : clamp(atMs),
    isPlaying,
    speedIndex,
    setSpeedIndex,
    toggle: () => {
      if (span === null) return
      if (!isPlaying && (atMs === null || isAtEnd)) setAtMs(span[0])
      setIsStarted(!isPlaying)
    },
    step: (direction) => {
      if (span === null) return
      // At the end it shall stay stopped when one steps back.
      if (isAtEnd) setIsStarted(false)
      setAtMs(clamp((atMs ?? span[0]) + direction * STEP_MS))
    },
    leave: () => {
      setIsStarted(false)
      setAtMs(null)
    },
  }
}
