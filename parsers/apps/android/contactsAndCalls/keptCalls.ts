/**
 * Calls that an app keeps beside the phone's own call log. The same call must not count twice: one whose time the call log has is an
 * interaction (the app noted it, too), one that is not there is a call.
 */
import { NO_INTERACTION_FIELDS } from '../../../formats/records/recordDefaults.ts'
import { numberOf } from '../../../formats/values/storedValues.ts'
import type { CallRecord, EvidenceDatabase, Instant, InteractionRecord } from '../../../model/index.ts'

/** Where calllog.db lies for the store of another app. */
export const CALL_LOG_PATHS = ['**/com.android.providers.contacts/databases/calllog.db', '**/calllog.db']

/** Times of the calls in the phone's call log, in milliseconds; null where there is none to compare with. */
export function callLogTimes(callLog: EvidenceDatabase | null): ReadonlySet<number> | null {
  if (callLog === null || !callLog.has('calls', 'date')) return null
  const times = new Set<number>()
  for (const { date } of callLog.lookup<{ date: number | string | bigint | null }>('SELECT date FROM calls')) {
    const time = numberOf(date)
    if (time !== null) times.add(time)
  }
  return times
}

const IN_LOG = 'in the phone’s call log'

export function callBesideLog(call: CallRecord, times: ReadonlySet<number> | null): CallRecord | InteractionRecord {
  const { from, service, direction, participants, facts, startedAt: at } = call
  if (times === null || at.utcMs === null || !times.has(at.utcMs)) {
    return { ...call, facts: { ...facts, [IN_LOG]: whyNotInLog(times, at) } }
  }
  const duration = call.durationSeconds === null ? {} : { 'duration (s)': String(call.durationSeconds) }
  return {
    ...NO_INTERACTION_FIELDS,
    from,
    service,
    direction,
    mechanism: 'call',
    participants,
    at,
    facts: { ...facts, ...duration, [IN_LOG]: 'yes, at this time: the call is counted there' },
  }
}

function whyNotInLog(times: ReadonlySet<number> | null, at: Instant): string {
  if (times === null) return 'not known: the extraction has no call log to compare with'
  return at.utcMs === null ? 'not known: the row has no time' : 'no: not there any more, or never was'
}
