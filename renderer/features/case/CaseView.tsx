import './case.css'
import { Button, SegmentedControl } from '@blueprintjs/core'
import { EditIcon, MobilePhoneIcon, PlusIcon } from '@blueprintjs/icons'
import { useState, type DragEvent } from 'react'
import { useCase } from '../../shared/caseContext.tsx'
import { useCall, useImport } from '../../shared/query/index.ts'
import { EmptyState } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'
import { AddExtractionDialog } from './AddExtractionDialog.tsx'
import { AuditLog } from './AuditLog.tsx'
import { CoverageTable } from './CoverageTable.tsx'
import { DeviceCard } from './DeviceCard.tsx'
import { EditCaseDialog } from './EditCaseDialog.tsx'
import { HashSets } from './HashSets.tsx'
import { ImportCard } from './ImportCard.tsx'
import { ImportGaps } from './ImportGaps.tsx'
import { PathText } from './PathText.tsx'

const words = caseWords.view

type Tab = 'overview' | 'hashes' | 'audit'
const TABS: readonly Tab[] = ['overview', 'hashes', 'audit']

/** What have we got, and what not? */
export function CaseView() {
  const [tab, setTab] = useState<Tab>('overview')
  const [adding, setAdding] = useState<{ readonly droppedName: string | null } | null>(null)
  const [isDropping, setIsDropping] = useState(false)
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setIsDropping(false)
    setAdding({ droppedName: event.dataTransfer.files[0]?.name ?? null })
  }
  return (
    <div
      className="case-view"
      data-dropping={isDropping}
      onDragOver={(event) => {
        event.preventDefault()
        setIsDropping(true)
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setIsDropping(false)
      }}
      onDrop={onDrop}
    >
      <CaseHead tab={tab} setTab={setTab} add={() => setAdding({ droppedName: null })} />
      <div className="case-body">
        {tab === 'overview' && <Overview add={() => setAdding({ droppedName: null })} />}
        {tab === 'hashes' && <HashSets />}
        {tab === 'audit' && <AuditLog />}
      </div>
      {isDropping && <div className="case-drop">{caseWords.add.dropHere}</div>}
      {adding !== null && <AddExtractionDialog droppedName={adding.droppedName} close={() => setAdding(null)} />}
    </div>
  )
}

interface CaseHeadProps {
  readonly tab: Tab
  readonly setTab: (tab: Tab) => void
  readonly add: () => void
}

function CaseHead({ tab, setTab, add }: CaseHeadProps) {
  const info = useCase()
  const [isEditing, setIsEditing] = useState(false)
  const close = useCall('case.close')
  const facts = [info.number, info.examiner === '' ? '' : `${words.examiner}: ${info.examiner}`, `${words.zone}: ${info.timezone}`].filter(
    (fact) => fact !== '',
  )
  return (
    <header className="case-head">
      <div className="case-title">
        <h1>
          <bdi>{info.name}</bdi>{' '}
          <Button
            size="small"
            variant="minimal"
            icon={<EditIcon size={13} />}
            aria-label={words.edit}
            title={words.edit}
            onClick={() => setIsEditing(true)}
          />
        </h1>
        <p className="is-quiet">{facts.join(' · ')}</p>
      </div>
      <SegmentedControl
        size="small"
        value={tab}
        onValueChange={(value) => setTab(TABS.find((each) => each === value) ?? 'overview')}
        options={TABS.map((each) => ({ label: words.tabs[each], value: each }))}
      />
      <Button onClick={() => void close.run({})}>{words.close}</Button>
      <Button intent="primary" icon={<PlusIcon />} onClick={add}>
        {words.add}
      </Button>
      <p className="is-faint is-small case-file">
        {words.file}: <PathText path={info.path} />
      </p>
      {isEditing && <EditCaseDialog close={() => setIsEditing(false)} />}
    </header>
  )
}

function Overview({ add }: { readonly add: () => void }) {
  const { sources, isDemo } = useCase()
  const job = useImport()
  return (
    <>
      {isDemo && <p className="case-demo">{words.demoNote}</p>}
      {job !== null && (
        <ImportCard job={job}>
          <ImportGaps job={job} />
        </ImportCard>
      )}
      {sources.length === 0 && job?.isRunning !== true && (
        <EmptyState
          icon={<MobilePhoneIcon size={32} />}
          title={words.noSources}
          action={
            <Button intent="primary" onClick={add}>
              {words.add}
            </Button>
          }
        >
          {words.noSourcesText}
        </EmptyState>
      )}
      {sources.length > 0 && (
        <>
          <div className="device-cards">
            {sources.map((source) => (
              <DeviceCard key={source.id} source={source} />
            ))}
          </div>
          <CoverageTable />
        </>
      )}
    </>
  )
}
