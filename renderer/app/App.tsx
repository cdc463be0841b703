import './app.css'
import { WelcomeScreen } from '../features/case/index.ts'
import { CaseProvider } from '../shared/caseContext.tsx'
import { useLens } from '../shared/lens/index.ts'
import { useContractEvent, useQuery } from '../shared/query/index.ts'
import { FailedState, LoadingState, Notices } from '../shared/ui/index.ts'
import { shellWords } from '../shared/wording/shell.ts'
import { Workspace } from './Workspace.tsx'

/** Welcome without a case, the workspace with one. */
export function App() {
  const { reset } = useLens()
  useContractEvent('case.changed', ({ what }) => {
    if (what === 'opened' || what === 'closed') reset('case')
  })
  return (
    <>
      <CurrentCase />
      <Notices />
    </>
  )
}

function CurrentCase() {
  const current = useQuery('case.current', {})
  if (current.failure !== null) return <FailedState title={shellWords.viewLoadFailed} failure={current.failure} onRetry={current.reload} />
  if (current.data === undefined) return <LoadingState words={shellWords.opening} />
  if (current.data === null) return <WelcomeScreen />
  return (
    <CaseProvider info={current.data}>
      <Workspace key={current.data.path} />
    </CaseProvider>
  )
}
