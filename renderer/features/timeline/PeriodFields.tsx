import { useState, type FormEvent } from 'react'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { utcOfWallClock, wallClock } from '../../shared/format/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { timelineWords as words } from '../../shared/wording/timeline.ts'

/** The brush for those who type: from and to, in the zone of the case. */
export function PeriodFields() {
  const zone = useCaseZone()
  const { filter, change } = useLens()
  return (
    <div className="tl-period">
      <TimeField label={words.from} valueMs={filter.fromMs} onChange={(fromMs) => change({ fromMs })} />
      <TimeField label={words.to} valueMs={filter.toMs} onChange={(toMs) => change({ toMs })} />
      <span className="is-faint is-small">{zone}</span>
    </div>
  )
}

interface TimeFieldProps {
  readonly label: string
  readonly valueMs: number | null
  readonly onChange: (valueMs: number | null) => void
}

function TimeField({ label, valueMs, onChange }: TimeFieldProps) {
  const zone = useCaseZone()
  // A new key takes over what the brush, undo or a link set.
  return <TimeInput key={valueMs ?? 'none'} label={label} initial={valueMs === null ? '' : textOf(valueMs, zone)} onChange={onChange} />
}

function textOf(utcMs: number, zone: string): string {
  const { date, time } = wallClock(utcMs, zone)
  return time === '00:00:00' ? date : `${date} ${time.endsWith(':00') ? time.slice(0, 5) : time}`
}

function TimeInput({
  label,
  initial,
  onChange,
}: {
  readonly label: string
  readonly initial: string
  readonly onChange: (valueMs: number | null) => void
}) {
  const zone = useCaseZone()
  const [text, setText] = useState(initial)
  const isInvalid = text.trim() !== '' && utcOfWallClock(text, zone) === null
  const apply = (event?: FormEvent): void => {
    event?.preventDefault()
    if (text !== initial && !isInvalid) onChange(text.trim() === '' ? null : utcOfWallClock(text, zone))
  }
  return (
    <form onSubmit={apply}>
      <label>
        <span className="is-faint">{label}</span>
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => apply()}
          placeholder={words.periodForm}
          size={16}
          aria-invalid={isInvalid}
          title={isInvalid ? words.periodInvalid : zone}
        />
      </label>
    </form>
  )
}
