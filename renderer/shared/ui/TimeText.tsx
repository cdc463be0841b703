import type { ShownTime } from '../../../main/contract/index.ts'
import { useCaseZone } from '../caseContext.tsx'
import { formatUtcMs, timeParts } from '../format/index.ts'
import { commonWords } from '../wording/common.ts'

/** A time with its zone; hovering tells UTC, the value as stored and the basis of the zone. */
export function TimeText({ time, hasDate = true }: { readonly time: ShownTime; readonly hasDate?: boolean }) {
  const { text, zone, isZoneKnown, title } = timeParts(time, useCaseZone())
  if (text === '')
    return (
      <span className="ui-time is-faint" title={title}>
        {commonWords.noTime}
      </span>
    )
  return (
    <span className="ui-time" title={title}>
      {hasDate ? text : text.slice(11)}
      <span className={isZoneKnown ? 'ui-time-zone' : 'ui-time-zone is-unknown'}>{zone}</span>
    </span>
  )
}

/** A bare UTC time (no stored value to tell) in the zone of the case. */
export function UtcTime({ utcMs }: { readonly utcMs: number | null }) {
  const zone = useCaseZone()
  if (utcMs === null) return <span className="ui-time is-faint">{commonWords.noTime}</span>
  return (
    <span className="ui-time" title={`UTC: ${new Date(utcMs).toISOString()}`}>
      {formatUtcMs(utcMs, zone)}
    </span>
  )
}
