import { useId } from 'react'
import { zoneNames } from '../../shared/format/index.ts'
import { caseWords } from '../../shared/wording/case.ts'

const words = caseWords.form

export interface CaseFacts {
  readonly name: string
  readonly number: string
  readonly examiner: string
  readonly timezone: string
}

/** True when this machine can show times in the zone. */
export function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone !== ''
  } catch {
    return false
  }
}

/** Name, number, examiner, time zone: the same for a new case and for an open one. */
export function CaseFields({ facts, onChange }: { readonly facts: CaseFacts; readonly onChange: (facts: CaseFacts) => void }) {
  const zones = useId()
  const isZoneWrong = facts.timezone !== '' && !isKnownZone(facts.timezone)
  return (
    <>
      <label className="ui-field">
        {words.name}
        <input
          className="bp6-input"
          required
          autoFocus
          dir="auto"
          value={facts.name}
          onChange={(event) => onChange({ ...facts, name: event.target.value })}
        />
      </label>
      <div className="case-field-pair">
        <label className="ui-field">
          {words.number}
          <input
            className="bp6-input"
            dir="auto"
            value={facts.number}
            onChange={(event) => onChange({ ...facts, number: event.target.value })}
          />
        </label>
        <label className="ui-field">
          {words.examiner}
          <input
            className="bp6-input"
            dir="auto"
            value={facts.examiner}
            onChange={(event) => onChange({ ...facts, examiner: event.target.value })}
          />
        </label>
      </div>
      <label className="ui-field">
        {words.timezone}
        <input
          className="bp6-input"
          required
          list={zones}
          value={facts.timezone}
          aria-invalid={isZoneWrong}
          onChange={(event) => onChange({ ...facts, timezone: event.target.value })}
        />
        <datalist id={zones}>
          {zoneNames().map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        {isZoneWrong && (
          <span role="alert" className="case-problem">
            {words.zoneUnknown}
          </span>
        )}
      </label>
    </>
  )
}
