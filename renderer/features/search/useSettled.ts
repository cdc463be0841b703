import { useEffect, useState } from 'react'

const TYPING_MS = 300

/** The text once typing has paused, so that half a word is not searched in millions of records; `settle` does not wait. */
export function useSettled(text: string): { readonly settled: string; readonly settle: (text: string) => void } {
  const [settled, setSettled] = useState(text.trim())
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return { settled, settle: (now) => setSettled(now.trim()) }
}
