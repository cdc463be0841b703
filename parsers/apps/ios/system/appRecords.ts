/** What the parsers of installed apps share: a record about an app, with its name and the lists that it is on. */
import { listedAs } from '../../bothPlatforms/listedApps.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { NO_INSTANT } from '../../../model/index.ts'
import type { AppUseRecord, Instant, RowRef } from '../../../model/index.ts'
import { appNameOf } from '../bundleNames.ts'

interface AppFact {
  readonly from: RowRef
  readonly activity: AppUseRecord['activity']
  readonly appId: string
  readonly name?: string | null
  readonly detail?: string | null
  readonly at?: Instant | null
  readonly facts?: Readonly<Record<string, string | null | undefined>>
}

export function appRecord({ from, activity, appId, name = null, detail = null, at = null, facts = {} }: AppFact): AppUseRecord {
  const kept = factsOf({ 'listed as': listedAs(appId), ...facts })
  return {
    type: 'app-use',
    from,
    state: 'live',
    activity,
    appId,
    appName: name ?? appNameOf(appId),
    detail,
    at: at ?? NO_INSTANT,
    endAt: null,
    ...(kept === undefined ? {} : { facts: kept }),
  }
}
