/** The open case for everything below the shell. */
import { createContext, useContext, type ReactNode } from 'react'
import type { CaseInfo } from '../../main/contract/index.ts'

const CaseContext = createContext<CaseInfo | null>(null)

export function CaseProvider({ info, children }: { readonly info: CaseInfo; readonly children: ReactNode }) {
  return <CaseContext value={info}>{children}</CaseContext>
}

/** The open case. Views are only shown while one is open. */
export function useCase(): CaseInfo {
  const info = useContext(CaseContext)
  if (info === null) throw new Error('No case is open')
  return info
}

/** IANA zone in which times are shown. UTC while no case is open. */
export function useCaseZone(): string {
  return useContext(CaseContext)?.timezone ?? 'UTC'
}

/** Label of a source, for lists. */
export function useSourceLabel(): (sourceId: number) => string {
  const { sources } = useCase()
  return (sourceId) => sources.find(({ id }) => id === sourceId)?.label ?? `S${sourceId}`
}
