import { Button, DialogBody, DialogFooter } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import type { ExportFormat, ExportSummary, Lens, RecordKind, SafetyQuestion } from '../../../main/contract/index.ts'
import { useCase, useCaseZone } from '../../shared/caseContext.tsx'
import { formatCount, formatDay } from '../../shared/format/index.ts'
import { RECORD_KINDS, useLens, WHOLE_CASE } from '../../shared/lens/index.ts'
import { useCall, useQuery } from '../../shared/query/index.ts'
import { FailedState, joinPath, LoadingState, Modal, PathField } from '../../shared/ui/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { evidenceWords } from '../../shared/wording/evidence.ts'
import { AudienceChoice, audienceArguments, EVERYBODY } from './AudienceChoice.tsx'
import { ExportDone } from './ExportDone.tsx'
import { exportName, folderOf } from './exportTarget.ts'
import { safetyFieldId, SafetyQuestions, unanswered } from './SafetyQuestions.tsx'

const words = evidenceWords.export
const FORMATS = Object.keys(evidenceWords.formats) as readonly ExportFormat[]

type Scope = 'bookmarks' | 'lens' | 'all'
const SCOPES: readonly Scope[] = ['bookmarks', 'lens', 'all']

function scopeArguments(scope: Scope, filter: Lens): { readonly lens: Lens | null; readonly bookmarkedOnly: boolean } {
  return { lens: scope === 'lens' ? filter : null, bookmarkedOnly: scope === 'bookmarks' }
}

export function ExportDialog({ bookmarkCount, close }: { readonly bookmarkCount: number; readonly close: () => void }) {
  const info = useCase()
  const zone = useCaseZone()
  const { filter } = useLens()
  const [format, setFormat] = useState<ExportFormat>('package')
  const [scope, setScope] = useState<Scope>(bookmarkCount > 0 ? 'bookmarks' : 'lens')
  const [typedTarget, setTypedTarget] = useState<string | null>(null)
  const [done, setDone] = useState<ExportSummary | null>(null)
  const [audience, setAudience] = useState(EVERYBODY)
  const [checked, setChecked] = useState<readonly SafetyQuestion[]>([])
  const safety = useQuery('export.safety', {})
  const run = useCall('export.run')
  const isPackage = format === 'package' || format === 'pdf'
  const [openedAtMs] = useState(() => Date.now())
  const fileName = exportName(info.name, format, formatDay(openedAtMs, zone))
  const open = safety.data === undefined ? [] : unanswered(safety.data, checked)
  const target = typedTarget ?? joinPath(folderOf(info.path), fileName)
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const result = await run.run({
      format,
      target,
      ...scopeArguments(scope, filter),
      ...(isPackage ? audienceArguments(audience) : {}),
      safety: checked,
    })
    if (result.ok) setDone(result.value)
  }
  if (done !== null) return <ExportDone summary={done} again={() => setDone(null)} close={close} />
  return (
    <Modal close={close} title={words.title} className="export-dialog" closesOutside={false}>
      <form onSubmit={(event) => void onSubmit(event)}>
        <DialogBody className="ui-fields">
          <fieldset className="export-choice">
            <legend>{words.format}</legend>
            <div className="export-formats">
              {FORMATS.map((each) => (
                <label key={each}>
                  <input
                    type="radio"
                    name="format"
                    aria-describedby="export-format-text"
                    checked={format === each}
                    onChange={() => {
                      setFormat(each)
                      setTypedTarget(null)
                    }}
                  />
                  {evidenceWords.formats[each].name}
                </label>
              ))}
            </div>
            <p className="is-quiet is-small" id="export-format-text">
              {evidenceWords.formats[format].text}
            </p>
          </fieldset>
          <ScopeChoice scope={scope} setScope={setScope} bookmarkCount={bookmarkCount} />
          {isPackage && <AudienceChoice chosen={audience} onChange={setAudience} />}
          {safety.data?.isNeeded === true && <SafetyQuestions check={safety.data} checked={checked} onChange={setChecked} />}
          <PathField label={words.target} value={target} onChange={setTypedTarget} purposes={['export']} newFileName={fileName} />
          {run.isRunning && <LoadingState words={words.running} />}
          {run.failure !== null && <FailedState failure={run.failure} />}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button onClick={close}>{commonWords.cancel}</Button>
              <Button
                type="submit"
                intent="primary"
                loading={run.isRunning}
                aria-describedby="export-missing"
                disabled={target.trim() === '' || safety.data === undefined || open.length > 0}
              >
                {words.run}
              </Button>
            </>
          }
        >
          <span id="export-missing">
            <WhatIsMissing open={open} hasTarget={target.trim() !== ''} />
          </span>
        </DialogFooter>
      </form>
    </Modal>
  )
}

/** Identity links stand with contacts and accounts and are no records of an export. */
const EXPORTED_KINDS: readonly RecordKind[] = RECORD_KINDS.filter((kind) => kind !== 'identity-link')

/** What an export of the lens can hold, in words: without kinds it looks at contacts and accounts too, unlike the lists. */
function useExportedCount(lens: Lens): string | null {
  const { data } = useQuery('timeline.count', { lens: { ...lens, kinds: lens.kinds.length > 0 ? lens.kinds : EXPORTED_KINDS } })
  if (data === undefined) return null
  const { inLens, listedInLens } = data
  const events = inLens - listedInLens
  return `${words.events(formatCount(events), events === 1)}, ${words.listed(formatCount(listedInLens), listedInLens === 1)}`
}

/** Why the export cannot be started yet; the boxes may lie below the edge of the dialog. */
function WhatIsMissing({ open, hasTarget }: { readonly open: readonly SafetyQuestion[]; readonly hasTarget: boolean }) {
  const [first] = open
  if (first === undefined) return hasTarget ? null : words.noTarget
  return (
    <button type="button" className="export-missing" onClick={() => document.getElementById(safetyFieldId(first))?.focus()}>
      {words.openQuestions(formatCount(open.length), open.length === 1)}
    </button>
  )
}

interface ScopeChoiceProps {
  readonly scope: Scope
  readonly setScope: (scope: Scope) => void
  readonly bookmarkCount: number
}

function ScopeChoice({ scope, setScope, bookmarkCount }: ScopeChoiceProps) {
  const { filter } = useLens()
  const inLens = useExportedCount(filter)
  const ofCase = useExportedCount(WHOLE_CASE)
  const counts: Readonly<Record<Scope, string>> = {
    bookmarks: formatCount(bookmarkCount),
    lens: inLens ?? '…',
    all: ofCase ?? '…',
  }
  return (
    <fieldset className="export-choice">
      <legend>{words.scope}</legend>
      {SCOPES.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="scope"
            checked={scope === each}
            disabled={each === 'bookmarks' && bookmarkCount === 0}
            onChange={() => setScope(each)}
          />
          {words.scopes[each](counts[each])}
        </label>
      ))}
    </fieldset>
  )
}
