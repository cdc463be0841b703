/** What stands between messages: days, silences, the beginning of records without a time. */
import { formatDuration } from '../../shared/format/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'

const words = conversationWords.message

const gapText = (gapMs: number, isNarrowed: boolean): string => (isNarrowed ? words.gapInLens : words.gap)(formatDuration(gapMs))

export interface DayRuleProps {
  readonly date: string
  readonly weekday: string
  readonly zone: string
  /** Silence before the first message of the day, ms, or null when it was short. */
  readonly gapMs: number | null
  readonly isNarrowed: boolean
}

export function DayRule({ date, weekday, zone, gapMs, isNarrowed }: DayRuleProps) {
  return (
    <div className={styles.day}>
      {gapMs !== null && <span className={styles.dayGap}>{gapText(gapMs, isNarrowed)}</span>}
      <h3 className={styles.dayName}>
        {date} <span className="is-quiet">{weekday}</span> <span className="is-faint is-small">{zone}</span>
      </h3>
    </div>
  )
}

export function GapRule({ gapMs, isNarrowed }: { readonly gapMs: number; readonly isNarrowed: boolean }) {
  return <div className={styles.gap}>{gapText(gapMs, isNarrowed)}</div>
}

export function UndatedRule() {
  return <div className={styles.gap}>{words.undated}</div>
}
