import { Alert, Button } from '@blueprintjs/core'
import { DuplicateIcon, MobilePhoneIcon, WarningSignIcon } from '@blueprintjs/icons'
import { useState } from 'react'
import type { RecordKind, SourceInfo } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { formatBytes, formatCount, formatDay, formatUtcMs } from '../../shared/format/index.ts'
import { RECORD_KINDS, useLens, useView } from '../../shared/lens/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { copyText, EvidenceText, FailedState, KindIcon } from '../../shared/ui/index.ts'
import { caseWords } from '../../shared/wording/case.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { kindWords } from '../../shared/wording/signs.ts'

const words = caseWords.device

export const deviceCardId = (sourceId: number): string => `source-${sourceId}`

/** One examined device, with what the extraction says of it. */
export function DeviceCard({ source }: { readonly source: SourceInfo }) {
  const isWhole = source.status === 'complete'
  return (
    <article
      className="device-card"
      id={deviceCardId(source.id)}
      tabIndex={-1}
      aria-label={source.label}
      data-status={source.status}
      data-testid="device-card"
    >
      <header>
        <MobilePhoneIcon size={20} />
        <div className="device-title">
          <h2>
            <bdi>{source.label}</bdi>
          </h2>
          <p className="is-quiet">
            {source.ownerName === null ? (
              words.unknownOwner
            ) : (
              <>
                <bdi>{source.ownerName}</bdi>
              </>
            )}{' '}
            · {caseWords.sourceKind(source.kind)}
          </p>
        </div>
        <span className="device-id is-fixed is-faint">S{source.id}</span>
      </header>
      {!isWhole && <p className="device-status">{caseWords.sourceStatus[source.status]}</p>}
      {(source.status === 'incomplete' || source.status === 'cancelled') && <IncompleteActions source={source} />}
      <Counts source={source} />
      <Facts source={source} />
      {source.warnings.length > 0 && <Warnings warnings={source.warnings} />}
    </article>
  )
}

const FIRST_WARNINGS = 4

/** Warnings in words; a long list is opened on request, and its length is said. */
function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? warnings : warnings.slice(0, FIRST_WARNINGS)
  return (
    <div className="device-warnings">
      <ul>
        {shown.map((warning) => (
          <li key={warning}>
            <WarningSignIcon size={13} />
            <EvidenceText text={warning} />
          </li>
        ))}
      </ul>
      {!isWhole && warnings.length > FIRST_WARNINGS && (
        <Button size="small" onClick={() => setIsWhole(true)}>
          {words.moreWarnings(formatCount(warnings.length - FIRST_WARNINGS))}
        </Button>
      )}
    </div>
  )
}

function Counts({ source }: { readonly source: SourceInfo }) {
  const { change } = useLens()
  const { show } = useView()
  const open = (kind: RecordKind): void => {
    change({ sources: [source.id], kinds: [kind] })
    show('timeline')
  }
  return (
    <div className="device-counts">
      {RECORD_KINDS.filter((kind) => (source.recordCounts[kind] ?? 0) > 0).map((kind) => (
        <button key={kind} type="button" title={words.showRecords} onClick={() => open(kind)}>
          <KindIcon kind={kind} size={13} />
          <span className="is-figures">{formatCount(source.recordCounts[kind] ?? 0)}</span>
          <span className="is-quiet">{source.recordCounts[kind] === 1 ? kindWords[kind].one : kindWords[kind].many}</span>
        </button>
      ))}
    </div>
  )
}

function Facts({ source }: { readonly source: SourceInfo }) {
  const zone = useCaseZone()
  const { firstMs, lastMs, sha256 } = source
  return (
    <dl className="ui-facts">
      {source.device.map(({ label, value }) => (
        <Fact key={label} label={label}>
          <EvidenceText text={value} />
        </Fact>
      ))}
      <Fact label={words.period}>
        {firstMs === null || lastMs === null ? (
          words.noPeriod
        ) : (
          <span className="is-figures">
            {formatDay(firstMs, zone)} – {formatDay(lastMs, zone)}
          </span>
        )}
      </Fact>
      <Fact label={words.size}>{formatBytes(source.sizeBytes)}</Fact>
      <Fact label={words.sha256}>
        {sha256 === null ? (
          <span className="is-faint">{words.noHash}</span>
        ) : (
          <span className="device-hash">
            <span className="is-fixed is-clipped" title={sha256}>
              {sha256}
            </span>
            <Button
              size="small"
              variant="minimal"
              icon={<DuplicateIcon size={12} />}
              aria-label={commonWords.copy}
              onClick={() => copyText(sha256, words.copyHash)}
            />
          </span>
        )}
      </Fact>
      <Fact label={words.added}>
        <span className="is-figures">{formatUtcMs(source.addedAtMs, zone)}</span>
      </Fact>
      <Fact label={words.from}>
        <EvidenceText text={source.originalPath} />
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

function IncompleteActions({ source }: { readonly source: SourceInfo }) {
  const resume = useCall('import.resume')
  const discard = useCall('import.discard')
  const [isAsking, setIsAsking] = useState(false)
  const failure = resume.failure ?? discard.failure
  return (
    <div className="device-actions">
      <Button size="small" intent="primary" loading={resume.isRunning} onClick={() => void resume.run({ sourceId: source.id })}>
        {words.resume}
      </Button>
      <Button size="small" loading={discard.isRunning} onClick={() => setIsAsking(true)}>
        {words.discard}
      </Button>
      {failure !== null && <FailedState failure={failure} />}
      <Alert
        isOpen={isAsking}
        intent="danger"
        confirmButtonText={words.discard}
        cancelButtonText={commonWords.cancel}
        canEscapeKeyCancel
        onCancel={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false)
          void discard.run({ sourceId: source.id })
        }}
      >
        <h2>{words.discardTitle}</h2>
        <p>{words.discardText(source.label)}</p>
      </Alert>
    </div>
  )
}
