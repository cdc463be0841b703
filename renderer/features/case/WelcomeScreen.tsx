import './case.css'
import { Button, Spinner } from '@blueprintjs/core'
import { useState } from 'react'
import { formatUtcMs, ownZone } from '../../shared/format/index.ts'
import { useCall, useImport, useQuery } from '../../shared/query/index.ts'
import { Answer, FailedState, LoadingState } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'
import { ImportCard } from './ImportCard.tsx'
import { NewCaseForm } from './NewCaseForm.tsx'
import { OpenCaseForm } from './OpenCaseForm.tsx'
import { PathText } from './PathText.tsx'

const words = caseWords.welcome

/** What is shown while no case is open. */
export function WelcomeScreen() {
  const [form, setForm] = useState<'new' | 'open' | null>(null)
  const demo = useCall('case.openDemo')
  const job = useImport()
  return (
    <main className="welcome" data-testid="welcome">
      <div className="welcome-sheet">
        <header>
          <h1 className="welcome-title">{words.title}</h1>
          <p className="welcome-lead">{words.lead}</p>
        </header>
        <div className="welcome-columns">
          <section className="welcome-start">
            <Button intent="primary" alignText="start" active={form === 'new'} onClick={() => setForm('new')}>
              {words.newCase}
            </Button>
            <Button alignText="start" active={form === 'open'} onClick={() => setForm('open')}>
              {words.openCase}
            </Button>
            <Button
              alignText="start"
              icon={demo.isRunning ? <Spinner size={16} /> : undefined}
              disabled={demo.isRunning || job?.isRunning === true}
              onClick={() => void demo.run({})}
              data-testid="open-demo"
            >
              {demo.isRunning ? words.demoOpening : words.demo}
            </Button>
            <p className="is-small is-quiet" role="status">
              {demo.isRunning ? words.demoOpeningText : words.demoText}
            </p>
            {demo.failure !== null && <FailedState failure={demo.failure} />}
            {job !== null && <ImportCard job={job} />}
          </section>
          <section className="welcome-main">
            {form === 'new' && <NewCaseForm />}
            {form === 'open' && <OpenCaseForm />}
            {form === null && <RecentCases />}
          </section>
        </div>
      </div>
    </main>
  )
}

function RecentCases() {
  const recent = useQuery('case.recent', {})
  const open = useCall('case.open')
  return (
    <>
      <h2>{words.recent}</h2>
      {open.isRunning && <LoadingState words={words.opening} />}
      {open.failure !== null && <FailedState failure={open.failure} />}
      <Answer query={recent}>
        {(cases) =>
          cases.length === 0 ? (
            <p className="is-quiet">{words.noRecent}</p>
          ) : (
            <ul className="welcome-recent">
              {cases.map(({ path, name, openedAtMs, exists }) => (
                <li key={path}>
                  <button type="button" disabled={!exists || open.isRunning} onClick={() => void open.run({ path })}>
                    <bdi className="welcome-recent-name">{name}</bdi>
                    <span className="is-faint is-small is-figures">{exists ? formatUtcMs(openedAtMs, ownZone()) : words.gone}</span>
                    <PathText path={path} className="is-faint is-small" />
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  )
}
