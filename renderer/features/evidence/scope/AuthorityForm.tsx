import { Button } from '@blueprintjs/core'
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { LegalAuthority } from '../../../../main/contract/index.ts'
import { useCase, useCaseZone } from '../../../shared/caseContext.tsx'
import { RECORD_KINDS } from '../../../shared/lens/index.ts'
import { useCall } from '../../../shared/query/index.ts'
import { FailedState } from '../../../shared/ui/index.ts'
import { commonWords } from '../../../shared/wording/common.ts'
import { scopeWords } from '../../../shared/wording/scope.ts'
import { kindWords } from '../../../shared/wording/signs.ts'
import { doubtsOf, draftOf, termsOf, type AuthorityDraft } from './authorityDraft.ts'
import { PeopleField } from './PeopleField.tsx'

const words = scopeWords.form

/** `authority` null adds one. */
export function AuthorityForm({ authority, close }: { readonly authority: LegalAuthority | null; readonly close: () => void }) {
  const zone = useCaseZone()
  const { sources } = useCase()
  const [draft, setDraft] = useState(() => draftOf(authority, zone))
  const save = useCall('scope.setAuthority')
  const [isAsked, setIsAsked] = useState(false)
  const actions = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // The question moves the buttons down: they answer it.
    if (isAsked) actions.current?.scrollIntoView({ block: 'nearest' })
  }, [isAsked])
  const change = (patch: Partial<AuthorityDraft>): void => {
    setDraft((before) => ({ ...before, ...patch }))
    setIsAsked(false)
  }
  const read = termsOf(draft, zone)
  const doubts = 'terms' in read ? doubtsOf(read.terms) : []
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (doubts.length > 0 && !isAsked) setIsAsked(true)
    else if ('terms' in read && (await save.run({ id: authority?.id ?? null, terms: read.terms })).ok) close()
  }
  return (
    <form className="scope-form" aria-label={words.title} onSubmit={(event) => void submit(event)} data-testid="authority-form">
      <div className="scope-columns">
        <TextField label={words.type} value={draft.type} placeholder={words.typePlaceholder} onChange={(type) => change({ type })} />
        <TextField label={words.identifier} value={draft.identifier} onChange={(identifier) => change({ identifier })} />
        <TextField label={words.from} value={draft.fromDay} placeholder="2026-01-01" onChange={(fromDay) => change({ fromDay })} />
        <TextField label={words.to} value={draft.lastDay} placeholder="2026-03-31" onChange={(lastDay) => change({ lastDay })} />
      </div>
      <p className="is-quiet is-small">{words.datesHelp(zone)}</p>
      {'problem' in read && (
        <p className="scope-problem" role="alert">
          {read.problem === 'noSuchDay' ? words.noSuchDay(read.day) : words[read.problem]}
        </p>
      )}
      <label className="scope-tick">
        <input type="checkbox" checked={draft.coversUndated} onChange={() => change({ coversUndated: !draft.coversUndated })} />
        {words.undated}
      </label>
      <Ticks
        legend={words.kinds}
        help={words.kindsHelp}
        all={RECORD_KINDS}
        chosen={draft.kinds}
        onChange={(kinds) => change({ kinds })}
        show={(kind) => kindWords[kind].many}
      />
      <Ticks
        legend={words.sources}
        help={words.sourcesHelp}
        all={sources.map(({ id }) => id)}
        chosen={draft.sources}
        onChange={(chosen) => change({ sources: chosen })}
        show={(id) => <bdi>{sources.find((source) => source.id === id)?.label ?? id}</bdi>}
      />
      <fieldset className="scope-ticks">
        <legend>{words.people}</legend>
        <p className="is-quiet is-small">{words.peopleHelp}</p>
        <PeopleField label={words.people} chosen={draft.people} onChange={(people) => change({ people })} />
      </fieldset>
      <TextField label={words.note} value={draft.note} onChange={(note) => change({ note })} />
      {isAsked && (
        <p className="scope-problem" role="alert">
          {doubts.map((doubt) => words[doubt]).join(' ')} {words.soAsked}
        </p>
      )}
      {save.failure !== null && <FailedState failure={save.failure} />}
      <span ref={actions} className="scope-actions">
        <Button
          type="submit"
          size="small"
          intent="primary"
          disabled={draft.type.trim() === '' || 'problem' in read}
          loading={save.isRunning}
        >
          {isAsked ? words.saveSo : words.save}
        </Button>
        <Button size="small" onClick={close}>
          {commonWords.cancel}
        </Button>
      </span>
    </form>
  )
}

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly onChange: (value: string) => void
}

function TextField({ label, value, placeholder = '', onChange }: TextFieldProps) {
  return (
    <label className="ui-field">
      {label}
      <input className="bp6-input" dir="auto" value={value} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

interface TicksProps<T> {
  readonly legend: string
  readonly help: string
  readonly all: readonly T[]
  readonly chosen: readonly T[]
  readonly onChange: (chosen: readonly T[]) => void
  readonly show: (item: T) => ReactNode
}

function Ticks<T extends string | number>({ legend, help, all, chosen, onChange, show }: TicksProps<T>) {
  return (
    <fieldset className="scope-ticks">
      <legend>{legend}</legend>
      <p className="is-quiet is-small">{help}</p>
      <div className="scope-tick-list">
        {all.map((item) => (
          <label key={item} className="scope-tick">
            <input
              type="checkbox"
              checked={chosen.includes(item)}
              onChange={() => onChange(chosen.includes(item) ? chosen.filter((each) => each !== item) : [...chosen, item])}
            />
            {show(item)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
