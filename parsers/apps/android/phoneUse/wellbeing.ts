/**
 * Digital Wellbeing of Google, `app_usage`: one record per row of events and, for the pages of a browser, of component_events.
 *
 * Tables as ALEAPP reads them: timestamp counts milliseconds since 1970 UTC, type is the kind of event of Android's public UsageEvents,
 * package_id and component_id point into packages and components. A component of a browser is the name of a site. Rows that point to an
 * app which is not listed keep its number.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'
import { androidAppRecord, systemUserOf } from '../systemRecords.ts'
import { EVENTS } from './usageStatsEvents.ts'

const REQUIRED = ['timestamp', 'type', 'package_id']
const OPTIONAL = ['instance_id']
const COMPONENT_COLUMNS = ['timestamp', 'type', 'component_id']
const WORDS = Object.fromEntries(Object.entries(EVENTS).map(([code, { words }]) => [code, words]))

export const androidWellbeing = defineSqliteParser({
  id: 'android-wellbeing',
  version: 1,
  app: 'Digital Wellbeing',
  platform: 'android',
  store: 'Use of apps (app_usage)',
  reads: ['**/com.google.android.apps.wellbeing/databases/app_usage'],
  inBackups: false,
  yields: ['app-use', 'device-event'],
  proof: 'source-verified',
  doesNotCover: ['limits and settings of Digital Wellbeing', 'the Samsung edition (dwbCommon.db)'],
  requires: { events: REQUIRED, packages: ['package_name'] },
  optional: { events: OPTIONAL, component_events: COMPONENT_COLUMNS, components: ['package_id', 'component_name'] },
  *parse(database, { path }) {
    const user = systemUserOf(path)
    const apps = sideRowsById(database, { table: 'packages', columns: ['package_name'] })
    const components = sideRowsById(database, { table: 'components', columns: ['package_id', 'component_name'] })
    for (const row of evidenceRows(database, { table: 'events', columns: [...REQUIRED, ...OPTIONAL] })) {
      yield record('events', row, appOf(row['package_id'], apps), { user, component: null })
    }
    for (const row of evidenceRows(database, { table: 'component_events', columns: COMPONENT_COLUMNS })) {
      const component = components.get(numberOf(row['component_id']) ?? -1)
      const name = textOf(component?.['component_name']) ?? `component number ${textOf(row['component_id']) ?? 'not stored'}`
      yield record('component_events', row, appOf(component?.['package_id'], apps), { user, component: name })
    }
  },
})

function appOf(number: StoredRow[string] | undefined, apps: ReadonlyMap<number, StoredRow>): string | null {
  const stored = textOf(number)
  return textOf(apps.get(numberOf(number) ?? -1)?.['package_name']) ?? (stored === null ? null : `app number ${stored}`)
}

interface Surroundings {
  readonly user: string | null
  readonly component: string | null
}

function record(table: string, row: StoredRow, appId: string | null, { user, component }: Surroundings): Emitted {
  const from = placeOf(table, row)
  const meaning = EVENTS[numberOf(row['type']) ?? -1]
  const kind = codeInWords(row['type'], WORDS) ?? 'kind not stored'
  const at = instantOf(timeValueOf(row['timestamp']), 'unix-ms')
  const facts = { 'instance as stored': textOf(row['instance_id']), 'Android user': user }
  if (meaning?.device !== undefined) {
    const of = appId === 'android' ? null : appId
    const device = { type: 'device-event', from, state: 'live', activity: meaning.device, detail: kind, at, endAt: null } as const
    return { ...device, ...withFacts({ app: of, ...facts }) }
  }
  return androidAppRecord({
    from,
    activity: meaning?.app ?? 'other',
    appId: appId ?? 'unknown',
    detail: component ?? kind,
    at,
    facts: { event: component === null ? null : kind, app: appId === null ? 'not stored' : null, ...facts },
  })
}
